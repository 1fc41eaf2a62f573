"""Findings on ECGs of other hospitals: Georgia, CPSC 2018 and PTB; CODE-15 and PTB-XL apart."""

from collections.abc import Mapping

import numpy as np

from benchmarks.accuracy.diagnoses import MEANS, truths
from benchmarks.accuracy.drawn import Drawn, draw, mean
from benchmarks.accuracy.ecgs import Flags
from benchmarks.accuracy.judge import evidence, share
from benchmarks.accuracy.macros import FEW
from benchmarks.accuracy.outside import CODE, PTBXL, Outside
from benchmarks.accuracy.screened import Screened
from benchmarks.accuracy.world import World
from benchmarks.section import REAL, Section, Table, not_measured
from benchmarks.tables import Row
from echo2ecg_edge.findings import FINDINGS
from train.evaluate.discrimination import roc_figure
from train.evaluate.intervals import Resampling

TITLE = "Findings on real ECGs of other hospitals"
DATA = "real ECGs of Georgia, CPSC 2018 and PTB"


def external(world: World) -> Section:
    """Measure the findings on the hospitals' ECGs."""
    if not world.manifest.findings:
        return not_measured(TITLE, "This bundle gives no findings.")
    if world.hospitals is None:
        return not_measured(TITLE, "It needs the packed ECGs of several hospitals (--external).")
    outside, screened = world.hospitals
    truth = truths(outside.said)
    asked = screened.is_scored & ~np.isin(outside.kind, (PTBXL, CODE))
    often = [key for key, has in truth.items() if has[asked].sum() >= FEW]
    drawn = _draw(screened, truth, often, asked, world.bench.resamples)
    macro = mean([*drawn.values()])
    tables = [
        Table("external", f"AUROC where there are at least {FEW} positives, int8", REAL,
              [_row(key, truth[key][asked], drawn[key]) for key in often]
              + [{"finding": "macro", "labelled as": "", "ECGs": int(asked.sum()),
                  "positives": "", "AUROC": macro.text()}]),
        Table("external_sets", "Labelled findings that a report would state, int8", REAL,
              [_set_row(name, outside, screened, truth) for name in np.unique(outside.kind)]),
    ]  # fmt: skip
    rows = [evidence(key, "AUROC", DATA, drawn[key], truth[key][asked]) for key in often]
    if often:
        rows.append(evidence("external", "macro AUROC", DATA, macro, np.zeros(asked.sum(), bool)))
    return Section(TITLE, _notes(outside, screened), tables, rows)


def _notes(outside: Outside, screened: Screened) -> list[str]:
    ours = np.isin(outside.kind, (PTBXL, CODE))
    return [
        f"{int((~ours).sum())} ECGs of Georgia, CPSC 2018 and PTB (CinC 2020/2021), screened whole "
        f"at 500 Hz; {int((~ours & ~screened.is_scored).sum())} were refused before the model and "
        "count in no AUROC. The few from PTB-XL are not external and CODE-15's units are "
        "uncertain: both stand only in the second table.",
        "Diagnoses are those of the sets, mapped by hand to PTB-XL's statements; other readers "
        "mean other things by the same word. The ECGs were not drawn at random, and are few: wide "
        "intervals, no sensitivity.",
    ]


def _draw(
    screened: Screened, truth: Mapping[str, Flags], keys: list[str], asked: Flags, resamples: int
) -> dict[str, Drawn]:
    figures = {key: roc_figure(truth[key][asked], screened.of(key)[asked]) for key in keys}
    return draw(Resampling.of(int(asked.sum()), resamples), figures)


def _row(key: str, truth: Flags, drawn: Drawn) -> Row:
    return {
        "finding": f"{key}: {FINDINGS[key]}",
        "labelled as": MEANS[key].replace(" ", ", "),
        "ECGs": len(truth),
        "positives": int(truth.sum()),
        "AUROC": drawn.text(),
    }


def _set_row(name: str, outside: Outside, screened: Screened, truth: Mapping[str, Flags]) -> Row:
    """How many of the labelled findings of a set's scored ECGs are stated."""
    own = (outside.kind == name) & screened.is_scored
    columns = [screened.keys.index(key) for key in truth]
    stated = screened.is_stated[np.ix_(own, columns)]
    labelled = np.column_stack([has[own] for has in truth.values()])
    return {
        "set": f"{name} (not external)" if name == PTBXL else str(name),
        "ECGs": int((outside.kind == name).sum()),
        "scored": int(own.sum()),
        "labelled findings": int(labelled.sum()),
        "of them stated": share(stated[labelled]),
    }
