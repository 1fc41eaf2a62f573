"""The real ECGs that lie beside the project: through the whole house, and int8 against float32.

These ECGs have no echo. What can be said about them is whether they are accepted, and whether the
converted models agree with the trained one; nothing about whether a verdict is right.
"""

import collections
import tempfile
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.tables import Row
from echo2ecg_edge import Recording, Screener, Screening
from echo2ecg_edge.model.bundle import DEFAULT_BUNDLE, Bundle
from echo2ecg_edge.model.engines import ENGINES, open_engine
from echo2ecg_edge.readers import write_csv
from echo2ecg_edge.signal import SignalSpec, clean, to_model_input
from export.graph import load_graph
from export.outcome import read_outcome
from export.parity import compare, parity_table
from export.torch_engine import TorchEngine

SHARED = Path(__file__).resolve().parents[2] / "shared" / "ecg" / "real"
RATE_HZ = 500.0


def load_real() -> list[Recording]:
    """Load the 189 ECGs of several hospitals.

    Raises:
        FileNotFoundError: The folder is not beside the project.
    """
    with np.load(SHARED / "ecg_500hz_uV.npz") as packed:
        ecg_uv, keys = packed["ecg_uV"], packed["key"]
    return [
        Recording.from_array(ecg.T, rate_hz=RATE_HZ, units="uV", source=str(key))
        for ecg, key in zip(ecg_uv, keys, strict=True)
    ]


def write_as_csv(recordings: list[Recording], folder: Path) -> None:
    """Write every recording as ``<key>.csv``."""
    folder.mkdir(parents=True, exist_ok=True)
    for recording in recordings:
        write_csv(recording, folder / f"{recording.origin.source}.csv")


def measure_real(run: Path) -> tuple[list[str], list[Row]]:
    """Screen all as a folder of CSV files, and compare int8 with float32 on all of them.

    Args:
        run: The training run that the default bundle was made from.

    Returns:
        Notes, among them the parity table, and the counts of verdicts and reasons.
    """
    recordings, screener = load_real(), Screener(DEFAULT_BUNDLE)
    with tempfile.TemporaryDirectory() as folder:
        write_as_csv(recordings, Path(folder))
        screenings = list(screener.screen_folder(folder))
    bundle = Bundle.load(DEFAULT_BUNDLE)
    reference = TorchEngine(load_graph(run, read_outcome(run)))
    batch = model_inputs(recordings, bundle.manifest.input.signal)
    parity = [
        compare(reference, open_engine(kind, bundle), bundle.manifest, batch, "real, no echo")
        for kind in ENGINES
    ]
    notes = [
        f"{len(recordings)} real ECGs of PTB-XL, PTB, CPSC 2018, Georgia (CinC 2020/2021) and "
        "CODE-15, written out as CSV and screened as a folder.",
        "No echo is known for them: the counts say what the software does, not if it is right.",
        f"Parity of int8 with torch float32, on all of them:\n\n{parity_table(parity)}",
    ]
    return notes, count_verdicts(screenings)


def count_verdicts(screenings: list[Screening]) -> list[Row]:
    """Count verdicts and the first reason of each."""
    counts = collections.Counter(
        (one.verdict.value, one.reasons[0].code.value) for one in screenings
    )
    return [
        {"verdict": verdict, "first reason": reason, "ECGs": count}
        for (verdict, reason), count in counts.most_common()
    ]


def model_inputs(recordings: list[Recording], signal: SignalSpec) -> NDArray[np.float32]:
    """Clean and window every recording, accepted or not: shape (n, 12, 1, samples)."""
    return np.concatenate(
        [to_model_input(clean(one.signal_mv, one.rate_hz, signal), signal) for one in recordings]
    )
