"""Nonsense: ECGs that no heart makes, or no correct recording, through the whole house."""

from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from benchmarks.accuracy.judge import share
from benchmarks.accuracy.screened import OUTCOMES, PASSED, Screened, screen
from benchmarks.accuracy.settings import NONSENSE
from benchmarks.accuracy.world import World
from benchmarks.section import REAL, Section, Table, not_measured
from benchmarks.tables import Row
from echo2ecg_edge import Recording
from echo2ecg_edge.leads import LEADS
from echo2ecg_edge.verdict import Verdict

TITLE = "Nonsense"
Signal = NDArray[np.float32]
Make = Callable[[Signal, np.random.Generator], Signal]
CHEST: Final = slice(6, 12)
ARMS_SWAPPED: Final = (("I", -1, "I"), ("II", 1, "III"), ("III", 1, "II"),
                       ("aVR", 1, "aVL"), ("aVL", 1, "aVR"))  # fmt: skip
"""Lead, sign and the lead that it then shows, when the electrodes of the arms are swapped."""


def _shuffled(signal: Signal, rng: np.random.Generator) -> Signal:
    return signal[rng.permutation(len(signal))]


def _chest_shuffled(signal: Signal, rng: np.random.Generator) -> Signal:
    mixed = signal.copy()
    mixed[CHEST] = signal[CHEST][rng.permutation(6)]
    return mixed


def _arms_swapped(signal: Signal, rng: np.random.Generator) -> Signal:  # noqa: ARG001
    swapped = signal.copy()
    for lead, sign, shown in ARMS_SWAPPED:
        swapped[LEADS.index(lead)] = sign * signal[LEADS.index(shown)]
    return swapped


def _half_speed(signal: Signal, rng: np.random.Generator) -> Signal:  # noqa: ARG001
    """Five seconds stretched to ten, as if the rate had been stated at half."""
    samples = signal.shape[1]
    times = np.arange(samples) / 2
    return np.stack([np.interp(times, np.arange(samples), lead) for lead in signal])


def _sine(signal: Signal, rng: np.random.Generator) -> Signal:
    turns = rng.uniform(8, 15)
    height = rng.uniform(0.3, 1.5, (len(signal), 1))
    return height * np.sin(2 * np.pi * turns * np.arange(signal.shape[1]) / signal.shape[1])


CASES: Final[dict[str, Make]] = {
    "as recorded": lambda signal, _: signal,
    "white noise, 0.3 mV": lambda signal, rng: rng.normal(0, 0.3, signal.shape),
    "zeros": lambda signal, _: np.zeros_like(signal),
    "sine, 48 to 90 a minute": _sine,
    "all leads shuffled": _shuffled,
    "chest leads shuffled": _chest_shuffled,
    "played backwards": lambda signal, _: signal[:, ::-1],
    "upside down": lambda signal, _: -signal,
    "arm electrodes swapped": _arms_swapped,
    "half speed (rate stated wrong)": _half_speed,
    "ten times too high": lambda signal, _: 10 * signal,
}
"""Name -> millivolts of a real ECG, shape (12, samples), made into something else."""


def nonsense(world: World) -> Section:
    """Screen nonsense made from real ECGs, and count what passes unnoticed."""
    if world.findings is None:
        return not_measured(TITLE, "It needs PTB-XL (--ptbxl), or pairs with it (--pairs).")
    ecgs = world.findings.ecgs.some(NONSENSE)
    spec = world.manifest.input.signal
    signals = np.asarray(ecgs.ecg, np.float32) * spec.scale_mv
    rows = []
    for name, make in CASES.items():
        rng = np.random.default_rng(0)
        made = (Recording(np.ascontiguousarray(make(one, rng), np.float32), spec.rate_hz)
                for one in signals)  # fmt: skip
        rows.append(case_row(name, screen(world.screener, made)))
    notes = [
        f"Made from {len(ecgs)} real ECGs of the test fold, cleaned, screened as recordings in "
        "millivolts. The first row is the same ECGs as they are: what is flagged there is the "
        "price of the flags. Unnoticed: scored, neither odd nor uncertain.",
    ]
    return Section(TITLE, notes, [Table("nonsense", "What becomes of it", REAL, rows)])


def case_row(name: str, screened: Screened) -> Row:
    """Return the share of each outcome, and how much of what passed was called routine."""
    passed = screened.outcome == PASSED
    row = {"ECG": name, "n": len(screened)}
    row |= {outcome: share(screened.outcome == outcome) for outcome in OUTCOMES}
    return row | {
        "unnoticed and routine": share(passed & (screened.verdict == Verdict.ROUTINE.value))
    }
