"""What the measurements are a sign of, as one sentence."""

from collections.abc import Iterator

from echo2ecg_edge.measure import Measurements
from echo2ecg_edge.words import ENGLISH


def signs(found: Measurements) -> tuple[str, ...]:
    """Return one sentence of what somebody who reads the ECG should check; empty without any."""
    said = tuple(_signs(found))
    return (f"Signs: {'; '.join(said)}.",) if said else ()


def _signs(found: Measurements) -> Iterator[str]:
    if found.is_af_suspected:
        yield "irregular and without P waves, as in atrial fibrillation"
    if found.is_low_limb_voltage:
        yield "low voltage in the limb leads"
    if found.is_low_chest_voltage:
        yield "low voltage in the chest leads"
    if found.q_wave_leads:
        yield f"pathological Q waves in {ENGLISH.listing(found.q_wave_leads)}"
