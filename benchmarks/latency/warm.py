"""A screening in a process that already runs: from the file, and from a recording in memory."""

from benchmarks.latency.timing import timed, timing_row
from benchmarks.tables import Row
from echo2ecg_edge import Screener, read_ecg
from echo2ecg_edge.model.bundle import Bundle
from echo2ecg_edge.model.engines import ENGINES

WARM_RUNS = 200


def warm_rows(bundle: Bundle, threads: int) -> list[Row]:
    """Return two rows per engine."""
    example = bundle.folder / "example.csv"
    recording = read_ecg(example)
    rows = []
    for kind in ENGINES:
        screen = Screener(bundle.folder, kind, threads).screen
        for what, ecg in (("CSV file", example), ("recording", recording)):
            elapsed = timed(lambda screen=screen, ecg=ecg: screen(ecg), WARM_RUNS)
            rows.append(timing_row(f"warm, {what} to verdict", kind, elapsed))
    return rows
