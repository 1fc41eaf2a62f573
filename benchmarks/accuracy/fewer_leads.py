"""Fewer leads: what is left of AUROC, how much wider uncertainty and intervals are."""

from dataclasses import replace
from typing import Final

import numpy as np

from benchmarks.accuracy.drawn import Drawn, draw, mean
from benchmarks.accuracy.ecgs import Ecgs
from benchmarks.accuracy.judge import number, share
from benchmarks.accuracy.says import Said
from benchmarks.accuracy.settings import FEWER_LEADS
from benchmarks.accuracy.tested import Tested
from benchmarks.accuracy.world import World
from benchmarks.section import Section, Table, not_measured
from benchmarks.tables import Row
from echo2ecg_edge.findings import SUPERCLASSES
from echo2ecg_edge.labels import COMPOSITE
from echo2ecg_edge.lead_sets import LEAD_SETS, TWELVE
from echo2ecg_edge.leads import DERIVED_FROM_I_AND_II, LEADS
from train.evaluate.discrimination import roc_figure
from train.evaluate.intervals import Resampling

TITLE = "Fewer leads"
EIGHT: Final = "eight (I, II, V1 to V6; the other four computed)"
WORDS: Final = {TWELVE: "twelve", "limb": "six limb leads", "lead_i": "lead I alone"}
SHOWN: Final = ("afib", "aflt", "1avb", "clbbb", "crbbb", "lvh", "class_mi", "norm")
"""Findings of which the table shows AUROC."""
LVEF_LABEL: Final = "lvef_lte_45"


def fewer_leads(world: World) -> Section:
    """Measure both test sets with all leads, eight, six and one."""
    tables = []
    for truth, tested in world.sets.items():
        if truth == "structural":
            rows = [_structural_row(*one) for one in _each(world, tested, FEWER_LEADS)]
            title = "Structural labels, int8"
        elif world.manifest.findings:
            rows, title = (
                [_finding_row(*one) for one in _each(world, tested, None)],
                "Findings, int8",
            )
        else:
            continue
        tables.append(Table(f"leads_{truth}", title, tested.ecgs.data, rows))
    if not tables:
        return not_measured(TITLE, "It needs --pairs or --ptbxl.")
    notes = [
        "Leads that were not recorded are zero in the model's input, as in its training. The "
        "verdict on fewer than twelve leads is never routine. A bundle says when something is "
        "unlike training only for twelve leads.",
    ]
    return Section(TITLE, notes, tables)


def with_leads(ecgs: Ecgs, leads: tuple[str, ...]) -> Ecgs:
    """Return the same ECGs with all other leads zero."""
    kept = np.isin(LEADS, leads)[:, None]
    return replace(ecgs, ecg=np.where(kept, ecgs.ecg, np.zeros((), ecgs.ecg.dtype)))


def from_eight(ecgs: Ecgs) -> Ecgs:
    """Return the same ECGs with the four limb leads computed that follow from I and II."""
    ecg = np.array(ecgs.ecg)
    for lead, (one, two) in DERIVED_FROM_I_AND_II.items():
        ecg[:, LEADS.index(lead)] = one * ecgs.ecg[:, 0] + two * ecgs.ecg[:, 1]
    return replace(ecgs, ecg=ecg)


def _each(
    world: World, tested: Tested, most: int | None
) -> list[tuple[str, Ecgs, Said, Resampling]]:
    ecgs = tested.ecgs.some(most)
    resampling = Resampling.of(ecgs.patient, world.bench.resamples)
    eight = from_eight(ecgs)
    found = [(EIGHT, ecgs, world.say(eight, TWELVE), resampling)]
    for name, leads in LEAD_SETS.items():
        fewer = with_leads(ecgs, leads)
        found.append((WORDS[name], ecgs, world.say(fewer, name), resampling))
    return [found[1], found[0], *found[2:]]


def _areas(ecgs: Ecgs, said: Said, resampling: Resampling) -> dict[str, Drawn]:
    """AUROC of each key that the model knows and some but not all ECGs have."""
    keys = [key for key in ecgs.keys if key in said.keys and 0 < ecgs.has(key).mean() < 1]
    return draw(resampling, {key: roc_figure(ecgs.has(key), said.of(key)) for key in keys})


def _structural_row(name: str, ecgs: Ecgs, said: Said, resampling: Resampling) -> Row:
    areas = _areas(ecgs, said, resampling)
    is_inside = (said.low <= ecgs.lvef) & (ecgs.lvef <= said.high)
    return {
        "leads": name,
        "ECGs": len(ecgs),
        "SHD AUROC": _text(areas, COMPOSITE),
        "LVEF <= 45 AUROC": _text(areas, LVEF_LABEL),
        "macro AUROC": mean([*areas.values()]).text(),
        "mean log-variance": number(float(said.uncertainty.mean()), 2),
        "LVEF error, points": number(float(np.abs(said.lvef - ecgs.lvef).mean()), 1),
        "interval width, points": number(float((said.high - said.low).mean()), 1),
        "interval holds": "-" if np.isnan(said.lvef).all() else share(is_inside),
        "referred": share(said.refers),
    }


def _finding_row(name: str, ecgs: Ecgs, said: Said, resampling: Resampling) -> Row:
    areas = _areas(ecgs, said, resampling)
    classes = [areas[key] for key in SUPERCLASSES if key in areas]
    return {
        "leads": name,
        "ECGs": len(ecgs),
        "super-diagnostic": mean(classes).text(),
        **{key: f"{areas[key].value:.3f}" if key in areas else "-" for key in SHOWN},
        "mean log-variance": number(float(said.uncertainty.mean()), 2),
    }


def _text(areas: dict[str, Drawn], key: str) -> str:
    return areas[key].text() if key in areas else "-"
