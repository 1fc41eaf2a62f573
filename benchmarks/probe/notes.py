"""The sentences above the table."""

from collections.abc import Sequence

import numpy as np

from benchmarks.probe.draws import SHARES, Draw
from benchmarks.probe.ecgs import TEST_FOLD, Ecgs
from benchmarks.tables import cpu
from echo2ecg_edge.model.bundle import DEFAULT_BUNDLE, Bundle

UNSEEN = "without the statement"
RANDOM = "random weights"


def notes(unseen: Bundle, ecgs: Ecgs, draws: Sequence[Draw]) -> list[str]:
    """Return the sentences above the table."""
    test = ecgs.fold == TEST_FOLD
    inside = sum(draw.is_inside for draw in draws)
    held = ", ".join(
        f"{encoder}: {sum(own)} of {len(own)}" for encoder, own in _by_encoder(draws).items()
    )
    epochs = unseen.manifest.provenance["epochs"]
    return [
        f"CPU: {cpu()}. Real ECGs: PTB-XL (CC BY 4.0), the {len(test)} that the runtime screens of "
        f"folds 1-7 (to learn from) and 9 ({int(test.sum())}, {int(ecgs.truth[test].sum())} with "
        f"it).",
        f'"{UNSEEN}": the student of the recipe full without teachers, {epochs} epochs on folds '
        f"1-7, fold 8 to validate, with {unseen.manifest.provenance['left_out']} unknown "
        "everywhere; int8 ONNX, run by the runtime. It has seen these ECGs, but not this label.",
        f'"{RANDOM}": the same network untrained, float32. "{DEFAULT_BUNDLE}": the default '
        "bundle, int8 ONNX, which learned this very statement: an upper bound.",
        "Every row is what `python -m train probe` learns and writes; the AUROC on fold 9 is of "
        "the head as the runtime computes it.",
        f"The probe's own interval held the AUROC on fold 9 in {inside} of {len(draws)} rows "
        f"({held}). An encoder that learned this label from these ECGs judges itself too well.",
        *(_mean(draws, share) for share in SHARES),
    ]


def _by_encoder(draws: Sequence[Draw]) -> dict[str, list[bool]]:
    """Return for each encoder whether the probes' intervals held what they reached."""
    names = dict.fromkeys(draw.encoder for draw in draws)
    return {name: [one.is_inside for one in draws if one.encoder == name] for name in names}


def _mean(draws: Sequence[Draw], share: float) -> str:
    """Return the mean AUROC of each encoder at a share."""
    reached = {
        encoder: [one.reached.value for one in draws if (one.encoder, one.share) == key]
        for encoder in dict.fromkeys(draw.encoder for draw in draws)
        for key in [(encoder, share)]
    }
    words = [f"{encoder} {np.mean(values):.3f}" for encoder, values in reached.items() if values]
    return f"Mean AUROC on fold 9 with {share:.0%} of the ECGs: {', '.join(words) or 'too few'}."
