"""What a QR code said, as a program reads it back."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from echo2ecg_edge.errors import CallError
from echo2ecg_edge.report.page.qr_text import MARK, NONE
from echo2ecg_edge.verdict import Verdict


@dataclass(frozen=True, slots=True)
class QrResult:
    """A result as it was read from a code.

    Attributes:
        verdict: What the person should do.
        urgent: Codes of what is urgent.
        reason: Code of the first reason.
        risks: Label key -> risk at the site, of the first four labels that refer, to three digits.
        knowledge: What the model was learned from: a name of ``Knowledge`` in small letters.
        model: Name and version.
        policy: The first digits of its hash; empty for the bundle's own thresholds.
        recording: The first digits of the hash of its samples; empty where none could be read.
    """

    verdict: Verdict
    urgent: tuple[str, ...]
    reason: str
    risks: Mapping[str, float]
    knowledge: str
    model: str
    policy: str
    recording: str


def read_qr(text: str) -> QrResult:
    """Read the line for programs back.

    Args:
        text: What a code says.

    Raises:
        CallError: It is no result of this program.
    """
    line = text.strip().splitlines()[-1:] or [""]
    mark, *parts = line[0].split(";")
    values = dict(part.split("=", 1) for part in parts if "=" in part)
    try:
        if mark != MARK:
            raise KeyError(mark)
        return _result({key: "" if value == NONE else value for key, value in values.items()})
    except (KeyError, ValueError) as error:
        raise CallError(
            "This is no result of echo2ecg-edge.", "Scan the code of a report once more."
        ) from error


def _result(values: Mapping[str, str]) -> QrResult:
    risks = (part.split(":") for part in values["p"].split(",") if part)
    return QrResult(
        Verdict(values["v"].replace("_", " ")),
        tuple(filter(None, values["u"].split(","))),
        values["r"],
        MappingProxyType({key: float(value) for key, value in risks}),
        values["k"],
        values["m"],
        values["g"],
        values["h"],
    )
