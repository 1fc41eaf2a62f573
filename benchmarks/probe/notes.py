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
        "Every row is what `python -m train probe` learns; the AUROC on fold 9 is of the head as "
        "the runtime computes it.",
        f"The probe's own interval held the AUROC on fold 9 in {inside} of {len(draws)} rows "
        f"({held}). An encoder that learned this label from these ECGs judges itself too well.",
        *(_mean(draws, share) for share in SHARES),
        *untrained_wins(draws),
    ]


def _by_encoder(draws: Sequence[Draw]) -> dict[str, list[bool]]:
    """Return for each encoder whether the probes' intervals held what they reached."""
    names = dict.fromkeys(draw.encoder for draw in draws)
    return {name: [one.is_inside for one in draws if one.encoder == name] for name in names}


def _reached(draws: Sequence[Draw], share: float) -> dict[str, float]:
    """Return the mean AUROC of each encoder at a share; none where all draws were too small."""
    values: dict[str, list[float]] = {}
    for draw in draws:
        if draw.share == share:
            values.setdefault(draw.encoder, []).append(draw.reached.value)
    return {encoder: float(np.mean(one)) for encoder, one in values.items()}


def _mean(draws: Sequence[Draw], share: float) -> str:
    words = [f"{encoder} {value:.3f}" for encoder, value in _reached(draws, share).items()]
    return f"Mean AUROC on fold 9 with {share:.0%} of the ECGs: {', '.join(words) or 'too few'}."


def untrained_wins(draws: Sequence[Draw]) -> list[str]:
    """Say at which shares training without the statement was worse than none."""
    means = {share: _reached(draws, share) for share in SHARES}
    both = {share: mean for share, mean in means.items() if {RANDOM, UNSEEN} <= mean.keys()}
    worse = [share for share, mean in both.items() if mean[RANDOM] > mean[UNSEEN]]
    if not worse:
        return []
    words = ", ".join(
        f"with {share:.0%} of the ECGs {both[share][RANDOM]:.3f} against {both[share][UNSEEN]:.3f}"
        for share in worse
    )
    said = f"The untrained network did BETTER than the encoder without the statement: {words}."
    helped = [share for share in both if share not in worse]
    if helped and max(helped) < min(worse):
        said += " For this label, training on others helped only where labelled ECGs are fewer."
    return [said]
