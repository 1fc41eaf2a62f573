"""What the measurements are a sign of, as one sentence."""

from collections.abc import Iterator

from echo2ecg_edge.measure import Measurements
from echo2ecg_edge.words import ENGLISH, Language, say


def signs(found: Measurements, language: Language = ENGLISH) -> tuple[str, ...]:
    """Return one sentence of what somebody who reads the ECG should check; empty without any."""
    said = language.sentence("list.semicolon").join(_signs(found, language))
    return (say("text.signs", {"signs": said}, language),) if said else ()


def _signs(found: Measurements, language: Language) -> Iterator[str]:
    if found.is_af_suspected:
        yield language.sentence("sign.af")
    if found.is_low_limb_voltage:
        yield language.sentence("sign.low_limb_voltage")
    if found.is_low_chest_voltage:
        yield language.sentence("sign.low_chest_voltage")
    if found.q_wave_leads:
        yield say("sign.q_waves", {"leads": tuple(found.q_wave_leads)}, language)
