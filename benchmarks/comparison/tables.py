"""The tables: every way, what is gained over what, student against teacher."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from benchmarks.comparison.draws import AUROC, FIGURES, MAE, Drawn, drawn, gain
from benchmarks.comparison.judged import Judged, judge_run, measure
from benchmarks.comparison.simple import CLASSICAL, SEVEN, classical_features, seven_numbers
from benchmarks.comparison.ways import (
    ALL_LOSSES,
    ALL_PUBLISHED,
    ALL_VIEWS,
    ANEW,
    DISTILLED,
    LABELLED,
    MEAN,
    ONE_CLIP,
    ONE_KIND,
    PCME,
    RANDOM,
    ROBUST,
    SCRATCH,
    TEACHER,
    VIT,
    folder_of,
)
from benchmarks.tables import Row
from train.ecg import macs
from train.evaluate.intervals import RESAMPLES, Resampling
from train.evaluate.relevance import Relevance
from train.evaluate.retrieval_chance import chance
from train.pairs import Pairs
from train.steps import count_parameters
from train.trained import load_trained

NAMES = {
    SEVEN: "7 numbers, logistic and ridge",
    CLASSICAL: "194 classical features, boosting",
    RANDOM: "random encoder, probe",
    SCRATCH: "supervised from scratch, all labels and measures",
    ONE_CLIP: "InfoNCE, one clip per study, drawn once",
    ONE_KIND: "InfoNCE, A4C only, other studies left out",
    ANEW: "InfoNCE, one clip per study, drawn anew in every epoch",
    ALL_VIEWS: "InfoNCE, all views, attention",
    MEAN: "InfoNCE, all views, mean",
    PCME: "PCME++, all views, attention",
    ALL_LOSSES: "InfoNCE + PCME++ + spread, all views, attention",
    ALL_PUBLISHED: "InfoNCE + PCME++ + spread, all views, temperature 0.5",
    VIT: "the same as InfoNCE, all views; scaled Echo2ECG ViT",
    TEACHER: "InfoNCE + PCME++ + spread; scaled EchoingECG xresnet (the big encoder)",
    DISTILLED: "the same, student taught by the big encoder",
    LABELLED: "the recipe quick: the same with labels, temperature 0.5",
    ROBUST: "the recipe quick with the augmentation of the recipe edge",
}
"""Way -> how the table calls it."""
QUESTIONS = (
    (ALL_VIEWS, ONE_CLIP), (ALL_VIEWS, ONE_KIND), (ALL_VIEWS, ANEW), (ALL_VIEWS, MEAN),
    (PCME, ALL_VIEWS), (ALL_LOSSES, ALL_VIEWS), (ALL_PUBLISHED, ALL_LOSSES),
    (DISTILLED, ALL_LOSSES), (DISTILLED, TEACHER), (TEACHER, VIT), (DISTILLED, SCRATCH),
    (LABELLED, SCRATCH), (ROBUST, LABELLED), (DISTILLED, RANDOM), (DISTILLED, SEVEN),
    (DISTILLED, CLASSICAL),
)  # fmt: skip
"""What is compared with what."""


def judge_all(
    pairs: Pairs,
    work: Path,
    seeds: int,
    workers: int,
    without: Sequence[str] = (),
    resamples: int = RESAMPLES,
) -> dict[str, Drawn]:
    """Judge every way, in the order of NAMES."""
    test = pairs.rows("test")
    labels, lvef = pairs.labels[test] > 0, measure(pairs, "test")
    resampling = Resampling.of(pairs.patient[test], resamples)
    judged = {}
    for way in (way for way in NAMES if way not in without):
        if way == SEVEN:
            runs = [seven_numbers(pairs)]
        elif way == CLASSICAL:
            runs = [classical_features(pairs, work, workers)]
        else:
            runs = [_judge(way, seed, pairs, work) for seed in range(seeds)]
        judged[way] = drawn(runs, labels, lvef, resampling)
    return judged


def _judge(way: str, seed: int, pairs: Pairs, work: Path) -> Judged:
    return judge_run(
        folder_of(work, way, seed),
        pairs,
        label_heads=way in (SCRATCH, LABELLED, ROBUST),
        measure_heads=way == SCRATCH,
        with_echo=way not in (SCRATCH, RANDOM),
    )


def way_rows(judged: dict[str, Drawn], pairs: Pairs) -> list[Row]:
    """One row per way, and the chance row."""
    lvef = measure(pairs, "test")
    near = Relevance.of_measure(lvef)
    relevant = (np.abs(lvef[:, None] - lvef[None]) <= near.within).sum(1)
    by_lvef = chance(relevant, len(lvef))
    by_pair = chance(np.ones(len(lvef), np.int64), len(lvef))
    guess = np.abs(lvef - measure(pairs, "train").mean()).mean()
    cells = ("0.500", "0.500", f"{guess:.2f}", f"{by_lvef.mean_average_precision:.3f}",
             f"{by_pair.median_rank:.0f}")  # fmt: skip
    rows: list[Row] = [{"way": "chance", **dict(zip(FIGURES, cells, strict=True))}]
    for way, figures in judged.items():
        rows.append({"way": NAMES[way], **{name: figures.cell(name) for name in FIGURES}})
    return rows


def gain_rows(judged: dict[str, Drawn]) -> list[Row]:
    """One row per question: the difference with its 95 % interval."""
    rows: list[Row] = []
    for ours, theirs in QUESTIONS:
        if ours not in judged or theirs not in judged:
            continue
        cells = {name: _text(*gain(judged[ours], judged[theirs], name), name) for name in FIGURES}
        rows.append({"gain": f"{NAMES[ours]} minus {NAMES[theirs]}", **cells})
    return rows


def size_rows(judged: dict[str, Drawn], work: Path) -> list[Row]:
    """Student against the big encoder: parameters, multiply-accumulates, share of AUROC kept."""
    big = judged[TEACHER].by_seed[AUROC].mean()
    rows: list[Row] = []
    sizes = {}
    for way in (way for way in (TEACHER, VIT, DISTILLED, ALL_LOSSES) if way in judged):
        trained = load_trained(folder_of(work, way, 0))
        cost = macs(trained.model.ecg, trained.recipe.signal.samples) / 1e6
        sizes[way] = cost
        kept = judged[way].by_seed[AUROC].mean() / big
        rows.append(
            {
                "encoder": NAMES[way],
                "parameters, M": f"{count_parameters(trained.model.ecg) / 1e6:.2f}",
                "MMAC": f"{cost:.0f}",
                "share of the big encoder's MACs": f"{cost / sizes[TEACHER]:.3f}",
                "macro AUROC": judged[way].cell(AUROC),
                "share of its macro AUROC": f"{kept:.4f}",
            }
        )
    return rows


def _text(value: float, low: float, high: float, figure: str) -> str:
    if np.isnan(value):
        return "-"
    digits = 2 if figure == MAE else 1 if figure == FIGURES[-1] else 4
    sure = "**" if low > 0 or high < 0 else ""
    return f"{sure}{value:+.{digits}f}{sure} [{low:+.{digits}f}, {high:+.{digits}f}]"
