"""Coverage: do intervals hold what they promise, and does the model abstain as often as said?"""

import numpy as np
from numpy.typing import NDArray

from benchmarks.accuracy.drawn import draw
from benchmarks.accuracy.groups import groups, lvef_bands
from benchmarks.accuracy.judge import evidence, number
from benchmarks.accuracy.tested import Tested
from benchmarks.accuracy.world import World
from benchmarks.section import Section, Table, not_measured
from benchmarks.tables import Row
from echo2ecg_edge.model.manifest import Evidence
from train.evaluate.figures import mean_of, on

TITLE = "Coverage"
EVERYONE = "everyone"
Flags = NDArray[np.bool_]


def coverage(world: World) -> Section:
    """Measure both promises, overall and by group."""
    tables, rows = [], []
    known, spec = world.structural, world.manifest.lvef
    if known is not None and spec is not None:
        title = f"LVEF interval, nominal {spec.level:.0%}"
        tables.append(Table("coverage", title, known.ecgs.data, _lvef_rows(known, spec.level)))
        rows.append(_evidence(known))
    nominal = 1 - world.manifest.uncertainty.percentile / 100
    for truth, tested in world.sets.items():
        title = f"Share above the abstain limit, nominal {nominal:.1%}"
        own = _abstain_rows(tested, nominal)
        tables.append(Table(f"abstain_{truth}", title, tested.ecgs.data, own))
    if not tables:
        return not_measured(TITLE, "It needs --pairs or --ptbxl.")
    notes = [
        "A gap is coverage minus nominal, in points. Groups by estimate are what a user can see; "
        "groups by true LVEF cannot all be at nominal for any estimate that shrinks to the mean. "
        "The abstain limit is a percentile of the real validation ECGs where there were any: only "
        "there is the nominal share promised.",
    ]
    return Section(TITLE, notes, tables, rows)


def _lvef_rows(tested: Tested, level: float) -> list[Row]:
    ecgs, said = tested.ecgs, tested.said
    is_inside, width = inside(tested), said.high - said.low
    who = {EVERYONE: np.ones(len(ecgs), bool), **groups(ecgs)}
    who |= lvef_bands(said.lvef, "estimate") | lvef_bands(ecgs.lvef, "true LVEF")
    known = np.isfinite(ecgs.lvef) & np.isfinite(said.lvef)
    return [
        {
            **_share_row(name, is_inside, chosen & known, level, tested),
            "mean width, points": number(float(width[chosen & known].mean()), 1),
        }
        for name, chosen in who.items()
        if (chosen & known).any()
    ]


def inside(tested: Tested) -> Flags:
    """Return whether the interval holds the true LVEF, shape (n,)."""
    said, lvef = tested.said, tested.ecgs.lvef
    return np.asarray((said.low <= lvef) & (lvef <= said.high))


def _abstain_rows(tested: Tested, nominal: float) -> list[Row]:
    who = {EVERYONE: np.ones(len(tested.ecgs), bool), **groups(tested.ecgs)}
    return [
        _share_row(name, tested.said.is_unsure, chosen, nominal, tested)
        for name, chosen in who.items()
        if chosen.any()
    ]


def _share_row(name: str, hit: Flags, who: Flags, nominal: float, tested: Tested) -> Row:
    drawn = draw(tested.resampling, {name: on(who, mean_of(hit[who]))})[name]
    return {
        "group": name,
        "ECGs": int(who.sum()),
        "share": drawn.text(),
        "gap, points": f"{100 * (drawn.value - nominal):+.1f}",
    }


def _evidence(tested: Tested) -> Evidence:
    hit = inside(tested)
    drawn = draw(tested.resampling, {EVERYONE: mean_of(hit)})[EVERYONE]
    return evidence("lvef", "coverage of the interval", tested.ecgs.name, drawn, hit)
