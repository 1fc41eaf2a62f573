"""What lies in a results folder, and how everything in it is called."""

import hashlib
import os
import re
from pathlib import Path
from typing import Final

DATABASE: Final = "results.sqlite"
TABLE: Final = "results.csv"
PAGE: Final = "summary.html"
REPORTS: Final = "reports"
OURS: Final = frozenset({DATABASE, f"{DATABASE}-journal", TABLE, PAGE, REPORTS})

APPLICATION: Final = 0x45324543
"""SQLite's application id of our databases: "E2EC"."""
_APPLICATION_AT: Final = 68
"""Source: SQLite, Database File Format, section 1.3."""
_LONGEST_NAME: Final = 60


def id_of(path: Path, folder: Path) -> str:
    """Return the id of an ECG: its path inside the folder, with slashes and its ending.

    Args:
        path: Of the file.
        folder: That is screened.
    """
    return os.fsencode(path.relative_to(folder).as_posix()).decode("utf-8", "backslashreplace")


def report_name(ecg_id: str, suffix: str) -> str:
    """Return a file name for an ECG's report that any disk can hold, and no other ECG has.

    Args:
        ecg_id: Of the ECG.
        suffix: Ending, for example ``".html"``.
    """
    readable = re.sub(r"[^A-Za-z0-9.-]+", "_", ecg_id).strip("._-")[-_LONGEST_NAME:]
    digest = hashlib.sha256(ecg_id.encode()).hexdigest()[:10]
    return f"{readable or 'ecg'}-{digest}{suffix}"


def report_address(ecg_id: str, suffix: str) -> str:
    """Return where an ECG's report lies, as seen from the results folder.

    Args:
        ecg_id: Of the ECG.
        suffix: Ending, for example ``".html"``.
    """
    return f"{REPORTS}/{report_name(ecg_id, suffix)}"


def is_report_of(address: str, ecg_id: str) -> bool:
    """Whether an address can be that of an ECG's report: nothing else is deleted or linked.

    Args:
        address: As a database has it; whoever may write there could name any file.
        ecg_id: Of the ECG.
    """
    stem = report_address(ecg_id, "")
    ending = address.removeprefix(stem)
    return address.startswith(stem) and not {*"/\\:\0"} & {*ending}


def is_results_folder(folder: Path) -> bool:
    """Whether a folder holds results of an earlier screening, which are no ECGs.

    Args:
        folder: To look into; one that cannot be read holds none.
    """
    try:
        with (folder / DATABASE).open("rb") as stream:
            stream.seek(_APPLICATION_AT)
            return stream.read(4) == APPLICATION.to_bytes(4, "big")
    except OSError:
        return False
