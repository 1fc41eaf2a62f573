"""What is said of each kind of patients, in full sentences."""

from dataclasses import dataclass
from typing import Final

from echo2ecg_edge.labels import Knowledge
from echo2ecg_edge.words import CATALOGUE

NOT_REAL: Final = """\
None of this was measured on real patients with real echocardiograms. It shows that the path from
simulation to device works, not that the model works in a clinic."""

FITTED: Final = """\
The shapes of the simulated beats follow a statistical law that was fitted to PTB-XL, folds 1-8
(Wagner et al., Scientific Data 2020; CC BY 4.0)."""

NOT_SHOWN: Final = " No ECG of PTB-XL was shown to the model."

ANCHORS: Final = """\
Anchored patients have an ECG of PTB-XL and a simulated heart that such an ECG may belong to."""

ON_PTBXL: Final = "Apache-2.0; trained on PTB-XL (CC BY 4.0, Wagner et al. 2020)"

FINDINGS_LIMITS: Final = """\
Findings are readings of an ECG, not diagnoses of a patient. They were learned from the statements
of one data set's readers and tested on other patients of the same data set; other recorders,
clinics and readers may differ."""


@dataclass(frozen=True, slots=True)
class Words:
    """What to say of a bundle.

    Attributes:
        kind: Of the patients that structural risk was measured on, in one word.
        licence: Of the weights.
        status: Short, for every report.
        ecgs: Paragraph on real ECGs behind the simulated ones; empty where there are none.
        limits: What the evidence of structural risk does not show.
        made_by: The command.
    """

    kind: str
    licence: str
    status: str
    ecgs: str
    limits: str
    made_by: str


SIMULATED: Final = Words(
    kind="simulated",
    licence="Apache-2.0",
    status=CATALOGUE["status.simulated"],
    ecgs=f"{FITTED}{NOT_SHOWN}",
    limits=NOT_REAL,
    made_by="make bundle",
)

ANCHORED: Final = Words(
    kind="anchored",
    licence=ON_PTBXL,
    status=CATALOGUE["status.anchored"],
    ecgs=f"{ANCHORS}\n{FITTED}",
    limits=NOT_REAL,
    made_by="python -m export",
)

MIXED: Final = Words(
    kind="simulated",
    licence=ON_PTBXL,
    status=CATALOGUE["status.mixed"],
    ecgs=f"{ANCHORS}\n{FITTED}",
    limits=NOT_REAL,
    made_by="make bundle-full",
)

NO_REAL_ECHO: Final = {
    Knowledge.SIMULATED: SIMULATED,
    Knowledge.ANCHORED: ANCHORED,
    Knowledge.MIXED: MIXED,
}


def of_real_patients(source: str) -> Words:
    """Return what is said where patients and echos are real.

    Args:
        source: Name of the data set.
    """
    return Words(
        kind="real",
        licence=f"none given; the terms of {source} apply",
        status=CATALOGUE["status.real"].format(source=source),
        ecgs="",
        limits=f"""\
Measured on held-out patients of {source}, the data set of the training, and on no other. For
research use only: it does not show that the model works in another clinic.""",
        made_by="python -m export",
    )
