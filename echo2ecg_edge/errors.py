"""Every error this package raises.

::

    EdgeError
    ├── CallError             a call that cannot be meant: wrong argument, no such file   exit 2
    ├── InputError            a file or array that cannot be used as an ECG               exit 3
    │   ├── UnknownFormatError    nothing here reads this kind of file
    │   ├── DamagedFileError      the format is known, the content is broken
    │   ├── UndeclaredError       units, rate or leads are not stated, and are not guessed
    │   └── MissingReaderError    an optional package is needed to read this format
    ├── BundleError           the model bundle is missing, damaged or does not fit        exit 5
    │   └── EngineError           the inference engine is missing or failed
    ├── PolicyError           a site's policy that is damaged, or does not fit the model  exit 2
    └── StorageError          the disk is full, or cannot be read or written              exit 6

A bad *file* becomes a result: ``Screener.screen`` turns every ``InputError`` into a ``Screening``
with verdict ``cannot screen``. The others reach the caller.
"""

from typing import ClassVar


class EdgeError(Exception):
    """Base of all errors here: a sentence of what is wrong and a sentence of what to do.

    Args:
        problem: What is wrong, as a sentence a health worker can read.
        remedy: What to do about it, as a sentence.
    """

    exit_code: ClassVar[int] = 1

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(problem, remedy)
        self.problem = problem
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.problem} {self.remedy}"


class CallError(EdgeError, ValueError):
    """A call that cannot be meant: a wrong argument, a path that is not there."""

    exit_code = 2


class InputError(EdgeError):
    """A file or array that cannot be used as an ECG."""

    exit_code = 3


class UnknownFormatError(InputError):
    """No reader recognises the content."""


class DamagedFileError(InputError):
    """The format is known, but the content is broken or cut short."""


class UndeclaredError(InputError):
    """Units, sampling rate or lead names are not stated in the file or the call."""


class MissingReaderError(InputError):
    """The format is read by an optional package that is not installed."""


class BundleError(EdgeError):
    """The model bundle is missing, damaged, or not made for this version."""

    exit_code = 5


class EngineError(BundleError):
    """The inference engine is not installed, or failed on this machine."""


class PolicyError(EdgeError):
    """A site's policy or recalibration that cannot be meant, is damaged, or does not fit."""

    exit_code = 2


class StorageError(EdgeError):
    """The disk is full, or cannot be read or written."""

    exit_code: ClassVar[int] = 6
