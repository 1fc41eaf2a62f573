"""Fit the law of beats to PTB-XL: median beats -> fitted beats -> law."""

import logging
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.leads import INDEPENDENT_LEADS, LEADS
from echo2ecg_edge.measure import find_beats
from echo2ecg_edge.measure.median_beat import median_beat
from echo2ecg_edge.signal import SignalSpec, clean
from train.cohort.beat.fit import TIMES_S, fit_beats
from train.cohort.beat.law import BeatLaw, causes_of, fit_law
from train.cohort.readings import patterns_of, regular
from train.datasets.ptbxl import read_ptbxl

log = logging.getLogger(__name__)
RATE_HZ = 100.0
TRAINING_FOLDS = range(1, 9)
EIGHT = [LEADS.index(name) for name in INDEPENDENT_LEADS]


def law_from_ptbxl(folder: Path, spec: SignalSpec, folds: range = TRAINING_FOLDS) -> BeatLaw:
    """Fit the law to the sinus beats of PTB-XL's training folds.

    Args:
        folder: The official folder, or the packed one.
        spec: How ECGs are cleaned first; the law must describe what the student will see.
        folds: Official folds.
    """
    ecgs = read_ptbxl(folder, folds)
    usable = regular(ecgs.statements) & np.isfinite(ecgs.age_years) & (ecgs.age_years >= 18)
    found = {}
    for row in np.flatnonzero(usable):
        beat = _beat(clean(ecgs.ecg_mv[row], RATE_HZ, spec), spec.rate_hz)
        if beat is not None:
            found[row] = beat
    rows = np.array(list(found))
    log.info("%d median beats of %d ECGs", len(rows), len(ecgs))
    rr_s = np.array([rr for _, rr in found.values()])
    parameters = fit_beats(np.stack([beat for beat, _ in found.values()]), rr_s)
    patterns = patterns_of([ecgs.statements[row] for row in rows]).astype(float)
    age, female = ecgs.age_years[rows].astype(float), ecgs.female[rows]
    return fit_law(parameters, causes_of(age, female, 60 / rr_s, patterns))


def _beat(
    cleaned_mv: NDArray[np.float32], rate_hz: float
) -> tuple[NDArray[np.float32], float] | None:
    """Return the median beat of an ECG at TIMES_S in eight leads, and its RR interval."""
    beat = median_beat(cleaned_mv, rate_hz, find_beats(cleaned_mv, rate_hz))
    if beat is None:
        return None
    t = (np.arange(beat.signal_mv.shape[1]) - beat.r_index) / beat.rate_hz
    leads = [np.interp(TIMES_S, t, beat.signal_mv[lead]) for lead in EIGHT]
    return np.stack(leads).astype(np.float32), beat.rr_s
