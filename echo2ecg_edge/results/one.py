"""One ECG of many, named by its place in the folder."""

from dataclasses import replace
from pathlib import Path

from echo2ecg_edge.screener import RecordingOptions, Screener
from echo2ecg_edge.screening import Screening


def screened(
    screener: Screener, path: Path, ecg_id: str, options: RecordingOptions
) -> Screening | None:
    """Screen one file; None where it has gone since the folder was listed.

    Args:
        screener: That screens.
        path: Of the file.
        ecg_id: Which the result names as its source, so that it is the same on every machine.
        options: Said of every file.

    Raises:
        CallError: An option cannot be meant.
        BundleError: The engine failed: every further file would end the same way.
    """
    screening = screener.screen_one_of_many(path, **options)
    if not path.exists():
        return None
    return replace(screening, origin=replace(screening.origin, source=ecg_id))
