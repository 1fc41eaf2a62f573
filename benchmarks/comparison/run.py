"""Everything: patients, runs, tables, and the one page that holds them."""

import csv
from collections.abc import Callable, Sequence
from pathlib import Path

import torch

from benchmarks.comparison.doubts import halves_rows, strain_rows
from benchmarks.comparison.settings import SIZES, Scale
from benchmarks.comparison.speeds import speed_rows
from benchmarks.comparison.tables import NAMES, gain_rows, judge_all, size_rows, way_rows
from benchmarks.comparison.ways import WAYS
from benchmarks.comparison.work import prepare, run_jobs
from benchmarks.tables import Row, cpu, markdown_table
from train.pairs.read import open_pairs

NAME = "comparison"


def compare(
    scale: Scale, work: Path, seeds: int, workers: int, out: Path, without: Sequence[str] = ()
) -> Path:
    """Run what is missing, and write ``comparison.md`` with one CSV per table.

    Args:
        scale: How big.
        work: Where patients and runs are kept; an interrupted comparison goes on.
        seeds: Per way.
        workers: Runs at a time, one thread each.
        out: Where the tables go.
        without: Ways that are not trained and stand in no table.
    """
    ways = tuple(way for way in WAYS if way not in without)
    work.mkdir(parents=True, exist_ok=True)
    prepare(scale, work, workers)
    run_jobs(scale, work, seeds, workers, ways)
    pairs = open_pairs(work / "pairs")
    judged = judge_all(pairs, work, seeds, workers, without)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    parts: dict[str, Callable[[], list[Row]]] = {
        "ways": lambda: way_rows(judged, pairs),
        "gains": lambda: gain_rows(judged),
        "sizes": lambda: size_rows(judged, work),
        "halves": lambda: halves_rows(pairs, work, seeds),
        "strain": lambda: strain_rows(pairs, work, seeds),
        "speed": lambda: speed_rows(device),
    }
    tables = {name: rows() for name, rows in parts.items()}
    return write_page(out, tables, notes(scale, seeds, without))


TITLES = {
    "ways": "Every way, mean ± SD over seeds (simulated)",
    "gains": "Gains with 95 % intervals over test patients; bold where 0 lies outside (simulated)",
    "sizes": "Student against the big encoder (simulated)",
    "halves": "LVEF <= 45 %: more against less certain half, [95 %] (simulated; published, on real "
    "patients and for LVEF < 40: .844 against .734)",
    "strain": "Mean log-variance of 1,000 test ECGs made worse (simulated)",
    "speed": "Training speed",
}


def notes(scale: Scale, seeds: int, without: Sequence[str] = ()) -> list[str]:
    """Say what was compared and how."""
    sizes = SIZES[scale]
    split = sizes.cohort
    left_out = [f"Left out with --without: {NAMES[way]}." for way in without]
    return [
        *left_out,
        f"Simulated patients: {split.train} to train, {split.validation} to choose the epoch, "
        f"probe strength and threshold, {split.test} to test; {seeds} seeds of weights, order and "
        f"augmentation, the same patients; {sizes.epochs} epochs, batch 256; scale {scale}.",
        "Labels are seen by the supervised way, by the recipe quick and by the rungs without a "
        "network; no other encoder saw one in training. AUROC is the macro mean of 12 labels by a "
        "logistic probe on frozen features, LVEF by a ridge probe; encoders that were trained on "
        "labels (or on LVEF) answer by their own heads.",
        "Retrieval: all views of each test study are the gallery, for every way; a study is "
        "relevant when its LVEF lies within 0.5 SD. Temperature 0.1 unless said.",
        "Intervals: 2,000 resamples of test patients, of the mean over seeds. They hold for these "
        "seeds and this simulator, not for real patients.",
        f"Speed: {cpu()}; torch {torch.__version__}, {torch.get_num_threads()} threads; noise as "
        "input, forward, backward and step. The hours are that rate times 45,000 x 50.",
    ]


def write_page(out: Path, tables: dict[str, Sequence[Row]], said: Sequence[str]) -> Path:
    """Write a CSV per table and one Markdown page."""
    out.mkdir(parents=True, exist_ok=True)
    page = ["# Comparison of ways to train (simulated)", ""]
    page += [f"- {note}" for note in (f"Made by `python -m benchmarks {NAME}`.", *said)]
    for name, rows in tables.items():
        with (out / f"{NAME}_{name}.csv").open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
        page += ["", f"## {TITLES[name]}", "", markdown_table(rows).rstrip()]
    path = out / f"{NAME}.md"
    path.write_text("\n".join(page) + "\n", "utf-8")
    return path
