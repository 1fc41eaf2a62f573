"""The ECG that comes with a bundle: one simulated patient with a weak left ventricle."""

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.patient import Patient, Sex
from echo2ecg_edge.recording import Origin, Recording
from train.cohort import RATE_HZ, HeartState, sample_states, simulate_ecg

SEED = 2026
CANDIDATES = 64
WEAK_LVEF = 32.0
YOUNGEST_YEARS = 55.0


def simulated_candidates() -> tuple[HeartState, NDArray[np.float32]]:
    """Draw the patients of a fixed stream: their states and ECGs in mV, (patients, 12, samples)."""
    rng = np.random.default_rng(SEED)
    states = sample_states(CANDIDATES, rng)
    return states, simulate_ecg(states, rng)


def example_recording() -> Recording:
    """Simulate the example: the first older patient of a fixed stream with a weak ventricle."""
    states, ecg_mv = simulated_candidates()
    weak = (states.lvef <= WEAK_LVEF) & (states.age_years >= YOUNGEST_YEARS)
    chosen = int(np.flatnonzero(weak)[0])
    sex = Sex.FEMALE if states.female[chosen] else Sex.MALE
    return Recording(
        signal_mv=ecg_mv[chosen],
        rate_hz=RATE_HZ,
        patient=Patient(float(np.round(states.age_years[chosen])), sex),
        origin=Origin(source="simulated patient", format="array"),
    )
