"""A made-up clinic: simulated ECGs as files, half of them with a wide QRS, and their table."""

import csv
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from click.testing import CliRunner, Result

from echo2ecg_edge.model.manifest import OutputSizes
from echo2ecg_edge.readers import write_csv
from echo2ecg_edge.recording import Recording
from tests.rich_bundle import companions, rich_manifest, rich_weights
from tests.selftest.bundles import MODEL, golden_bundle
from tests.synthetic import twelve_leads
from tests.tiny_bundle import EMBEDDING, manifest, onnx_model, weights, write_bundle
from train.__main__ import main

RATE_HZ = 250.0
KEY = "wide_qrs"


def write_clinic(folder: Path, ecgs: int = 54) -> Path:
    """Write the files and ``labels.csv``; every third ECG has the label."""
    folder.mkdir(parents=True)
    rows: list[Sequence[object]] = [("ecg", "patient", "age", "sex", "note", KEY)]
    rng = np.random.default_rng(0)
    for number in range(ecgs):
        is_wide = number % 3 == 0
        stretch = (1.7 if is_wide else 1.0) + rng.normal(0, 0.15)
        signal = twelve_leads(RATE_HZ, heart_rate_bpm=60 + number % 30, qrs_stretch=stretch,
                              seed=number)  # fmt: skip
        write_csv(Recording(signal, RATE_HZ), folder / f"{number}.csv")
        rows.append((f"{number}.csv", f"p{number // 2}", 40 + number % 40, "f", "text", +is_wide))
    return write_table(folder / "labels.csv", rows)


def write_table(path: Path, rows: Sequence[Sequence[object]]) -> Path:
    """Write a CSV."""
    with path.open("w", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def read_table(path: Path) -> list[list[str]]:
    """Read a CSV."""
    with path.open(newline="") as file:
        return list(csv.reader(file))


def write_encoder(folder: Path) -> Path:
    """Write a bundle without labels: its graph gives an embedding and nothing else."""
    content = replace(
        manifest(),
        name=folder.name,
        outputs=OutputSizes(0, EMBEDDING, 0, 0, 0, 0),
        labels=(),
        uncertainty=None,
        evidence=(),
    )
    graph = onnx_model(weights(), outputs=("embedding",))
    return write_bundle(folder, content, {MODEL: graph})


def with_coin(table: Path, path: Path, mine: str = KEY) -> Path:
    """Write the table again: the label, called otherwise, and ``coin``, which means nothing."""
    head, *rest = read_table(table)
    coin = np.random.default_rng(1).permutation(len(rest)) % 2
    rows = [
        [str(table.parent / row[0]), *row[1:], str(c)] for row, c in zip(rest, coin, strict=True)
    ]
    return write_table(path, [[*head[:-1], mine, "coin"], *rows])


def write_labelled(folder: Path, golden_file: bytes) -> Path:
    """Write the tiny bundle with its labels, golden ECGs and example."""
    return golden_bundle(folder, golden_file).folder


def write_rich(folder: Path) -> Path:
    """Write a bundle with findings, LVEF, oddness, gallery and tables."""
    files = {MODEL: onnx_model(rich_weights()), **companions()}
    return write_bundle(folder, rich_manifest(), files)


def run_probe(bundle: Path, table: Path, out: Path, *more: object) -> Result:
    """Run the command."""
    words = ("probe", "--bundle", bundle, "--labels", table, "--out", out, *more)
    return CliRunner().invoke(main, [str(word) for word in words])
