"""The sentences of a bundle that depend on whether its patients are simulated, anchored or real."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from echo2ecg_edge.labels import Family, Knowledge
from echo2ecg_edge.model.manifest import LabelSpec

NOT_REAL: Final = """\
None of this was measured on real patients with real echocardiograms. It shows that the path from
simulation to device works, not that the model works in a clinic."""

FITTED: Final = """\
The shapes of the simulated beats follow a statistical law that was fitted to PTB-XL, folds 1-8
(Wagner et al., Scientific Data 2020; CC BY 4.0)."""

NOT_SHOWN: Final = " No ECG of PTB-XL was shown to the model."


@dataclass(frozen=True, slots=True)
class Words:
    """What to say of a bundle.

    Attributes:
        kind: Of its patients, in one word.
        licence: Of the weights.
        status: One sentence for every report.
        ecgs: Paragraph on real ECGs behind the simulated ones; empty where there are none.
        limits: What the evidence does not show.
        made_by: The command.
    """

    kind: str
    licence: str
    status: str
    ecgs: str
    limits: str
    made_by: str


def words(knowledge: Knowledge, source: str, built_on: str = "") -> Words:
    """Return the words for a kind of knowledge.

    Args:
        knowledge: What the structural labels were learned from.
        source: Name of the data set.
        built_on: Other data sets, of teachers and of the run that the encoder started from.
    """
    if knowledge is Knowledge.REAL:
        say = _real(source)
    else:
        say = SIMULATED if knowledge is Knowledge.SIMULATED else ANCHORED
    if not built_on:
        return say
    status = f"{say.status} Its encoder builds on training with {built_on}."
    return replace(say, status=status, ecgs=say.ecgs.removesuffix(NOT_SHOWN))


def words_of(labels: tuple[LabelSpec, ...], provenance: Mapping[str, str | int | float]) -> Words:
    """Return the words for a bundle with these labels and this provenance."""
    source = str(provenance.get("source", "an unnamed data set"))
    built_on = str(provenance.get("built_on", ""))
    return words(structural_knowledge(labels), source, built_on)


def structural_knowledge(labels: tuple[LabelSpec, ...]) -> Knowledge:
    """Return what the structural labels were learned from; a manifest holds one kind only."""
    return next(label.knowledge for label in labels if label.family is Family.STRUCTURAL)


SIMULATED: Final = Words(
    kind="simulated",
    licence="Apache-2.0",
    status=(
        "Structural risk was learned from simulated patients only; it has not been tested on real "
        "echocardiograms, and its scores on real ECGs mean nothing clinical."
    ),
    ecgs=f"{FITTED}{NOT_SHOWN}",
    limits=NOT_REAL,
    made_by="make bundle",
)

ANCHORED: Final = Words(
    kind="anchored",
    licence="Apache-2.0",
    status=(
        "Structural risk was learned from real ECGs with simulated echocardiograms; it has not "
        "been tested on real echocardiograms, and its scores mean nothing clinical."
    ),
    ecgs=f"""\
Anchored patients have an ECG of PTB-XL and a simulated heart that such an ECG may belong to.
{FITTED}""",
    limits=NOT_REAL,
    made_by="python -m export",
)


def _real(source: str) -> Words:
    return Words(
        kind="real",
        licence=f"none given; the terms of {source} apply",
        status=(
            f"Structural risk was learned from real patients of {source} and tested only on "
            "held-out patients of the same data set; how well it works elsewhere is not known."
        ),
        ecgs="",
        limits=f"""\
Measured on held-out patients of {source}, the data set of the training, and on no other. For
research use only: it does not show that the model works in another clinic.""",
        made_by="python -m export",
    )
