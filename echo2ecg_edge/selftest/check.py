"""Check: one line of a self-test."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Status(StrEnum):
    """How a check ended."""

    OK = "ok"
    FAILED = "FAILED"
    NOT_CHECKED = "not checked"


class Fault(StrEnum):
    """What is at fault where a check failed."""

    BUNDLE = "bundle or engine"
    STORAGE = "storage"
    MACHINE = "machine"


@dataclass(frozen=True, slots=True)
class Check:
    """What was looked at and what was found.

    Attributes:
        name: What was looked at, in a word or three.
        status: How it ended.
        says: What was found, as a sentence.
        remedy: What to do, as a sentence; empty unless the check failed.
        fault: What is at fault; None unless the check failed.
        figures: The numbers behind ``says``, for machines.
    """

    name: str
    status: Status
    says: str
    remedy: str = ""
    fault: Fault | None = None
    figures: Mapping[str, float | str] = field(default_factory=dict)


def ok(name: str, says: str, **figures: float | str) -> Check:
    """Return a check that passed."""
    return Check(name, Status.OK, says, figures=figures)


def failed(name: str, fault: Fault, says: str, remedy: str, **figures: float | str) -> Check:
    """Return a check that failed."""
    return Check(name, Status.FAILED, says, remedy, fault, figures)


def not_checked(name: str, says: str) -> Check:
    """Return a check that could not be made, and why."""
    return Check(name, Status.NOT_CHECKED, says)
