"""Ages and pairs as people write them."""

import pytest

from echo2ecg_edge.errors import DamagedFileError
from echo2ecg_edge.patient import Patient, Sex
from echo2ecg_edge.readers.declared import settle_rate
from echo2ecg_edge.readers.remarks import parse_age, read_remarks


@pytest.mark.parametrize(
    ("text", "years"),
    [
        *(("63", 63), ("063Y", 63), ("63.5 years", 63.5), ("63,5", 63.5), ("6 months", 0.5)),
        *(("104 w", 104 / 52.18), ("365 D", 365 / 365.25)),
        *(("unknown", None), ("NaN", None), ("-3", None), ("", None), ("60-70", None)),
        *(("17 Jahre", 17), ("17 años", 17), ("17 ans.", 17), ("17岁", 17), ("miaka 17", 17)),
        *(("17 лет", 17), ("17 y.o.", 17), ("17 years old", 17), ("6 Monate", 0.5), ("17½", None)),
        *(("1 7", None), ("17 1/2", None), ("17 apples", None)),
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


@pytest.mark.parametrize(
    "name",
    [
        *("age", "Alter", "edad", "idade", "âge", "a\u0302ge", "AGE", "leeftijd", "età", "umri"),
        *("возраст", "年龄", "Alter (Jahre)", "Alter in Jahren", "edad del paciente"),
        *("Patientenalter", "idade do paciente", "âge du patient", "age_at_ecg", "patient's age"),
    ],
)
@pytest.mark.parametrize("line", ["# {}: 17", "{};17", "{}\uff1a17", "{}\t17"])
def test_an_age_in_any_language(name, line):
    assert read_remarks([(1, line.format(name))]).age_years == 17


@pytest.mark.parametrize(
    ("line", "sex"),
    [
        *(("Geschlecht: weiblich", Sex.FEMALE), ("Geschlecht: W", Sex.FEMALE)),
        *(("Geschlecht: männlich", Sex.MALE), ("sexo: mujer", Sex.FEMALE)),
        *(("sexo: Femenino", Sex.FEMALE), ("sexo: feminino", Sex.FEMALE), ("Sexo: F", Sex.FEMALE)),
        *(("sexo: hombre", Sex.MALE), ("sexo;masculino", Sex.MALE), ("sexe: femme", Sex.FEMALE)),
        *(("sexe: homme", Sex.MALE), ("Sexe : féminin", Sex.FEMALE), ("sexo: H", Sex.MALE)),
        *(("jinsia: mwanamke", Sex.FEMALE), ("jinsia: mwanaume", Sex.MALE)),
        *(
            ("пол: женский", Sex.FEMALE),
            ("性别\uff1a男", Sex.MALE),
            ("geslacht: vrouw", Sex.FEMALE),
        ),
    ],
)
def test_a_sex_in_any_language(line, sex):
    remarks = read_remarks([(1, line)])
    assert (remarks.sex, remarks.notes(Patient())) == (sex, ())


@pytest.mark.parametrize(
    ("line", "note"),
    [
        ("# age: -5", "The file's age “-5” was not understood: say --age."),
        ("# Alter: siebzehn", "The file's age “siebzehn” was not understood: say --age."),
        ("# sex: 1", "The file's sex “1” was not understood: say --sex."),
        ("# sexo: M", "The file's sex “M” was not understood: say --sex."),
        (
            "# dob: 2007-05-04",
            "The file gives a date of birth, but no age follows from it: say --age.",
        ),
    ],
)
def test_what_is_not_understood_is_noted_unless_the_caller_says_it(line, note):
    remarks = read_remarks([(1, line)])
    assert (remarks.age_years, remarks.sex) == (None, None)
    assert remarks.notes(Patient()) == (note,)
    assert remarks.notes(Patient(40, Sex.MALE)) == ()


@pytest.mark.parametrize(
    "line", ["# age: n/a", "# Alter: unbekannt", "# sex: unknown", "# sex: --", "# dob: anonymised"]
)
def test_what_is_said_to_be_unknown_needs_no_note(line):
    assert read_remarks([(1, line)]).notes(Patient()) == ()


@pytest.mark.parametrize(
    ("born", "recorded"),
    [
        ("birth date: 2006-05-04", "recording date: 2024-05-03 10:11:12"),
        ("DOB,4 May 2006", "Date,3 May 2024"),
        ("Geburtsdatum: 04.05.2006", "Aufnahmedatum: 03.05.2024 10:11"),
        ("fecha de nacimiento;2006-05-04", "fecha;2024-05-03T10:11:12Z"),
        ("date de naissance: 04.05.2006", "date de l'enregistrement: 03.05.2024"),
    ],
)
def test_a_date_of_birth_and_one_of_the_recording_give_the_age(born, recorded):
    remarks = read_remarks([(1, born), (2, recorded), (3, "data: raw"), (4, "born: unknown")])
    assert (remarks.age_years, remarks.age_note) == (17, None)
    assert read_remarks([(1, born), (2, recorded), (3, "age: 18")]).age_years == 18


@pytest.mark.parametrize("recorded", ["date: 01/02/2024", "date: 1970-01-01", "date: yesterday"])
def test_dates_that_can_mean_two_ages_or_none_are_noted(recorded):
    remarks = read_remarks([(1, "dob: 01/02/2006"), (2, "dob: 05/06/2006"), (3, recorded)])
    assert remarks.age_years is None
    assert "no age follows" in str(remarks.age_note)
