"""Faults put on one electrode, as they appear in every lead that uses it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.electrodes import Electrode
from echo2ecg_edge.leads import LEADS
from echo2ecg_edge.quality import Fault

Signal = NDArray[np.float32]
Noise = Callable[[NDArray[np.float64], float, np.random.Generator], NDArray[np.float64]]
"""Times in seconds, severity, random numbers -> the electrode's disturbance in millivolts."""
Loss = Callable[[Signal, float, np.random.Generator], Signal]
"""One lead, severity, random numbers -> what is left of it."""

RA, LA, LL = Electrode.RA, Electrode.LA, Electrode.LL
USED_BY: Final[Mapping[Electrode, tuple[str, ...]]] = {
    RA: ("I", "II", "aVR"), LA: ("I", "III", "aVL"), LL: ("II", "III", "aVF")
}  # fmt: skip
"""Leads that are lost without a limb electrode."""
WEIGHTS: Final[Mapping[Electrode, Mapping[str, float]]] = {
    RA: {"I": -1, "II": -1, "aVR": 1, "aVL": -0.5, "aVF": -0.5},
    LA: {"I": 1, "III": -1, "aVR": -0.5, "aVL": 1, "aVF": -0.5},
    LL: {"II": 1, "III": 1, "aVR": -0.5, "aVL": -0.5, "aVF": 1},
}
"""Share of a limb electrode's potential in the limb leads; each chest lead has minus a third."""
PLACES: Final = (RA, LA, LL, *(Electrode(lead) for lead in LEADS[6:]))
RAIL_MV: Final = 2.5


@dataclass(frozen=True, slots=True)
class Trouble:
    """One kind of fault.

    Attributes:
        fault: What it should be called.
        unit: Of the severities, for people.
        severities: From mild to strong.
        seen_from: The severity from which a person sees it in one look at the paper.
        noise: What the electrode adds; None where leads are lost.
        loss: What is left of a lead; None where noise is added.
        least_rate_hz: Sampling rate below which it cannot be told.
    """

    fault: Fault
    unit: str
    severities: tuple[float, ...]
    seen_from: float
    noise: Noise | None = None
    loss: Loss | None = None
    least_rate_hz: float = 0.0


def add_trouble(
    ecg_mv: Signal, rate_hz: float, trouble: Trouble, severity: float,
    electrode: Electrode, random: np.random.Generator,
) -> Signal:  # fmt: skip
    """Return a copy with one electrode in trouble.

    Args:
        ecg_mv: Shape (12, samples), millivolts, in the order of ``LEADS``.
        rate_hz: Its sampling rate.
        trouble: Which.
        severity: How much of it.
        electrode: Where.
        random: Draws times and phases.
    """
    broken = ecg_mv.copy()
    if trouble.noise is not None:
        time_s = np.arange(ecg_mv.shape[1]) / rate_hz
        added = trouble.noise(time_s, severity, random)
        return broken + np.outer(_weights(electrode), added).astype(np.float32)
    state = random.bit_generator.state
    for lead in USED_BY.get(electrode, (electrode.value,)):
        random.bit_generator.state = state  # the same moments in all leads of the electrode
        row = LEADS.index(lead)
        assert trouble.loss is not None  # noqa: S101 - a trouble has one of the two
        broken[row] = trouble.loss(broken[row], severity, random)
    return broken


def _weights(electrode: Electrode) -> list[float]:
    if electrode in WEIGHTS:
        return [WEIGHTS[electrode].get(lead, -1 / 3 if lead[0] == "V" else 0.0) for lead in LEADS]
    return [float(lead == electrode) for lead in LEADS]


def _mains(
    time_s: NDArray[np.float64], severity: float, random: np.random.Generator
) -> NDArray[np.float64]:
    frequency_hz = random.choice([50, 60]) + random.uniform(-0.05, 0.05)
    return np.asarray(severity * np.sin(2 * np.pi * (frequency_hz * time_s + random.random())))


