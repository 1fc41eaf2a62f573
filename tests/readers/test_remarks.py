"""Ages and pairs as people write them."""

import pytest

from echo2ecg_edge.errors import DamagedFileError
from echo2ecg_edge.patient import Sex
from echo2ecg_edge.readers.declared import settle_rate
from echo2ecg_edge.readers.remarks import parse_age, read_remarks


@pytest.mark.parametrize(
    ("text", "years"),
    [
        *(("63", 63), ("063Y", 63), ("63.5 years", 63.5), ("63,5", 63.5), ("6 months", 0.5)),
        *(("104 w", 104 / 52.18), ("365 D", 365 / 365.25)),
        *(("unknown", None), ("NaN", None), ("-3", None), ("", None), ("60-70", None)),
    ],
)
def test_ages(text, years):
    assert parse_age(text) == (None if years is None else pytest.approx(years))


def test_lines_without_pairs_are_passed_over():
    remarks = read_remarks([(1, ""), (2, "#"), (3, "prose"), (4, ":"), (5, "=,;"), (6, "a:")])
    assert remarks == read_remarks([])


def test_the_first_that_is_understood_counts():
    lines = [(1, "Age: unknown"), (2, "Patient age = 51"), (3, "Gender;M"), (4, "age: 60")]
    remarks = read_remarks(lines)
    assert (remarks.age_years, remarks.sex) == (51, Sex.MALE)


def test_claims_say_where_they_stand():
    remarks = read_remarks([(3, "# fs=500, units=mV"), (9, "Sample rate: 250")])
    assert [(claim.who, claim.value) for claim in remarks.rates] == [
        ("line 3 of the file", 500),
        ("line 9 of the file", 250),
    ]
    assert remarks.units[0].value == "mV"


@pytest.mark.parametrize("value", ["-1", "0", "1e9", "1e999", "nan", "inf Hz"])
def test_a_rate_that_is_none_is_refused_and_not_passed_over(value):
    remarks = read_remarks([(1, f"# fs: {value}")])
    with pytest.raises(DamagedFileError, match="not plausible"):
        settle_rate(remarks.rates)
