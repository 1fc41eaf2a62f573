"""The catalogue: every code has a sentence, and every sentence can be said."""

import string
from enum import StrEnum

import pytest

from echo2ecg_edge.coach import StepCode
from echo2ecg_edge.electrodes import Electrode
from echo2ecg_edge.leads import LEADS
from echo2ecg_edge.measure.urgent import UrgentCode
from echo2ecg_edge.quality.states import Fault
from echo2ecg_edge.reason import ReasonCode
from echo2ecg_edge.words import CATALOGUE, ENGLISH, say

KINDS = {"reason": ReasonCode, "step": StepCode, "urgent": UrgentCode, "problem": Fault}
FORMS = ("", ".many", ".most", ".all")
OF_LEADS = {"leads", "count", "present"}
"""What else is known wherever leads are."""


def names(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


@pytest.mark.parametrize("kind", KINDS)
def test_every_code_has_a_sentence_and_every_sentence_a_code(kind):
    keys = {key for key in CATALOGUE if key.startswith(f"{kind}.")}
    known = {f"{kind}.{code}" for code in KINDS[kind]}
    assert known <= keys
    assert keys <= {f"{key}{form}" for key in known for form in FORMS}


def test_the_forms_of_a_sentence_need_the_same_values():
    for key, sentence in CATALOGUE.items():
        for form in FORMS[1:]:
            if key.endswith(form):
                assert names(sentence) <= names(CATALOGUE[key.removesuffix(form)]) | OF_LEADS


def test_sentences_end_as_sentences():
    for key, sentence in CATALOGUE.items():
        if key.startswith(("reason.", "step.", "urgent.")):
            assert sentence.endswith((".", "{remedy}")), key


def test_names_are_joined_as_in_a_sentence():
    assert [ENGLISH.listing(LEADS[:count]) for count in (0, 1, 2, 3)] == [
        "",
        "I",
        "I and II",
        "I, II and III",
    ]


@pytest.mark.parametrize(
    ("leads", "said"),
    [
        (("V4",), "V4 is flat."),
        (("aVR", "V4"), "aVR and V4 are flat."),
    ],
)
def test_the_form_follows_the_number_of_leads(leads, said):
    assert say("reason.lead_flat", {"leads": leads}) == said


def test_all_leads_are_not_named_one_by_one():
    assert (
        say("reason.lead_muscle", {"leads": LEADS}) == "Muscle tremor hides the ECG in all leads."
    )


def test_electrodes_are_named_as_at_the_bedside():
    said = say("reason.electrodes_misplaced", {"electrodes": (Electrode.RA, Electrode.V1)})
    assert said == "The right arm and V1 electrodes do not seem to be in their places."


def test_an_unknown_member_is_said_by_its_value():
    class Strange(StrEnum):
        ONE = "one"

    values = {"title": Strange.ONE, "probability": 0.5, "threshold": 0.2, "knowledge": "x"}
    assert "score for one is 50%" in say("reason.risk_above_threshold", values)


def test_a_value_that_lacks_is_an_error():
    with pytest.raises(KeyError):
        say("reason.lead_flat", {})
    with pytest.raises(KeyError):
        say("reason.nothing", {})
