"""How far the risks of a second recording of the same heart would lie from these."""

from collections.abc import Mapping
from typing import Final

import numpy as np

from echo2ecg_edge.explain.readings import LogOdds, Readings
from echo2ecg_edge.explanation import Interval
from echo2ecg_edge.odds import chance
from echo2ecg_edge.policy.plan import Plan
from echo2ecg_edge.triage.risk import Risk

LEVEL: Final = 0.9
"""Share of second recordings whose score lies in the interval."""
SPREADS: Final = 2.1
"""Half an interval, in spreads. Chosen on pairs of real ECGs of the same patient that lie next to
each other in PTB-XL and that readers read alike, folds 1 to 7; ``python -m benchmarks explain``
checks it on folds 8 and 9. Recordings of one simulated heart differ half as much."""


def spread(said: Readings) -> LogOdds:
    """Return how far each log-odds wanders over parts of the ECG, shape (outputs,).

    Two spreads in quadrature: over ECGs that each lack one lead, around the whole one, and between
    stretches read alone.
    """
    of_leads = np.square(said.without_lead - said.whole).mean(axis=0)
    return np.asarray(np.sqrt(of_leads + said.alone.var(axis=0)), np.float64)


def intervals(said: Readings, risks: tuple[Risk, ...], plan: Plan) -> Mapping[str, Interval]:
    """Return the interval of every risk, at the site's prevalence.

    Args:
        said: Labels first, in the order of the risks.
        risks: Of the screening.
        plan: That made them.
    """
    half = SPREADS * spread(said)
    return {
        risk.key: _interval(risk, plan, float(said.whole[row]), float(half[row]))
        for row, risk in enumerate(risks)
    }


def _interval(risk: Risk, plan: Plan, log_odds: float, half: float) -> Interval:
    """Widened to hold the risk itself, which rounding might leave outside."""
    rule = plan.rules[risk.key]
    low, high = (rule.at_site(chance(log_odds + step)) for step in (-half, half))
    return Interval(min(low, risk.probability), max(high, risk.probability))
