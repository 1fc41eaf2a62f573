"""Schiller XML (SEMA data exchange) -> Content.

The layout, as far as an ECG needs it: ``wavedata`` parts of the type ECG_AVERAGES (averaged
beats) and ECG_RHYTHMS (the recording), each with its rate, the size of a count, and one
``channel`` a lead with its samples as text. Source: files of an AT-10 Plus.
"""

from collections.abc import Sequence
from typing import Final
from xml.etree.ElementTree import Element

from echo2ecg_edge.errors import InputError, UnknownFormatError
from echo2ecg_edge.patient import Sex
from echo2ecg_edge.readers.content import Content
from echo2ecg_edge.readers.dates import age_years
from echo2ecg_edge.readers.declared import Claim, Declared, settle_rate
from echo2ecg_edge.readers.number_list import number_in, read_numbers
from echo2ecg_edge.readers.signals import Signal, check_length, stack_signals, step_mv
from echo2ecg_edge.readers.source import Source
from echo2ecg_edge.readers.text import shown
from echo2ecg_edge.readers.xml_tree import parse_xml, root_name, text_of

_NAME: Final = "Schiller XML"
_WHO: Final = "the Schiller XML file"
_RHYTHM: Final = ("ECG_RHYTHMS", "ECG_RHYTHM")


def recognises(source: Source) -> bool:
    """True for a document of Schiller's data exchange."""
    return root_name(source.data).endswith("SchillerEDI")


def read(source: Source, said: Declared) -> Content:
    """Read the rhythm strip; averaged beats are not an ECG for screening.

    Raises:
        DamagedFileError: The content is broken, or a lead has not as many samples as it says.
        UndeclaredError: Rate, unit or leads are not stated, or contradict the caller's.
        InputError: There is no rhythm strip, or its leads differ in length.
    """
    root = parse_xml(source.data, _NAME)
    strips = [part for part in root.iter("wavedata") if text_of(part, "type").upper() in _RHYTHM]
    if not strips:
        raise InputError(
            "This Schiller file holds no rhythm strip, only averaged beats or measurements.",
            "Export the ECG again together with its ten seconds of rhythm.",
        )
    scale = step_mv(
        number_in(text_of(strips[0], "resolution/yres/unitperbit")) or 0.0,
        [text_of(strips[0], "resolution/yres/units")],
        _WHO,
        said,
    )
    stack = stack_signals([_signal(channel, scale) for channel in strips[0].findall("channel")])
    return Content(
        format=_NAME,
        signal_mv=stack.signal_mv,
        leads=stack.leads,
        rate_hz=settle_rate((*said.rates, *_rates(strips[0]))),
        age_years=age_years(
            text_of(root, "patdata/birthdate"), text_of(root, "examdescript/startdatetime/date")
        ),
        sex=Sex.parse(text_of(root, "patdata/gender")),
        notes=stack.notes + _notes(root, strips),
    )


def _rates(strip: Element) -> tuple[Claim[float], ...]:
    """Return the rate, where it is plain: what an exponent other than 1 means is not known."""
    rate = number_in(text_of(strip, "resolution/samplerate/value"))
    exponent = text_of(strip, "resolution/samplerate/exponent")
    return () if rate is None or number_in(exponent or "1") != 1 else (Claim(_WHO, rate),)


def _signal(channel: Element, scale: float) -> Signal:
    name = text_of(channel, "name")
    kind = text_of(channel, "datastype") or "COMMASEPARATE"
    if kind.upper() != "COMMASEPARATE":
        raise UnknownFormatError(
            f"This Schiller file stores its samples as {shown(kind)}, which is not read here.",
            "Export the ECG with plain samples, or as DICOM or SCP-ECG.",
        )
    counts = read_numbers(text_of(channel, "data"), f"Lead {shown(name)}")
    check_length(name, counts.size, text_of(channel, "samplecount"))
    return Signal(name, counts * scale)


def _notes(root: Element, strips: Sequence[Element]) -> tuple[str, ...]:
    several = f"The file holds {len(strips)} rhythm strips; the first was read."
    paced = "The file says that the patient has a pacemaker."
    is_paced = text_of(root, "patdata/pacemaker/value").upper() in ("ON", "YES", "TRUE")
    return (several,) * (len(strips) > 1) + (paced,) * is_paced
