"""The twelve leads in FHIR: codes and names of ISO/IEEE 11073-10101 (MDC)."""

from types import MappingProxyType
from typing import Final

from echo2ecg_edge.errors import UndeclaredError
from echo2ecg_edge.leads import LEADS, standard_lead
from echo2ecg_edge.readers.json_tree import Json, children, word

SYSTEM: Final = "urn:iso:std:iso:11073:10101"
ELECTRIC_POTENTIAL: Final = 131_328
"""MDC_ECG_ELEC_POTL, any ECG; a lead's code is this and the lead's own number."""

_OWN_NUMBERS: Final = (1, 2, 61, 62, 63, 64, *range(3, 9))
_NUMBERS: Final = MappingProxyType(dict(zip(LEADS, _OWN_NUMBERS, strict=True)))
_LEAD_CODES: Final = 131_072
"""What MDC_ECG_LEAD_I and its like count from, instead of MDC_ECG_ELEC_POTL."""

_BY_CODE: Final = MappingProxyType(
    {
        str(base + number): lead
        for base in (ELECTRIC_POTENTIAL, _LEAD_CODES)
        for lead, number in _NUMBERS.items()
    }
)
_MDC_SYSTEMS: Final = ("11073", "2.16.840.1.113883.6.24")
_NAME_PREFIX: Final = "MDC_ECG_ELEC_POTL_"


def lead_code(lead: str) -> Json:
    """Return the coding of a standard lead."""
    code = str(ELECTRIC_POTENTIAL + _NUMBERS[lead])
    return {"system": SYSTEM, "code": code, "display": f"{_NAME_PREFIX}{lead.upper()}"}


def lead_label(concept: Json) -> str:
    """Return the standard lead that a CodeableConcept means, or else its own words.

    Raises:
        UndeclaredError: Its codes and words mean different leads.
    """
    codings = children(concept, "coding")
    words = [word(coding, key) for coding in codings for key in ("display", "code")]
    words.append(word(concept, "text"))
    leads = {lead for text in words if (lead := _named(text))}
    leads |= {lead for coding in codings if (lead := _coded(coding))}
    if len(leads) > 1:
        raise UndeclaredError(
            f"One lead of this FHIR file is called both {' and '.join(sorted(leads))}.",
            "Correct its code or its name, or export the ECG again.",
        )
    return leads.pop() if leads else next(filter(None, words), "without a name")


def _coded(coding: Json) -> str | None:
    is_mdc = any(system in word(coding, "system") for system in _MDC_SYSTEMS)
    return _BY_CODE.get(word(coding, "code")) if is_mdc else None


def _named(text: str) -> str | None:
    return standard_lead(text.upper().removeprefix(_NAME_PREFIX))


def ecg_code() -> Json:
    """Return the coding of an ECG as a whole."""
    code = str(ELECTRIC_POTENTIAL)
    return {"system": SYSTEM, "code": code, "display": _NAME_PREFIX.rstrip("_")}


def coding_of(concept: Json, code: str) -> bool:
    """True when one of the codings of a CodeableConcept has this code."""
    return any(word(coding, "code") == code for coding in children(concept, "coding"))
