"""What a probed bundle says of itself: its status, and where its labels and its encoder are from.

These are kept in the manifest, so that a bundle made of a probed one still names the first encoder.
"""

from collections.abc import Mapping

from echo2ecg_edge.labels import Knowledge
from echo2ecg_edge.model import manifest as m
from train.probe.encode import Encoded

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


def status_of(source: m.Manifest, encoded: Encoded, table: str) -> str:
    """Return the sentences that stand in every report."""
    encoder = encoder_of(source)
    if Knowledge.OTHERS in encoder[TAUGHT]:
        taught = PUBLISHED
    else:
        taught = f"The encoder was trained on {encoder[TAUGHT]}."
    return (
        f"The labels were learned from {len(encoded.labels)} of your own ECGs ({table}) on the "
        f"encoder of {encoder[ENCODER]}; they were tested only by cross-validation on the same "
        f"ECGs. {taught}"
    )


def licence_of(source: m.Manifest) -> str:
    """Return the licence of the weights: the encoder's stays, the labels are the user's."""
    yours = "labels: yours"
    return source.licence if yours in source.licence else f"{source.licence}; {yours}"
