"""The JSON Schema: every document follows it, it lets nothing else pass, and it has a version."""

import hashlib
import json
from copy import deepcopy
from string import Formatter

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator

from echo2ecg_edge import Screener
from echo2ecg_edge.coach import StepCode
from echo2ecg_edge.electrodes import Electrode
from echo2ecg_edge.labels import Knowledge
from echo2ecg_edge.lead_sets import LEAD_SETS
from echo2ecg_edge.leads import LEADS
from echo2ecg_edge.measure.urgent import UrgentCode
from echo2ecg_edge.model.bundle import DEFAULT_BUNDLE
from echo2ecg_edge.policy import Mode
from echo2ecg_edge.quality.states import Fault, LeadState
from echo2ecg_edge.reason import ReasonCode
from echo2ecg_edge.report.json import SCHEMA, document
from echo2ecg_edge.report.schema import FOLDER, schema_text
from echo2ecg_edge.verdict import Verdict
from echo2ecg_edge.words.catalogue import CATALOGUE
from tests.report.explanations import EXPLANATION
from tests.report.made import SCREENINGS
from tests.screenings import EVERY, REFER, RICH, URGENT

TEXT = schema_text()
CONTENT = json.loads(TEXT)
VALIDATOR = Draft202012Validator(CONTENT)
RELEASED = {
    "screening-4.json": "8c694551457b7ce53cc1e04fea3ccbf00f64c563b16697b3100b97062baa6d26",
}
"""File -> SHA-256 of it without descriptions. What somebody may already read does not change: a new
layout is a new file with the next version."""

ENUMS = {
    "verdict": Verdict,
    "reason_code": ReasonCode,
    "step_code": StepCode,
    "urgent_code": UrgentCode,
    "knowledge": Knowledge,
    "mode": Mode,
    "lead_state": LeadState,
    "fault": Fault,
    "electrode": Electrode,
    "lead": LEADS,
}


def refused(content: object) -> bool:
    return not VALIDATOR.is_valid(content)


def test_it_is_a_schema_of_its_draft():
    Draft202012Validator.check_schema(CONTENT)
    assert CONTENT["properties"]["schema"] == {"const": SCHEMA}


@pytest.mark.parametrize("screening", EVERY.values(), ids=EVERY)
def test_every_kind_of_screening_follows_it(screening):
    VALIDATOR.validate(document(screening))
    VALIDATOR.validate(document(screening, explanation=EXPLANATION, embedding=True))


def test_the_example_follows_it():
    screener = Screener()
    example = FOLDER.parent / "bundles" / DEFAULT_BUNDLE / "example.csv"
    VALIDATOR.validate(document(screener.screen(example), embedding=True))
    VALIDATOR.validate(document(screener.screen(__file__)))


@settings(max_examples=60, deadline=None)
@given(SCREENINGS)
def test_whatever_a_screening_may_hold_follows_it(screening):
    VALIDATOR.validate(document(screening, embedding=True))


def every_object(schema):
    """Every part of the schema that describes an object."""
    if isinstance(schema, dict):
        if schema.get("type") == "object":
            yield schema
        yield from (found for part in schema.values() for found in every_object(part))
    elif isinstance(schema, list):
        yield from (found for part in schema for found in every_object(part))


def test_no_object_takes_a_member_that_is_not_described():
    objects = [*every_object(CONTENT)]
    assert len(objects) > 20
    for described in objects:
        assert "additionalProperties" in described
        if "properties" in described:
            assert described["additionalProperties"] is False


@pytest.mark.parametrize("key", document(REFER))
def test_every_member_has_to_be_there(key):
    content = document(REFER)
    del content[key]
    assert refused(content)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (["more"], 1),
        (["schema"], "echo2ecg-edge/screening/3"),
        (["verdict"], "perhaps"),
        (["reasons"], []),
        (["reasons", 0, "code"], "because"),
        (["reasons", 0, "values", "mood"], "good"),
        (["urgent", 0, "code"], "hurry"),
        (["structural", 0, "probability"], 1.5),
        (["structural", 0, "knowledge"], "hearsay"),
        (["structural", 0, "refers"], 1),
        (["policy", "mode"], "brave"),
        (["policy", "sha256"], "abc"),
        (["measurements", "mood_ms"], 1.0),
        (["patient", "name"], "Anna"),
        (["model", "trained_on"], "simulated patients"),
        (["disclaimer"], "Approved."),
    ],
    ids=str,
)
def test_what_is_not_of_the_layout_is_refused(path, value):
    content = document(URGENT)
    *parents, last = path
    place = content
    for step in parents:
        place = place[step]
    before = deepcopy(content)
    place[last] = value
    assert not refused(before)
    assert refused(content)


@pytest.mark.parametrize("name", ENUMS)
def test_the_words_are_those_of_the_code(name):
    assert CONTENT["$defs"][name]["enum"] == [str(member) for member in ENUMS[name]]


def test_the_lead_sets_are_those_of_the_code():
    assert CONTENT["properties"]["lead_set"]["enum"] == [*LEAD_SETS, None]


@pytest.mark.parametrize("room", ["reason", "urgent"])
def test_every_value_that_a_sentence_needs_is_described(room):
    described = CONTENT["$defs"][room]["properties"]["values"]["properties"]
    for key, sentence in CATALOGUE.items():
        if key.startswith(f"{room}."):
            names = {name for _, name, _, _ in Formatter().parse(sentence) if name}
            assert names <= described.keys(), key


def without_descriptions(schema):
    """The layout alone: its words may become clearer."""
    if isinstance(schema, dict):
        kept = {key: part for key, part in schema.items() if not is_description(key, part)}
        return {key: without_descriptions(part) for key, part in kept.items()}
    if isinstance(schema, list):
        return [without_descriptions(part) for part in schema]
    return schema


def is_description(key, part):
    return key == "description" and isinstance(part, str)


def test_a_layout_that_was_released_does_not_change():
    layouts = {
        path.name: json.dumps(without_descriptions(json.loads(path.read_text("utf-8"))))
        for path in FOLDER.glob("*.json")
    }
    digests = {name: hashlib.sha256(text.encode()).hexdigest() for name, text in layouts.items()}
    assert digests == RELEASED


def test_rich_results_use_what_is_described():
    content = document(RICH)
    assert set(content) | {"embedding"} == set(CONTENT["properties"])
    for name in ("lvef", "oddness", "neighbours", "measurements", "patient", "model", "policy"):
        assert set(content[name]) == set(CONTENT["$defs"][name]["properties"])
