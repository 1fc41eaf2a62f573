"""A finished run, small enough to convert in seconds: random weights, and every kind of output.

The truth is what the untouched model says of each ECG, so that its AUROCs are 1 and its verdicts
are spread: a converted model that says something else is noticed.
"""

import json
from dataclasses import asdict, fields, replace
from pathlib import Path

import numpy as np
import torch

from echo2ecg_edge.labels import Knowledge as Learned
from echo2ecg_edge.model.manifest import Manifest, OutputSizes, UncertaintyLimit, to_json
from echo2ecg_edge.signal import SignalSpec, clean, to_model_input
from export.outcome import OUTCOME, Outcome
from tests.rich_bundle import TABLES, rich_manifest
from train.cohort import RATE_HZ, sample_states, simulate_ecg
from train.ecg import StudentShape
from train.families import IMPLAUSIBLE
from train.objectives import MeasureScale
from train.pairs import Knowledge
from train.recipe import read_recipe
from train.trained import RunFacts, Trained, new_alignment

ECGS, EMBEDDING, STUDIES = 160, 8, 20
SHAPE = StudentShape(widths=(8, 12, 16), blocks=(1, 1, 1), embedding=EMBEDDING)
LVEF_MEAN, LVEF_SD = 55.0, 12.0
SPEC: SignalSpec = read_recipe("findings").signal


def tiny_manifest() -> Manifest:
    """What the outcome says: the rich manifest, of mixed patients."""
    rich = rich_manifest()
    labels = (replace(label, knowledge=Learned.MIXED) for label in rich.labels)
    evidence = (
        replace(rich.evidence[0], data="simulated test patients"),
        replace(rich.evidence[0], label="super-classes", metric="macro AUROC of 5", data="real"),
    )
    return replace(
        rich,
        trained_on=Learned.MIXED,
        input=replace(rich.input, signal=SPEC),
        outputs=OutputSizes(len(rich.labels), EMBEDDING, EMBEDDING, len(rich.findings), 1, 1),
        labels=tuple(labels),
        uncertainty=UncertaintyLimit(limit=0.0, percentile=97.5),
        evidence=evidence,
        provenance={"source": "nobody", "seed": 1, "train_patients": 7},
    )


def tiny_trained() -> Trained:
    """An untrained student whose logits have mean -1.5 and deviation 0.3 over the ECGs."""
    manifest = tiny_manifest()
    keys = [spec.key for spec in (*manifest.labels, *manifest.findings)]
    facts = RunFacts("nobody", Knowledge.MIXED, 7, (*keys, IMPLAUSIBLE), ("lvef",), 0, 0)
    recipe = replace(read_recipe("findings"), encoder=SHAPE)
    torch.manual_seed(0)
    scale = MeasureScale(torch.tensor([LVEF_MEAN]), torch.tensor([LVEF_SD]))
    trained = Trained(new_alignment(recipe, facts, scale), recipe, facts)
    _normalise(trained.model.ecg)
    head = trained.model.ecg.to_logits
    logits = torch.from_numpy(trained.encode_ecg(tiny_ecgs())["logits"])
    with torch.no_grad():
        gain = 0.3 / logits.std(0)
        head.weight *= gain[:, None]
        head.bias.copy_((head.bias - logits.mean(0)) * gain - 1.5)
    return trained


def _normalise(student: torch.nn.Module) -> None:
    """Give every batch norm the mean and deviation of real inputs, so that features differ."""
    for module in student.modules():
        if isinstance(module, torch.nn.BatchNorm2d):
            module.momentum = 1.0
    student.train()
    with torch.no_grad():
        student(torch.from_numpy(tiny_ecgs()))
    student.eval()


def tiny_ecgs(seed: int = 5, count: int = ECGS) -> np.ndarray:
    """Simulated ECGs as model input, shape (count, 12, samples)."""
    rng = np.random.default_rng(seed)
    signal_mv = simulate_ecg(sample_states(count, rng), rng)
    inputs = [to_model_input(clean(one, RATE_HZ, SPEC), SPEC) for one in signal_mv]
    return np.concatenate(inputs)[:, :, 0]


def write_tiny_run(folder: Path) -> Path:
    """Write everything that ``train.outcome.write_outcome`` writes; every other ECG is "real"."""
    trained, manifest, ecg = tiny_trained(), tiny_manifest(), tiny_ecgs()
    trained.save(folder)
    everything = json.loads(to_json(manifest))
    outcome = {field.name: everything.get(field.name) for field in fields(Outcome)}
    (folder / OUTCOME).write_text(
        json.dumps(outcome | {"signal": asdict(manifest.input.signal)}), "utf-8"
    )
    found = (trained.encode_ecg(ecg)["logits"] > -1.3).astype(np.float32)
    is_real = np.arange(ECGS) % 2 == 1
    np.savez_compressed(
        folder / "validation.npz",
        ecg=ecg.astype(np.float16),
        labels=found[:, : len(manifest.labels)],
        findings=found[:, len(manifest.labels) : -1],
        has_labels=~is_real,
        has_findings=is_real,
    )
    np.savez_compressed(folder / "calibration.npz", ecg=tiny_ecgs(6).astype(np.float16))
    _write_companions(folder)
    return folder


def _write_companions(folder: Path) -> None:
    random = np.random.default_rng(0)
    vectors = random.normal(size=(STUDIES, EMBEDDING))
    np.savez_compressed(
        folder / "gallery.npz",
        embedding=(vectors / np.linalg.norm(vectors, axis=1)[:, None]).astype(np.float16),
        lvef=random.uniform(20, 70, STUDIES).astype(np.float32),
        labels=random.integers(0, 2, (STUDIES, len(tiny_manifest().labels)), np.uint8),
    )
    mean, whitening = np.zeros(EMBEDDING, np.float32), np.eye(EMBEDDING, dtype=np.float32)
    np.savez_compressed(folder / "reference.npz", mean=mean, whitening=whitening)
    (folder / "tables.json").write_text(json.dumps(TABLES), "utf-8")
