"""Noise: what it costs, and whether the model notices."""

from dataclasses import replace

import numpy as np

from benchmarks.accuracy.drawn import draw, mean
from benchmarks.accuracy.ecgs import Ecgs
from benchmarks.accuracy.judge import number, share
from benchmarks.accuracy.says import Said
from benchmarks.accuracy.settings import STRAINED
from benchmarks.accuracy.world import World
from benchmarks.section import Section, Table, not_measured
from benchmarks.tables import Row
from echo2ecg_edge.findings import SUPERCLASSES
from echo2ecg_edge.labels import COMPOSITE
from echo2ecg_edge.lead_sets import TWELVE
from train.evaluate.discrimination import roc_figure
from train.evaluate.intervals import Resampling
from train.evaluate.stress import NOISE_MV

TITLE = "Noise"
ASKED = {
    "structural": ((COMPOSITE,), "SHD AUROC"),
    "findings": (tuple(SUPERCLASSES), "super-diagnostic macro AUROC"),
}
"""Set -> of which keys the table shows the macro AUROC, and how it calls that."""


def noise(world: World) -> Section:
    """Add white noise to prepared ECGs, and let the model alone speak."""
    tables = []
    for truth, tested in world.sets.items():
        keys, title = ASKED[truth]
        ecgs = tested.ecgs.some(STRAINED)
        if not set(keys) <= set(tested.said.keys):
            continue  # a bundle without findings
        rows = [_row(world, ecgs, level, keys, title) for level in NOISE_MV]
        tables.append(Table(f"noise_{truth}", f"{len(ecgs)} ECGs, int8", ecgs.data, rows))
    if not tables:
        return not_measured(TITLE, "It needs --pairs or --ptbxl.")
    notes = [
        "White noise of this SD is added to every lead of the model's input, the same noise at "
        "every level: the checks before the model, which would refuse the worst, are passed over.",
    ]
    return Section(TITLE, notes, tables)


def noisy(ecgs: Ecgs, level_mv: float, scale_mv: float) -> Ecgs:
    """Return the same ECGs under white noise.

    Args:
        ecgs: As the model takes them.
        level_mv: SD of the noise.
        scale_mv: Millivolts in one unit of the model's input.
    """
    drawn = np.random.default_rng(0).standard_normal(ecgs.ecg.shape, np.float32)
    return replace(ecgs, ecg=ecgs.ecg.astype(np.float32) + np.float32(level_mv / scale_mv) * drawn)


def _row(world: World, ecgs: Ecgs, level: float, keys: tuple[str, ...], title: str) -> Row:
    said = world.say(noisy(ecgs, level, world.manifest.input.signal.scale_mv), TWELVE)
    return {
        "noise, mV": f"{level:g}",
        title: _macro(ecgs, said, keys, world.bench.resamples),
        "mean log-variance": number(float(said.uncertainty.mean()), 2),
        "uncertain": share(said.is_unsure),
        "odd": share(said.is_odd),
        "either": share(said.is_unsure | said.is_odd),
    }


def _macro(ecgs: Ecgs, said: Said, keys: tuple[str, ...], resamples: int) -> str:
    figures = {key: roc_figure(ecgs.has(key), said.of(key)) for key in keys}
    return mean([*draw(Resampling.of(ecgs.patient, resamples), figures).values()]).text()
