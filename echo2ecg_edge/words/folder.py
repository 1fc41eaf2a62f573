"""What is said of many ECGs: a line for each, the counts, and the summary page of a folder."""

from types import MappingProxyType
from typing import Final

FOLDER: Final = MappingProxyType(
    {
        "verdict.REFER": "refer",
        "verdict.ROUTINE": "routine",
        "verdict.REPEAT": "repeat",
        "verdict.CANNOT_SCREEN": "cannot screen",
        "line.urgent": "URGENT: {finding}",
        "line.more": "{said} (+{more} more)",
        "folder.counts": (
            "{count} file: {refer} refer, {routine} routine, {repeat} repeat, "
            "{cannot_screen} cannot screen."
        ),
        "folder.counts.many": (
            "{count} files: {refer} refer, {routine} routine, {repeat} repeat, "
            "{cannot_screen} cannot screen."
        ),
        "folder.waiting": "{count} with an URGENT finding: show these to a clinician now.",
        "folder.model": "Model: {name} {version}. {status}",
        "folder.kept": "{count} file was screened before and has not changed since.",
        "folder.kept.many": "{count} files were screened before and have not changed since.",
        "folder.gone": "{count} file that was screened before is no longer in the folder.",
        "folder.gone.many": "{count} files that were screened before are no longer in the folder.",
        "folder.discarded": (
            "{count} earlier report was deleted: its result is another one now, and no new report "
            "was asked for."
        ),
        "folder.discarded.many": (
            "{count} earlier reports were deleted: their results are others now, and no new "
            "reports were asked for."
        ),
        "folder.left": "Not finished: {count} file is still to be screened.",
        "folder.left.many": "Not finished: {count} files are still to be screened.",
        "folder.interrupted": (
            "Stopped: {done} of {total} files are done and kept. Give the same command again to "
            "go on."
        ),
        "folder.no_report": "Its report could not be made ({kind}): please report this.",
        "folder.title": "Screening of {folder}",
        "folder.order": "The most urgent come first.",
        "folder.group_urgent": "Urgent: show these ECGs to a clinician now",
        "folder.group_look_at_patient": "See how these patients are now",
        "folder.group_refer": "Refer",
        "folder.group_repeat": "Repeat: record these ECGs again",
        "folder.group_cannot_screen": "Cannot screen: these ECGs were not scored",
        "folder.group_not_normal": "Routine, but not normal: show these ECGs to a clinician",
        "folder.group_routine": "Routine: no reason to refer was found",
        "folder.group_gone": "No longer in the folder",
        "folder.column_file": "ECG",
        "folder.column_verdict": "Verdict",
        "folder.column_said": "Why, and what to do",
    }
)
"""Key -> words. ``folder.column_*`` and ``folder.group_*`` are headings of the page."""
