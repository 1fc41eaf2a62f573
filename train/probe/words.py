"""What a probed bundle says of itself: its status, and where its labels and its encoder are from.

These are kept in the manifest, so that a bundle made of a probed one still names the first encoder.
"""

from collections.abc import Mapping, Sequence

from echo2ecg_edge.labels import STRUCTURAL_LABELS, Knowledge
from echo2ecg_edge.model import manifest as m
from train.probe.figures import is_better_than_chance
from train.probe.result import Result, auroc_of

ENCODER, ENCODER_VERSION, TAUGHT = "encoder", "encoder_version", "encoder_trained_on"
PUBLISHED = "The encoder is a model published by others; it was not tested here."
"""Of an encoder that others trained."""


def encoder_of(source: m.Manifest) -> dict[str, str]:
    """Name the encoder of a bundle, its version, and what it was trained on."""
    known: Mapping[str, str | int | float] = source.provenance
    if ENCODER in known:
        return {key: str(known[key]) for key in (ENCODER, ENCODER_VERSION, TAUGHT)}
    kinds = dict.fromkeys([source.trained_on, *(one.knowledge for one in source.findings)])
    return {
        ENCODER: source.name,
        ENCODER_VERSION: source.version,
        TAUGHT: " and ".join(kinds),
    }


def status_of(source: m.Manifest, ecgs: int, table: str, results: Sequence[Result]) -> str:
    """Return the sentences that stand in every report, to whoever the bundle travels to.

    Args:
        source: Of the bundle whose encoder is used.
        ecgs: How many were learned from.
        table: Name of the file of their labels.
        results: What was learned.
    """
    encoder = encoder_of(source)
    who = "The label was" if len(results) == 1 else "The labels were"
    sentences = [
        f"{who} learned from the {ecgs} ECGs of {table}, labelled by whoever made this bundle, on "
        f"the encoder of {encoder[ENCODER]}.",
        f"{_worth(results)}, by cross-validation on the same ECGs; not tested on other patients.",
        *_chance(results),
        *_not_structural(results),
        PUBLISHED
        if Knowledge.OTHERS in encoder[TAUGHT]
        else f"The encoder was trained on {encoder[TAUGHT]}.",
    ]
    return " ".join(sentences)


def _worth(results: Sequence[Result]) -> str:
    """Return the AUROC of a label; of several, the lowest and the highest."""
    ranked = sorted(results, key=lambda result: result.auroc.value)
    if len(ranked) == 1:
        return auroc_of(ranked[0])
    return f"Lowest {auroc_of(ranked[0])}, highest {auroc_of(ranked[-1])}"


def _chance(results: Sequence[Result]) -> list[str]:
    poor = [one.spec.key for one in results if not is_better_than_chance(one.auroc)]
    return [f"{', '.join(poor)} may be no better than chance."] if poor else []


def _not_structural(results: Sequence[Result]) -> list[str]:
    """Say what the labels are, where none is about the heart's structure."""
    if any(result.spec.key in STRUCTURAL_LABELS for result in results):
        return []
    titles = ", ".join(result.spec.title for result in results)
    return [f"It looks for nothing but {titles}; it was not made to find structural heart disease."]


def licence_of(source: m.Manifest) -> str:
    """Return the licence of the weights: the encoder's stays, the labels are their maker's."""
    labels = "labels: of whoever made this bundle"
    return source.licence if labels in source.licence else f"{source.licence}; {labels}"
