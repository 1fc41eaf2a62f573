"""Does aligning with all echo views beat aligning with one? Echo2ECG's claim, simulated.

Both ways share everything but the views shown in training: the same patients, teacher, network,
initial weights and steps. No label is shown. Afterwards the gallery is all views of each test study
for both, and a ridge regression reads LVEF out of the frozen ECG features.
"""

import logging
from dataclasses import replace

import numpy as np
import torch

from benchmarks.tables import Row
from train.cohort import MEASURES
from train.ecg import Student
from train.echo import ViewAggregator
from train.evaluate import chance_map, lvef_probe, retrieval_map
from train.fit import fit_student, run_student
from train.recipe import Recipe
from train.run import Split, new_pair, prepare

log = logging.getLogger(__name__)
LVEF = MEASURES.index("lvef")
WAYS = {
    "one view, the same throughout": "one fixed",
    "one view, drawn anew each time": "one",
    "all views": "all",
}
FIGURES = ("retrieval mAP", "LVEF probe MAE", "LVEF probe R2")


def compare_views(recipe: Recipe, seeds: int) -> list[Row]:
    """Train ``seeds`` students each way; return mean and SD of every figure, simulated."""
    splits, _ = prepare(recipe)
    figures: dict[str, list[tuple[float, ...]]] = {}
    for seed in range(seeds):
        figures.setdefault("random encoder", []).append(_measure(*new_pair(recipe, seed), splits))
        for name, views in WAYS.items():
            student, aggregator = new_pair(recipe, seed)
            train = splits["train"]
            settings = replace(recipe.fit, views=views)
            fit_student(student, aggregator, train.ecg, train.studies, train.labels, settings, seed)
            figures.setdefault(name, []).append(_measure(student, aggregator, splits))
            log.info("seed %d, %s: %s", seed, name, figures[name][-1])
    chance = chance_map(splits["test"].cohort.measures[:, LVEF])
    rows: list[Row] = [
        {"alignment": "chance", **dict.fromkeys(FIGURES, "-"), FIGURES[0]: f"{chance:.3f}"}
    ]
    rows += [_row(name, np.array(values)) for name, values in figures.items()]
    everything = np.array(figures["all views"])
    for name in ("one view, the same throughout", "one view, drawn anew each time"):
        rows.append(_row(f"all views minus {name}", everything - np.array(figures[name])))
    return rows


@torch.no_grad()
def _measure(
    student: Student, aggregator: ViewAggregator, splits: dict[str, Split]
) -> tuple[float, ...]:
    student.eval()
    aggregator.eval()
    says = {name: run_student(student, splits[name].ecg) for name in ("train", "test")}
    lvef = {name: splits[name].cohort.measures[:, LVEF] for name in says}
    test = splits["test"].studies
    echo = aggregator(test.views, test.mask).numpy()
    mean_average_precision = retrieval_map(says["test"]["embedding"].numpy(), echo, lvef["test"])
    features = {name: says[name]["features"].numpy() for name in says}
    error, explained = lvef_probe(features["train"], lvef["train"], features["test"], lvef["test"])
    return mean_average_precision, error, explained


def _row(name: str, values: np.ndarray) -> Row:
    spread = values.std(0, ddof=1) if len(values) > 1 else np.full(len(FIGURES), np.nan)
    cells = [f"{mean:.3f} ± {sd:.3f}" for mean, sd in zip(values.mean(0), spread, strict=True)]
    return {"alignment": name, **dict(zip(FIGURES, cells, strict=True))}
