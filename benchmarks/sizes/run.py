"""Train and time every student of the plan; what is finished is kept."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import cast

import numpy as np
import torch
from numpy.typing import NDArray

from benchmarks.sizes.plan import (
    BASE,
    PATIENTS,
    RATES_HZ,
    SEED,
    SHAPES,
    TEST_PATIENTS,
    Sized,
    at_rate,
    findings_recipe,
    labels_recipe,
)
from benchmarks.sizes.speed import Speed, speed_of
from benchmarks.tables import Row, cpu
from echo2ecg_edge.findings import STATEMENTS, SUPERCLASSES
from echo2ecg_edge.signal import SignalSpec
from train.cohort import simulate
from train.cohort.cohort import join
from train.datasets.cohort import from_cohort
from train.ecg import Student, StudentShape, macs
from train.evaluate import area_under_roc
from train.full.parts import findings_only
from train.pairs import Pairs, open_pairs
from train.recipe import Recipe
from train.run import train_run
from train.trained import Trained, load_trained

CALIBRATION = 256
CLASSES, ALL = "super-classes", "71 statements"


def measure_sizes(data: Path, work: Path) -> list[Row]:
    """Return one row per student.

    Args:
        data: The pairs of ``python -m train full``.
        work: Folder of the runs.
    """
    torch.set_num_threads(1)
    pairs = findings_only(open_pairs(data))
    rows = [_row(*_measured(name, shape, pairs, work / name)) for name, shape in SHAPES.items()]
    for rate_hz in RATES_HZ:
        name = f"default, {rate_hz:g} Hz"
        signal = at_rate(pairs.about.spec, rate_hz)
        rows.append(_row(*_at_rate(name, signal, work / f"rate-{rate_hz:g}")))
    return rows


def notes() -> list[str]:
    """Return the sentences above the table."""
    recipe = findings_recipe(BASE)
    return [
        f"CPU: {cpu()}; one thread, one ECG at a time, int8 and float32 in turns.",
        f"Every student was trained alike and briefly ({recipe.fit.epochs} epochs, one seed): the "
        "figures rank students, they are not what the bundle reaches.",
        "Sizes: macro AUROC on the validation fold of PTB-XL (real ECGs). Differences under .003 "
        "are noise.",
        f"Rates: simulated patients ({PATIENTS} to train, {TEST_PATIENTS} to test), because "
        "PTB-XL was read at 100 Hz: macro AUROC of the 12 structural labels, simulated.",
    ]


def _measured(
    name: str, shape: StudentShape, pairs: Pairs, out: Path
) -> tuple[Sized, Trained, Speed]:
    recipe = findings_recipe(shape)
    trained = _trained(recipe, pairs, out)
    rows = pairs.rows("validation")
    auroc = _aurocs(trained, pairs, rows)
    figures = {
        CLASSES: float(np.mean([auroc[key] for key in SUPERCLASSES])),
        ALL: float(np.mean([auroc[key] for key in STATEMENTS])),
    }
    sized = Sized(name, recipe.encoder, pairs.about.spec.rate_hz, "real", figures)
    return sized, trained, _speed(trained, pairs, out)


def _at_rate(name: str, signal: SignalSpec, out: Path) -> tuple[Sized, Trained, Speed]:
    sizes = (PATIENTS, TEST_PATIENTS // 2, TEST_PATIENTS)
    cohorts = [
        simulate(size, SEED + place, signal, workers=2, echo=False)
        for place, size in enumerate(sizes)
    ]
    split = np.repeat(("train", "validation", "test"), sizes)
    pairs = from_cohort(join(cohorts), signal, split, None)
    trained = _trained(labels_recipe(signal), pairs, out)
    auroc = _aurocs(trained, pairs, pairs.rows("test"))
    figures = {"structural (simulated)": float(np.mean(list(auroc.values())))}
    sized = Sized(name, BASE, signal.rate_hz, "simulated", figures)
    return sized, trained, _speed(trained, pairs, out)


def _trained(recipe: Recipe, pairs: Pairs, out: Path) -> Trained:
    if (out / "done").is_file():
        return load_trained(out)
    trained = train_run(recipe, pairs, out)
    (out / "done").touch()
    return trained


def _aurocs(trained: Trained, pairs: Pairs, rows: NDArray[np.int64]) -> dict[str, float]:
    logits, truth = trained.encode(pairs, rows)["logits"], pairs.labels[rows] > 0
    return {
        key: area_under_roc(truth[:, column], logits[:, column])
        for column, key in enumerate(pairs.about.label_names)
    }


def _speed(trained: Trained, pairs: Pairs, out: Path) -> Speed:
    path = out / "speed.json"
    if not path.is_file():
        student = cast(Student, trained.model.ecg)
        ecg = np.asarray(pairs.ecg[pairs.rows("train")[:CALIBRATION]], np.float32)
        path.write_text(json.dumps(asdict(speed_of(student, ecg[:, :, None], out))), "utf-8")
    return Speed(**json.loads(path.read_text("utf-8")))


def _row(sized: Sized, trained: Trained, speed: Speed) -> Row:
    samples = trained.recipe.signal.samples
    structural = sized.figures.get("structural (simulated)")
    real = sized.figures.get(CLASSES), sized.figures.get(ALL)
    return {
        "student": sized.name,
        "widths": " ".join(map(str, sized.shape.widths)),
        "blocks": " ".join(map(str, sized.shape.blocks)),
        "rate Hz": f"{sized.rate_hz:g}",
        "MMAC": f"{macs(trained.model.ecg, samples) / 1e6:.0f}",
        "int8 ms": f"{speed.int8_ms:.2f}",
        "float32 ms": f"{speed.float_ms:.2f}",
        "int8 ONNX MB": f"{speed.bytes / 1e6:.2f}",
        "super-classes (real)": _figure(real[0]),
        "71 statements (real)": _figure(real[1]),
        "structural (simulated)": _figure(structural),
    }


def _figure(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"
