"""Small ECG files for tests, written byte by byte: nothing in them was recorded from a person."""

from pathlib import Path

import numpy as np

from echo2ecg_edge.leads import LEADS

RATE = 500


def waves(leads: int = 12, samples: int = 600) -> np.ndarray:
    """Shape (leads, samples), millivolts, whole microvolts; every lead its own wave."""
    phase = np.arange(samples) / RATE * 2 * np.pi
    rows = [np.sin((1 + lead / 3) * phase) * (0.3 + 0.1 * lead) for lead in range(leads)]
    return np.round(np.array(rows), 3)


def table(columns: np.ndarray, separator: str = ",", comma: str = ".", digits: int = 4) -> str:
    """Lines of numbers; ``columns`` has the shape (columns, rows)."""
    rows = (separator.join(f"{value:.{digits}f}" for value in row) for row in columns.T)
    return "".join(row.replace(".", comma) + "\n" for row in rows)


def csv_text(signal: np.ndarray | None = None, separator: str = ",", **options: str) -> str:
    """A table with the twelve lead names above it, and nothing else."""
    signal = waves() if signal is None else signal
    return separator.join(LEADS[: len(signal)]) + "\n" + table(signal, separator, **options)


def write_wfdb(
    folder: Path, counts: np.ndarray, *, storage: str = "16", gain: str = "1000/mV", tail: str = ""
) -> Path:
    """A header and its signal file in format 16; ``counts`` has the shape (leads, samples)."""
    (folder / "rec.dat").write_bytes(counts.T.astype("<i2").tobytes())
    lines = [f"rec {len(counts)} {RATE} {counts.shape[1]}"]
    lines += [f"rec.dat {storage} {gain} 16 0 0 0 0 {lead}" for lead in LEADS[: len(counts)]]
    header = folder / "rec.hea"
    header.write_text("\n".join(lines) + "\n" + tail)
    return header


def edf_bytes(signal_mv: np.ndarray, labels: tuple[str, ...], unit: str = "uV") -> bytes:
    """EDF with one record, one count a microvolt."""

    def field(width: int, *texts: object) -> bytes:
        return b"".join(str(text).ljust(width).encode("ascii") for text in texts)

    count, samples = signal_mv.shape
    head = field(8, 0) + field(80, "X F X X", "Startdate X X X X")
    head += b"01.01.2101.00.00" + field(8, 256 * (count + 1)) + field(44, "")
    head += field(8, 1, samples / RATE) + field(4, count)
    per_signal = [
        *((16, label) for label in labels),
        *((80, "") for _ in labels),
        *((8, unit) for _ in labels),
        *((8, value) for value in (-32768, 32767, -32768, 32767) for _ in labels),
        *((80, "") for _ in labels),
        *((8, samples) for _ in labels),
        *((32, "") for _ in labels),
    ]
    body = np.round(signal_mv * 1000).astype("<i2").tobytes()
    return head + b"".join(field(width, text) for width, text in per_signal) + body


def aecg_text(signal_mv: np.ndarray, leads: tuple[str, ...], unit: str = "uV") -> str:
    """HL7 aECG with one rhythm series."""

    def sequence(code: str, value: str) -> str:
        return (
            f'<component><sequence><code code="{code}" codeSystem="2.16.840.1.113883.6.24"/>'
            f"{value}</sequence></component>"
        )

    time = (
        '<value xsi:type="GLIST_TS"><head value="20200101"/>'
        f'<increment value="{1 / RATE}" unit="s"/></value>'
    )
    parts = [sequence("TIME_ABSOLUTE", time)]
    for lead, row in zip(leads, signal_mv, strict=True):
        digits = " ".join(str(round(value * 1000)) for value in row)
        value = (
            f'<value xsi:type="SLIST_PQ"><origin value="0" unit="{unit}"/>'
            f'<scale value="1" unit="{unit}"/><digits>{digits}</digits></value>'
        )
        parts.append(sequence(f"MDC_ECG_LEAD_{lead.upper()}", value))
    return (
        '<?xml version="1.0"?><AnnotatedECG xmlns="urn:hl7-org:v3" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><component><series>'
        '<code code="RHYTHM"/><component><sequenceSet>'
        f"{''.join(parts)}</sequenceSet></component></series></component></AnnotatedECG>"
    )
