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


@pytest.mark.parametrize("number", range(1, 7))
@pytest.mark.parametrize("written", ["C{}", "c{}", "C {}", "Lead C{}", "ECG C{}", "C-{}"])
def test_chest_leads_in_the_words_of_iec(number, written):
    assert standard_lead(written.format(number)) == f"V{number}"


@pytest.mark.parametrize(
    "name",
    [
        *("", "ECG", "Lead", "V7", "V3R", "MLII", "IV", "II_2", "V1_2", "1"),
        *("C", "C0", "C7", "C10", "C3-A2", "EEG C3", "CZ", "C3R", "-C1", "aC1"),
        *("-aVR", "Lead -aVR", "I-II", "I II", "V1-V2", "MDC_ECG_LEAD_AVRneg"),
    ],
)
def test_other_leads_are_not_taken_for_a_standard_one(name):
    assert standard_lead(name) is None