def _muscle(
    time_s: NDArray[np.float64], severity: float, random: np.random.Generator
) -> NDArray[np.float64]:
    return severity * _band(time_s, 20, 150, random)


def _wander(
    time_s: NDArray[np.float64], severity: float, random: np.random.Generator
) -> NDArray[np.float64]:
    wave = _band(time_s, 0.05, 0.5, random)
    return np.asarray(severity * wave / np.ptp(wave))


def _motion(
    time_s: NDArray[np.float64], severity: float, random: np.random.Generator
) -> NDArray[np.float64]:
    """Slow waves of 1 to 4 Hz for six seconds, with three steps that leak away."""
    begin = random.uniform(0, 4)
    during = (time_s >= begin) & (time_s < begin + 6)
    wave = _band(time_s, 1, 4, random) * during
    found = severity * wave / np.ptp(wave)
    for at in begin + np.sort(random.uniform(0, 6, 3)):
        after = np.clip(time_s - at, 0, None)
        found += random.choice([-1, 1]) * severity / 2 * np.exp(-after / 0.4) * (time_s >= at)
    return np.asarray(found)


def _pops(
    time_s: NDArray[np.float64], severity: float, random: np.random.Generator
) -> NDArray[np.float64]:
    """One or two jumps that leak away within a fifth of a second."""
    found = np.zeros_like(time_s)
    for _ in range(random.integers(1, 3)):
        at = random.uniform(0.5, time_s[-1] - 0.5)
        after = np.clip(time_s - at, 0, None)
        found += random.choice([-1, 1]) * severity * np.exp(-after / 0.06) * (time_s >= at)
    return found


def _band(
    time_s: NDArray[np.float64], low_hz: float, high_hz: float, random: np.random.Generator
) -> NDArray[np.float64]:
    """Even noise of a band with a standard deviation of one."""
    spectrum = np.fft.rfft(random.standard_normal(time_s.size))
    frequency_hz = np.fft.rfftfreq(time_s.size, time_s[1] - time_s[0])
    noise = np.fft.irfft(
        spectrum * ((frequency_hz >= low_hz) & (frequency_hz <= high_hz)), time_s.size
    )
    return np.asarray(noise / noise.std())


def _flat(lead: Signal, severity: float, random: np.random.Generator) -> Signal:
    return np.asarray(random.normal(random.normal(), severity, lead.size), np.float32)


def _missing(lead: Signal, severity: float, random: np.random.Generator) -> Signal:
    count = round(severity * lead.size)
    begin = random.integers(0, lead.size - count + 1)
    lead = lead.copy()
    lead[begin : begin + count] = np.nan
    return lead


def _saturated(lead: Signal, severity: float, random: np.random.Generator) -> Signal:
    """Drift so far that the lead rests at the recorder's limit for a share of the time."""
    turn = np.linspace(0, 4 * np.pi, lead.size) + random.uniform(0, 2 * np.pi)
    swing = RAIL_MV / np.cos(np.pi / 2 * severity) * np.sin(turn)
    return np.clip(lead + swing, -RAIL_MV, RAIL_MV).astype(np.float32)


TROUBLES: Final = (
    Trouble(Fault.FLAT, "mV of noise", (0.0, 0.005), 0.0, loss=_flat),
    Trouble(Fault.SATURATED, "of the time", (0.1, 0.3, 0.6), 0.1, loss=_saturated),
    Trouble(Fault.INCOMPLETE, "of the time", (0.02, 0.1, 0.5), 0.02, loss=_missing),
    Trouble(Fault.MOTION, "mV", (1, 2, 4), 2, noise=_motion),
    Trouble(Fault.POPS, "mV", (1, 2, 4), 2, noise=_pops),
    Trouble(Fault.MUSCLE, "mV RMS", (0.05, 0.1, 0.2, 0.4), 0.1, noise=_muscle),
    Trouble(Fault.MAINS, "mV amplitude", (0.05, 0.1, 0.3), 0.05, noise=_mains, least_rate_hz=200),
    Trouble(Fault.WANDER, "mV from top to bottom", (1, 2, 4), 2, noise=_wander),
)
