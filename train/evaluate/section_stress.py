"""Sections on worse ECGs: noise, lost leads, and seconds that are taken away."""

import numpy as np
from numpy.typing import NDArray

from train.batch import person_inputs
from train.evaluate import plots
from train.evaluate.discrimination import roc_figure
from train.evaluate.figures import mean_of, on
from train.evaluate.intervals import Resampling
from train.evaluate.material import Material
from train.evaluate.section import Cell, Section
from train.evaluate.stress import Strained, under_lead_loss, under_noise
from train.evaluate.trained_protocol import Floats, Rows
from train.evaluate.windows import sliding_windows

STRESSED, QUICK_STRESSED = 1000, 64
"""Test ECGs that are made worse."""
SLID, QUICK_SLID = 64, 4
"""Test ECGs that windows slide along."""


def stress(material: Material) -> Section:
    """What noise and lost leads do to uncertainty and to the main label."""
    at = _some(material, QUICK_STRESSED if material.quick else STRESSED)
    ecg, leads, person = _inputs(material, at)
    rng = Resampling.of(
        material.pairs.patient[material.test.rows[at]], material.resampling.resamples
    )
    found = []
    for kind, series in (
        ("white noise, mV", under_noise(material.trained, ecg, leads, person)),
        ("leads dropped", under_lead_loss(material.trained, ecg, leads, person)),
    ):
        for one in series:
            row: dict[str, Cell] = {"strain": kind, "level": f"{one.level:g}", "n": len(at)}
            row["rise of log-variance"] = rng.interval(mean_of(one.doubt - series[0].doubt))
            row["share more uncertain"] = rng.interval(mean_of(one.doubt > series[0].doubt))
            found.append(row | _auroc(material, at, one, rng))
    note = (
        "The same test ECGs with white noise on every lead, and with leads drawn at random taken "
        "away; uncertainty against that of the untouched ECG."
    )
    return Section("stress", "Noise and lost leads", note, found)


def windows(material: Material) -> Section:
    """Which seconds carry the information."""
    material.test.varied_doubt()
    at = _some(material, QUICK_SLID if material.quick else SLID)
    ecg, leads, person = _inputs(material, at)
    rate_hz = material.pairs.about.spec.rate_hz
    slid = sliding_windows(
        material.trained, ecg, leads, person, rate_hz, step_s=2.0 if material.quick else 0.5
    )
    rng = Resampling.of(
        material.pairs.patient[material.test.rows[at]], material.resampling.resamples
    )
    found: list[dict[str, Cell]] = [
        {
            "window, s": f"{start:.1f} to {start + slid.window_s:.1f}",
            "n": len(at),
            "rise when blanked": rng.interval(mean_of(slid.blanked[:, number])),
            "rise when nothing else is kept": rng.interval(mean_of(slid.kept[:, number])),
        }
        for number, start in enumerate(slid.start_s)
    ]
    # The ECG whose windows differ most shows best what the curves mean.
    example = int(np.argmax(np.ptp(slid.blanked, axis=1)))
    note = (
        "Change of the mean log-variance when a window is blanked, and when nothing but it is "
        "kept. Seconds that matter stand high in the first and low in the second. The plot shows "
        "lead II of the test ECG whose windows differ most."
    )
    title = material.title("Information along the ECG")
    return Section(
        "windows",
        "Sliding window",
        note,
        found,
        draw=lambda path: plots.windows(path, ecg[example, 1], rate_hz, slid, example, title),
    )


def _auroc(material: Material, at: Rows, one: Strained, rng: Resampling) -> dict[str, Cell]:
    """AUROC of the main label, where the model has a head for it and these rows both classes."""
    if not material.columns or material.main_label not in material.trained.label_names:
        return {}
    name = material.main_label
    use = material.test.counted[at, material.columns[name]]
    truth = material.test.truth[at, material.columns[name]][use]
    score = one.logits[use, material.trained.label_names.index(name)]
    figure = on(use, roc_figure(truth, score))
    return {f"AUROC of {name}": rng.interval(figure, len(truth), int(truth.sum()))}


def _some(material: Material, most: int) -> Rows:
    """Draw places in the test split, ascending."""
    places = np.random.default_rng(0).permutation(len(material.test.rows))[:most]
    return np.sort(places)


def _inputs(material: Material, at: Rows) -> tuple[Floats, NDArray[np.bool_], Floats]:
    rows, pairs = material.test.rows[at], material.pairs
    person = person_inputs(pairs.age_years[rows], pairs.female[rows]).numpy()
    return pairs.ecg[rows].astype(np.float32), np.asarray(pairs.leads[rows]), person
