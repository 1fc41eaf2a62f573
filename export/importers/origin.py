"""Origin: which published models can be imported, whose they are, and under which licence."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Origin:
    """A published model.

    Attributes:
        name: On the command line, and of the bundle where no other is given.
        title: As its authors call it.
        licence: One line: what its authors allow.
        source: Where it was described.
        what: What the authors trained, in one sentence.
    """

    name: str
    title: str
    licence: str
    source: str
    what: str


ECHONEXT: Final = Origin(
    name="echonext-mini",
    title="EchoNext-Mini",
    licence=(
        "EchoNext-Mini: released by its authors at Columbia for research; no licence text is "
        "given: ask them before use beyond research"
    ),
    source="EchoNext (Columbia), public code and weights",
    what="Twelve kinds of structural heart disease, learned from real ECGs paired with echos.",
)

ECHO2ECG: Final = Origin(
    name="echo2ecg",
    title="Echo2ECG",
    licence="Echo2ECG: MIT",
    source="arXiv 2603.08505, public code and weights",
    what="An encoder without labels, aligned with the echo studies of real patients.",
)

ECHOINGECG: Final = Origin(
    name="echoingecg",
    title="EchoingECG",
    licence=(
        "EchoingECG: CC BY-NC-ND 4.0: not for commercial use, and what is derived from it may not "
        "be passed on"
    ),
    source="arXiv 2509.25791, public code and weights",
    what="An encoder without labels that says how sure it is, taught by echos of real patients.",
)
