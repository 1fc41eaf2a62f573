"""One second or one lead is disturbed: does the explanation point at it?"""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray

from benchmarks.explain.asked import Answer, Asked
from benchmarks.tables import Row
from benchmarks.tabular.wilson import share_text
from echo2ecg_edge.explain.carried import leads_leaned_on, stretches_alike

Signal = NDArray[np.float32]
Disturb = Callable[[Signal, np.random.Generator], Signal]
LEADS_MV: Final = (0.2, 0.5)
EXTRA_MV, EXTRA_S = 1.5, 0.05
"""Height and width of a drawn extra beat: wide, in any direction, its T wave opposite."""


def _noise(sd_mv: float) -> Disturb:
    def disturb(part: Signal, rng: np.random.Generator) -> Signal:
        return part + sd_mv * rng.standard_normal(part.shape).astype(np.float32)

    return disturb


def extra_beat(part: Signal, rng: np.random.Generator) -> Signal:
    """Lay a wide beat over one second, shape (12, samples)."""
    time_s = np.linspace(0, 1, part.shape[1])
    wave = np.exp(-0.5 * ((time_s - 0.3) / EXTRA_S) ** 2)
    wave -= 0.3 * np.exp(-0.5 * ((time_s - 0.65) / (2 * EXTRA_S)) ** 2)
    height = EXTRA_MV * rng.uniform(-1, 1, (len(part), 1))
    return np.asarray(part + height * wave, np.float32)


SECONDS: Final[Mapping[str, Disturb]] = MappingProxyType(
    {
        "noise of 0.1 mV": _noise(0.1),
        "noise of 0.2 mV": _noise(0.2),
        "noise of 0.5 mV": _noise(0.5),
        "a drawn extra beat": extra_beat,
        "no signal": lambda part, _: np.zeros_like(part),
    }
)
"""What may happen to one second, in all leads."""


def second_rows(asked: Asked, ecgs: Signal, seed: int) -> list[Row]:
    """Disturb one second of every ECG, another in each; how often does it rank lowest?"""
    return [_second_row(asked, ecgs, name, SECONDS[name], seed) for name in SECONDS]


def _second_row(asked: Asked, ecgs: Signal, name: str, disturb: Disturb, seed: int) -> Row:
    rng, edges = np.random.default_rng(seed), asked.edges
    which = rng.integers(len(edges) - 1, size=len(ecgs))
    disturbed = ecgs.copy()
    for ecg, second in zip(disturbed, which, strict=True):
        part = slice(edges[second], edges[second + 1])
        ecg[:, part] = disturb(ecg[:, part], rng)
    answers = asked.explain_all(disturbed)
    alike = np.array([stretches_alike(answer.said) for answer in answers])
    there = alike[np.arange(len(ecgs)), which]
    others = (alike.sum(axis=1) - there) / (alike.shape[1] - 1)
    return {
        "one second has": name,
        "ECGs": len(ecgs),
        "ranks lowest, %": share_text(alike.argmin(axis=1) == which),
        "by log-variance, %": share_text(_lowest([a.rise for a in answers]) == which),
        "alike there": f"{there.mean():.2f}",
        "alike elsewhere": f"{others.mean():.2f}",
    }


def lead_rows(asked: Asked, ecgs: Signal, seed: int) -> list[Row]:
    """Add noise to one lead of every ECG, another in each; where does it rank?"""
    return [_lead_row(asked, ecgs, sd_mv, seed) for sd_mv in LEADS_MV]


def _lead_row(asked: Asked, ecgs: Signal, sd_mv: float, seed: int) -> Row:
    rng, disturb = np.random.default_rng(seed), _noise(sd_mv)
    which = rng.integers(ecgs.shape[1], size=len(ecgs))
    disturbed = ecgs.copy()
    for ecg, lead in zip(disturbed, which, strict=True):
        ecg[lead] = disturb(ecg[lead], rng)
    answers: Sequence[Answer] = asked.explain_all(disturbed)
    leaned = np.array([leads_leaned_on(answer.said) for answer in answers])
    return {
        "one lead has": f"noise of {sd_mv:g} mV",
        "ECGs": len(ecgs),
        "leaned on most, %": share_text(leaned.argmax(axis=1) == which),
        "leaned on least, %": share_text(leaned.argmin(axis=1) == which),
        "lowest by log-variance, %": share_text(
            _lowest([a.rise_of_leads for a in answers]) == which
        ),
    }


def _lowest(rises: Sequence[NDArray[np.float32]]) -> NDArray[np.int64]:
    """Return the part without which the log-variance rises least, for every ECG."""
    return np.array(rises).argmin(axis=1)
