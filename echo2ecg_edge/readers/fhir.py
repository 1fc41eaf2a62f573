"""FHIR Observation with SampledData, alone or in a Bundle or DiagnosticReport -> Content."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from echo2ecg_edge.errors import UnknownFormatError
from echo2ecg_edge.leads import standard_lead
from echo2ecg_edge.readers.content import Content, lead_rows
from echo2ecg_edge.readers.declared import Claim, Declared, settle_rate
from echo2ecg_edge.readers.document_limits import maybe_json
from echo2ecg_edge.readers.documents import json_keys, json_kind
from echo2ecg_edge.readers.fhir_leads import lead_label
from echo2ecg_edge.readers.fhir_resources import (
    age_and_sex,
    all_resources,
    check_together,
    of_type,
    sampled_parts,
)
from echo2ecg_edge.readers.fhir_sampled import Sampled, read_sampled
from echo2ecg_edge.readers.json_tree import Json, child, parse_json
from echo2ecg_edge.readers.signals import Signal, stack_signals, unequal
from echo2ecg_edge.readers.source import Source

_NAME: Final = "FHIR"


@dataclass(frozen=True, slots=True)
class _Part:
    """One SampledData: what it is called, itself, and the observation that holds it."""

    label: str
    sampled: Json
    observation: Json


def recognises(source: Source) -> bool:
    """True for a JSON document of FHIR."""
    data = source.data
    if not maybe_json(data):
        return False
    return (json_kind(data) or "").startswith(_NAME) or "valueSampledData" in json_keys(data)


def read(source: Source, said: Declared) -> Content:
    """Read the ECG of a FHIR document.

    Raises:
        UnknownFormatError: There is no ECG in it.
        DamagedFileError: The content is broken.
        UndeclaredError: Rate, unit or leads are not stated, or contradict the caller's.
        InputError: Its leads do not go together, or it was withdrawn.
    """
    resources = all_resources(parse_json(source.data, _NAME))
    parts = _parts(of_type(resources, "Observation"))
    if not parts:
        raise UnknownFormatError(
            "This FHIR file holds no ECG: no Observation with SampledData.",
            "Export the ECG's waveform, not only its report.",
        )
    check_together(_with_leads(parts))
    rows, notes = lead_rows([part.label for part in parts])
    sampled = {lead: read_sampled(parts[at].sampled, lead, said) for lead, at in rows.items()}
    stack = stack_signals([Signal(lead, each.samples_mv) for lead, each in sampled.items()])
    first = parts[next(iter(rows.values()))].observation
    age_years, sex = age_and_sex(first, resources)
    return Content(
        format=_NAME,
        signal_mv=stack.signal_mv,
        leads=stack.leads,
        rate_hz=settle_rate((*said.rates, *_same_rate(list(sampled.values())))),
        age_years=age_years,
        sex=sex,
        notes=notes,
    )


def _parts(observations: Sequence[Json]) -> list[_Part]:
    return [
        _Part(lead_label(child(part, "code")), child(part, "valueSampledData"), observation)
        for observation in observations
        for part in sampled_parts(observation)
    ]


def _with_leads(parts: Sequence[_Part]) -> list[Json]:
    """Return each observation that holds one of the twelve leads, once."""
    found = {id(part.observation): part.observation for part in parts if standard_lead(part.label)}
    return list(found.values())


def _same_rate(sampled: Sequence[Sampled]) -> tuple[Claim[float], ...]:
    """Return what the leads say about their rate; all must say the same."""
    if len({lead.rates for lead in sampled}) > 1:
        raise unequal()
    return sampled[0].rates
