"""The exit codes of the command, and the verdicts and errors they stand for."""

from enum import IntEnum
from typing import Final

from echo2ecg_edge.reason import ReasonCode
from echo2ecg_edge.screening import Screening


class ExitCode(IntEnum):
    """What the command tells the shell."""

    DONE = 0
    UNEXPECTED = 1
    USAGE = 2
    UNREADABLE = 3
    CANNOT_SCREEN = 4
    BUNDLE_INVALID = 5
    STORAGE = 6
    INTERRUPTED = 130


HELP: Final = """\b
Exit codes:
  0  done: refer or routine; a folder that was worked through
  2  the command was not understood, or the path is not there
  3  the file cannot be read as an ECG
  4  the ECG cannot be screened, or must be repeated
  5  the model bundle or its engine cannot be used
  6  the disk is full or cannot be written to
  1  unexpected error   130  interrupted

Research use only. Not a medical device."""


def exit_code(screening: Screening) -> ExitCode:
    """Return the exit code for one screened file."""
    if screening.verdict.is_triage:
        return ExitCode.DONE
    if screening.reasons[0].code is ReasonCode.UNREADABLE:
        return ExitCode.UNREADABLE
    return ExitCode.CANNOT_SCREEN
