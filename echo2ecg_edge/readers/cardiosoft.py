"""GE CardioSoft XML -> Content.

The layout, as far as an ECG needs it: ``StripData`` is the recording, with its rate, the size of
a count as ``uVperLsb`` and one ``WaveformData`` a lead; ``MedianSamples`` is an averaged beat;
``FullDisclosure`` is a whole exercise test. Source: public readers of UK Biobank's ECGs.
"""

import re
from typing import Final
from xml.etree.ElementTree import Element

from echo2ecg_edge.errors import InputError
from echo2ecg_edge.patient import Sex
from echo2ecg_edge.readers.content import Content
from echo2ecg_edge.readers.dates import age_years
from echo2ecg_edge.readers.declared import Claim, Declared, settle_rate
from echo2ecg_edge.readers.number_list import number_in, read_numbers
from echo2ecg_edge.readers.remarks import parse_age
from echo2ecg_edge.readers.signals import Signal, check_length, stack_signals, step_mv
from echo2ecg_edge.readers.source import Source
from echo2ecg_edge.readers.text import shown
from echo2ecg_edge.readers.xml_tree import parse_xml, root_name, text_of

_NAME: Final = "CardioSoft XML"
_WHO: Final = "the CardioSoft XML file"
_PER_COUNT: Final = re.compile(r"(\w+?) *(?:per|/) *(?:lsb|bit|count)", re.IGNORECASE)


def recognises(source: Source) -> bool:
    """True for a document of CardioSoft or CASE."""
    return root_name(source.data) == "CardiologyXML"


def read(source: Source, said: Declared) -> Content:
    """Read the resting ECG; averaged beats and exercise tests are not for screening.

    Raises:
        DamagedFileError: The content is broken, or a lead has not as many samples as it says.
        UndeclaredError: Rate, unit or leads are not stated, or contradict the caller's.
        InputError: There is no resting ECG, or its leads differ in length.
    """
    root = parse_xml(source.data, _NAME)
    strips = root.findall(".//StripData")
    if not strips:
        raise InputError(
            "This CardioSoft file holds no resting ECG, only averaged beats or an exercise test.",
            "Export the ten seconds of the resting 12-lead ECG.",
        )
    strip = strips[0]
    scale = step_mv(number_in(text_of(strip, "Resolution")) or 0.0, [_unit(strip)], _WHO, said)
    stack = stack_signals([_signal(lead, strip, scale) for lead in strip.findall("WaveformData")])
    several = f"The file holds {len(strips)} strips; the first was read."
    return Content(
        format=_NAME,
        signal_mv=stack.signal_mv,
        leads=stack.leads,
        rate_hz=settle_rate((*said.rates, *_rates(strip))),
        age_years=_age(root),
        sex=Sex.parse(text_of(root, "PatientInfo/Gender")),
        notes=stack.notes + (several,) * (len(strips) > 1),
    )


def _unit(strip: Element) -> str:
    """Return the unit of ``units="uVperLsb"``; as it is where it is written in another way."""
    resolution = strip.find("Resolution")
    written = "" if resolution is None else resolution.get("units", "")
    match = _PER_COUNT.fullmatch(written.strip())
    return match[1] if match else written


def _rates(strip: Element) -> tuple[Claim[float], ...]:
    rate = number_in(text_of(strip, "SampleRate"))
    element = strip.find("SampleRate")
    unit = "Hz" if element is None else element.get("units", "Hz")
    return () if rate is None or unit.strip().lower() != "hz" else (Claim(_WHO, rate),)


def _signal(lead: Element, strip: Element, scale: float) -> Signal:
    name = lead.get("lead", "")
    counts = read_numbers(lead.text or "", f"Lead {shown(name)}")
    check_length(name, counts.size, text_of(strip, "ChannelSampleCountTotal"))
    return Signal(name, counts * scale)


def _age(root: Element) -> float | None:
    """Return the stated age, or the one that follows from the date of birth."""
    age = root.find("PatientInfo/Age")
    stated = None if age is None else parse_age(f"{age.text or ''} {age.get('units', '')}")
    if stated is not None:
        return stated
    born, recorded = root.find("PatientInfo/BirthDateTime"), root.find("ObservationDateTime")
    return age_years(_day(born), _day(recorded))


def _day(element: Element | None) -> str:
    parts = (text_of(element, part) for part in ("Year", "Month", "Day"))
    return "-".join(part.zfill(2) for part in parts)
