"""Lead names as vendors write them."""

import pytest

from echo2ecg_edge.leads import LEADS, standard_lead


@pytest.mark.parametrize("lead", LEADS)
@pytest.mark.parametrize(
    "written",
    [
        "{}",
        " {} ",
        "{}\0\0",
        "'{}'",
        "Lead {}",
        "LEAD_{}",
        "ECG {}",
        "ECG-{}",
        "MDC_ECG_LEAD_{}",
        "{}.",
    ],
)
def test_vendor_spellings(lead, written):
    for name in (lead, lead.upper(), lead.lower()):
        assert standard_lead(written.format(name)) == lead


@pytest.mark.parametrize(
    ("name", "lead"), [("aV R", "aVR"), ("V 1", "V1"), ("V-6", "V6"), ("av_f", "aVF")]
)
def test_names_in_two_words(name, lead):
    assert standard_lead(name) == lead


@pytest.mark.parametrize(
    "name",
    [
        *("", "ECG", "Lead", "V7", "V3R", "MLII", "IV", "II_2", "V1_2", "1"),
        *("-aVR", "Lead -aVR", "I-II", "I II", "V1-V2", "MDC_ECG_LEAD_AVRneg"),
    ],
)
def test_other_leads_are_not_taken_for_a_standard_one(name):
    assert standard_lead(name) is None
