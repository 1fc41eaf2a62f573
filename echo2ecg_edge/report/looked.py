"""What was found without the model, as sentences: measurements and quality."""

from collections.abc import Iterator
from types import MappingProxyType
from typing import Final

from echo2ecg_edge.measure import Measurements
from echo2ecg_edge.quality.states import Fault, SignalQuality
from echo2ecg_edge.words import ENGLISH, Language, say

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


def measured(measurements: Measurements, language: Language = ENGLISH) -> list[str]:
    """Return one sentence of rate, intervals and axis, and one of voltages where there are any."""
    comma = language.sentence("list.comma")
    sentence = say(
        "text.measured", {"measured": comma.join(_rhythm(measurements, language))}, language
    )
    voltages = comma.join(_voltages(measurements, language))
    return [
        sentence,
        *([say("text.voltages", {"voltages": voltages}, language)] if voltages else []),
    ]


def heart_rate(measurements: Measurements, language: Language = ENGLISH) -> str:
    """Return the heart rate alone, for an ECG that was not admitted: the rest may mislead."""
    rate = measurements.heart_rate_bpm
    if rate is not None:
        return say("text.heart_rate_alone", {"rate": rate}, language)
    return say("text.measured", {"measured": language.sentence("text.no_heart_rate")}, language)


def judged(quality: SignalQuality, language: Language = ENGLISH) -> str:
    """Return the state of the signal, and the leads by their worst fault."""
    leads_by_fault: dict[Fault, tuple[str, ...]] = {}
    for lead in quality.leads:
        if lead.faults and lead.state is quality.state:
            known = leads_by_fault.get(lead.faults[0], ())
            leads_by_fault[lead.faults[0]] = (*known, lead.lead)
    said = [
        say(f"signal.{fault}", {"leads": leads}, language)
        for fault, leads in sorted(leads_by_fault.items())
    ]
    values = {"state": quality.state, "faults": language.sentence("list.semicolon").join(said)}
    return say("text.signal_faults" if said else "text.signal", values, language)


def _rhythm(found: Measurements, language: Language) -> Iterator[str]:
    rate = found.heart_rate_bpm
    if rate is None:
        yield language.sentence("text.no_heart_rate")
    else:
        yield say("text.heart_rate", {"rate": rate}, language)
    for name, field in INTERVALS.items():
        if (value := getattr(found, field)) is not None:
            yield say("text.interval", {"name": name, "ms": value}, language)
    if found.axis_deg is not None:
        yield say("text.axis", {"axis": found.axis_deg}, language)


def _voltages(found: Measurements, language: Language) -> Iterator[str]:
    for name, field in VOLTAGES.items():
        if (value := getattr(found, field)) is not None:
            yield say("text.voltage", {"name": name, "mv": value}, language)
