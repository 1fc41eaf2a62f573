"""Paced rhythms: readers' labels, spikes put into real ECGs, and the model's own finding."""

from itertools import product

import numpy as np

from benchmarks.admission import notes
from benchmarks.admission.asked import Ask, seen, spec
from benchmarks.admission.ecgs import COHORT, HOSPITALS, PTBXL, Ecgs
from benchmarks.admission.tampered import with_spikes
from benchmarks.section import Section, Table
from benchmarks.tables import Row
from benchmarks.tabular.wilson import share_text
from echo2ecg_edge import Recording
from echo2ecg_edge.admission.paced import paced_rhythm
from echo2ecg_edge.model.bundle import Bundle
from echo2ecg_edge.model.engines import open_engine
from echo2ecg_edge.model.predict import predict
from echo2ecg_edge.signal import to_model_input

WIDTHS_MS = (0.5, 1.0, 2.0)
HEIGHTS_MV = (0.5, 1.0, 2.0, 5.0)
MODEL_LIMITS = (0.1, 0.2, 0.3, 0.4, 0.5, 0.7)
FINDING = "pace"


def pacing(sets: list[Ecgs], ask: Ask) -> Section:
    """Measure what the search for spikes finds, and what the model would add."""
    del ask  # amplitude and rate come first there; here spikes are counted alone
    tables = []
    for ecgs in sets:
        if ecgs.key == COHORT:
            continue
        found = np.array([_is_paced(each) for each in ecgs.recordings], bool)
        rows = [_row("labelled paced", found[ecgs.is_paced]),
                _row("all others", found[~ecgs.is_paced])]  # fmt: skip
        tables.append(Table(f"pacing {ecgs.key}", ecgs.name, ecgs.data, rows))
        if ecgs.key == HOSPITALS:
            title = f"Spikes put into the others, {ecgs.name}"
            tables.append(Table("spikes", title, ecgs.data, _spiked(ecgs)))
        if ecgs.key == PTBXL:
            title = f"The model's own finding `{FINDING}`, {ecgs.name}"
            tables.append(Table("model", title, ecgs.data, _said(ecgs)))
    return Section("Paced rhythms", notes.PACING, tables)


def _is_paced(recording: Recording) -> bool:
    found = seen(recording)
    return paced_rhythm(found.recording, found.analysis.beats / found.rate_hz) is not None


def _row(name: str, found: np.ndarray) -> Row:
    return {"ECGs": name, "n": found.size, "found": int(found.sum()), "%": share_text(found)}


def _spiked(ecgs: Ecgs) -> list[Row]:
    own = [each for each, paced in zip(ecgs.recordings, ecgs.is_paced, strict=True) if not paced]
    beats = [seen(each).analysis.beats / spec().rate_hz for each in own]
    rows: list[Row] = []
    for width_ms, height_mv in product(WIDTHS_MS, HEIGHTS_MV):
        spiked = (with_spikes(one, beats_s, height_mv, width_ms, seed)
                  for seed, (one, beats_s) in enumerate(zip(own, beats, strict=True)))  # fmt: skip
        found = np.array([_is_paced(each) for each in spiked], bool)
        name = f"{width_ms:g} ms, {height_mv:g} mV on the skin"
        rows.append({"spike": name, "n": found.size, "found, %": share_text(found)})
    return rows


def _said(ecgs: Ecgs) -> list[Row]:
    """What limits on the model's probability would give."""
    bundle = Bundle.load()
    engine = open_engine("onnx", bundle)
    batches = [to_model_input(seen(each).cleaned_mv, spec()) for each in ecgs.recordings]
    findings = [predict(engine, bundle.manifest, batch)[0].findings for batch in batches]
    said = [{one.key: one.probability for one in each}[FINDING] for each in findings]
    probability = np.array(said)
    return [
        {
            "from a probability of": limit,
            "labelled paced, %": share_text(probability[ecgs.is_paced] >= limit),
            "all others, %": share_text(probability[~ecgs.is_paced] >= limit),
        }
        for limit in MODEL_LIMITS
    ]
