"""What was written into a new file, for people and for machines."""

from typing import Any

from echo2ecg_edge.conversion import Conversion
from echo2ecg_edge.report.paragraphs import wrap, wrapped


def conversion_text(done: Conversion) -> str:
    """Return which files were written, what is in them, and what the reader had to do."""
    ecg = done.recording
    files = " and ".join(str(path) for path in done.paths)
    size = f"{ecg.rate_hz:g} Hz, {ecg.duration_s:.1f} s"
    lines = wrap(f"Wrote {files}: {size}, {' '.join(ecg.leads)}.")
    return "\n".join([*lines, *wrapped(f"Note: {note}" for note in ecg.origin.notes)])


def conversion_document(done: Conversion) -> dict[str, Any]:
    """Return the same for machines."""
    ecg = done.recording
    return {
        "files": [str(path) for path in done.paths],
        "format": str(done.target),
        "rate_hz": ecg.rate_hz,
        "duration_s": ecg.duration_s,
        "leads": list(ecg.leads),
        "notes": list(ecg.origin.notes),
    }
