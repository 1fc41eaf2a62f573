"""Recording -> CSV, in the form that ``read_ecg`` reads back without any further word."""

from os import PathLike
from pathlib import Path

from echo2ecg_edge.readers.text import plain_number
from echo2ecg_edge.recording import Recording


def write_csv(recording: Recording, path: str | PathLike[str]) -> None:
    """Write a recording with its rate, unit, age and sex above the lead names.

    Args:
        recording: Any recording; missing samples become ``nan``.
        path: The file to write; one that is there is replaced.

    Raises:
        OSError: The file cannot be written.
    """
    Path(path).write_text(to_csv(recording), encoding="utf-8", newline="\n")


def to_csv(recording: Recording) -> str:
    """Return a recording as CSV: millivolts with four decimals, which is 0.1 microvolt."""
    patient = recording.patient
    head = [f"# rate_hz: {plain_number(recording.rate_hz)}", "# units: mV"]
    if patient.age_years is not None:
        head.append(f"# age: {plain_number(patient.age_years)}")
    if patient.sex is not None:
        head.append(f"# sex: {patient.sex}")
    row = ",".join(["%.4f"] * len(recording.leads))
    rows = (row % tuple(samples) for samples in recording.signal_mv.T.tolist())
    return "\n".join([*head, ",".join(recording.leads), *rows, ""])
