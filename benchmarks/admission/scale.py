"""Wrong units and gains."""

import numpy as np

from benchmarks.admission import notes
from benchmarks.admission.asked import Ask, seen
from benchmarks.admission.ecgs import COHORT, Ecgs
from benchmarks.admission.tampered import scaled
from benchmarks.section import Section, Table
from benchmarks.tables import Row
from echo2ecg_edge.admission.gain import gain_of
from echo2ecg_edge.reason import ReasonCode

FACTORS = (0.001, 0.1, 0.2, 1 / 3, 0.5, 1, 2, 3, 5, 10, 1000)
LIMITS = (2.5, 3, 3.5, 4, 5, 6)
CODES = {ReasonCode.AMPLITUDE_TOO_LARGE, ReasonCode.AMPLITUDE_TOO_SMALL}


def scale(sets: list[Ecgs], ask: Ask) -> Section:
    """Measure how often a factor is noticed, and what other limits would give."""
    sets = [ecgs for ecgs in sets if ecgs.key != COHORT]
    tables = []
    for ecgs in sets:
        rows = [_row(factor, ecgs, ask) for factor in FACTORS]
        title = f"{ecgs.name}: {len(ecgs.some)} ECGs"
        tables.append(Table(f"scale {ecgs.key}", title, ecgs.data, rows))
    for ecgs in sets:
        title = f"Other limits of the estimated gain, {ecgs.name}"
        tables.append(Table(f"limits {ecgs.key}", title, ecgs.data, _limits(ecgs)))
    return Section("Wrong units", notes.SCALE, tables)


def _row(factor: float, ecgs: Ecgs, ask: Ask) -> Row:
    reasons = ask(scaled(each, factor) for each in ecgs.some)
    refused = [reason is not None for reason in reasons]
    for_it = [reason is not None and reason.code in CODES for reason in reasons]
    return {
        "factor": f"{factor:.3g}",
        "refused for the amplitude, %": f"{100 * np.mean(for_it):.2f}",
        "refused, %": f"{100 * np.mean(refused):.2f}",
    }


def _limits(ecgs: Ecgs) -> list[Row]:
    found = [seen(each).analysis for each in ecgs.some]
    gains = np.array([gain_of(one.beat, one.waves) for one in found if one.beat and one.waves])
    return [
        {
            "limits": f"1/{limit:g} to {limit:g}",
            "originals outside, %": f"{100 * np.mean((gains < 1 / limit) | (gains > limit)):.2f}",
            "x 10 noticed, %": f"{100 * np.mean(10 * gains > limit):.2f}",
            "x 0.1 noticed, %": f"{100 * np.mean(gains < 10 / limit):.2f}",
        }
        for limit in LIMITS
    ]
