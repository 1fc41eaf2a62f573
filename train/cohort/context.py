"""Context: what changes an ECG without being a disease that an echo shows.

These are the confounders. They make a healthy heart look ill and an ill one look healthy, and they
are why no ECG can be read like an echo. Frequencies are choices for a hospital's patients.
"""

from dataclasses import dataclass

import numpy as np

from train.cohort.state import AF, Flags, Floats, HeartState


@dataclass(frozen=True, slots=True)
class Context:
    """One value per patient, shape (patients,); flags are 0 or 1, scores are standard scores."""

    obesity: Floats
    copd: Floats
    athlete: Floats
    young_man: Floats
    potassium: Floats
    calcium: Floats
    digoxin: Floats
    qt_drug: Floats
    beta_blocker: Floats
    stress: Floats
    old_scar: Floats


def draw_context(state: HeartState, rng: np.random.Generator) -> Context:
    """Draw confounders: they may depend on age, sex, body and rhythm, and on little else."""
    n = len(state)
    older = (state.age_years - 61) / 10

    def flag(share: float, per_decade: float = 0.0, extra: Floats | Flags | float = 0.0) -> Floats:
        odds = np.log(share / (1 - share)) + per_decade * older + extra
        return (rng.random(n) < 1 / (1 + np.exp(-odds))).astype(float)

    young = np.clip((40 - state.age_years) / 15, 0, 1)
    af = state.rhythm == AF
    return Context(
        obesity=np.clip(np.log(state.bmi / 27.5) / 0.20, -2.5, 3.5),
        copd=flag(0.09, 0.25),
        athlete=flag(0.03, -0.5) * (state.lvef > 52),
        young_man=young * ~state.female,
        potassium=rng.standard_t(4, n) * 0.7,
        calcium=rng.normal(0, 1, n),
        digoxin=flag(0.02, 0.1, 2.0 * af),
        qt_drug=flag(0.10),
        beta_blocker=flag(0.30, 0.1, 0.5 * af),
        stress=rng.gamma(2, 0.5, n) - 1,
        old_scar=flag(0.035, 0.3),
    )
