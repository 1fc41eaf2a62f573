"""What was found without the model, as sentences: measurements, quality, urgent findings."""

from collections.abc import Iterator
from types import MappingProxyType
from typing import Final

from echo2ecg_edge.measure import Measurements
from echo2ecg_edge.quality.states import Fault, LeadState, SignalQuality
from echo2ecg_edge.words import ENGLISH

INTERVALS: Final = MappingProxyType(
    {"PR": "pr_ms", "QRS": "qrs_ms", "QT": "qt_ms", "QTc": "qtc_fridericia_ms"}
)
"""What a reader looks at first; QTc after Fridericia."""
VOLTAGES: Final = MappingProxyType(
    {
        "Sokolow-Lyon": "sokolow_lyon_mv",
        "Cornell": "cornell_mv",
        "Peguero-Lo Presti": "peguero_lo_presti_mv",
    }
)


STATES: Final = MappingProxyType(
    {
        LeadState.GOOD: "good",
        LeadState.USABLE: "usable",
        LeadState.REDO: "cannot be used",
    }
)


def measured(measurements: Measurements) -> list[str]:
    """Return one sentence of rate, intervals and axis, and one of voltages where there are any."""
    voltages = [*_values(measurements, VOLTAGES, "mV", digits=1)]
    sentence = f"Measured: {', '.join(_rhythm(measurements))}."
    return [sentence, *([f"Voltages: {', '.join(voltages)}."] if voltages else [])]


def heart_rate(measurements: Measurements) -> str:
    """Return the heart rate alone, for an ECG that was not admitted: the rest may mislead."""
    rate = measurements.heart_rate_bpm
    return "Measured: no heart rate." if rate is None else f"Heart rate: {rate:.0f} per minute."


def judged(quality: SignalQuality) -> str:
    """Return the state of the signal, and the leads by their worst fault."""
    leads_by_fault: dict[Fault, list[str]] = {}
    for lead in quality.leads:
        if lead.faults and lead.state is quality.state:
            leads_by_fault.setdefault(lead.faults[0], []).append(lead.lead)
    said = [
        f"{fault} in {ENGLISH.listing(leads)}" for fault, leads in sorted(leads_by_fault.items())
    ]
    details = f" ({'; '.join(said)})" if said else ""
    return f"Signal: {STATES[quality.state]}{details}."


def _rhythm(found: Measurements) -> Iterator[str]:
    rate = found.heart_rate_bpm
    yield "no heart rate" if rate is None else f"heart rate {rate:.0f} per minute"
    yield from _values(found, INTERVALS, "ms", digits=0)
    if found.axis_deg is not None:
        yield f"axis {found.axis_deg:.0f} degrees"


def _values(
    found: Measurements, names: MappingProxyType[str, str], unit: str, digits: int
) -> Iterator[str]:
    for name, field in names.items():
        value = getattr(found, field)
        if value is not None:
            yield f"{name} {value:.{digits}f} {unit}"
