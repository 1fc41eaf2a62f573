"""The description of the machine outputs names every column and every code."""

import re

from echo2ecg_edge.labels import STRUCTURAL_LABELS
from echo2ecg_edge.report.csv import csv_columns
from echo2ecg_edge.report.fhir_codes import AGE, EKG_STUDY, MEASURED
from echo2ecg_edge.report.json import SCHEMA
from echo2ecg_edge.report.schema import FOLDER

TEXT = (FOLDER / "README.md").read_text("utf-8")


def test_it_names_the_columns_in_their_order():
    table = TEXT[TEXT.index("| column |") : TEXT.index("## FHIR")]
    named = [
        name
        for row in table.splitlines()[2:]
        if row
        for name in re.findall("`([^`]+)`", row.split("|")[1])
    ]
    assert named == [*csv_columns(["LABEL"])]
    assert "LABEL" not in STRUCTURAL_LABELS


def test_it_names_the_version_and_the_loinc_codes():
    assert f"`{SCHEMA}`" in TEXT
    codes = {EKG_STUDY, AGE, *(code for how in MEASURED.values() for code in how.loinc)}
    assert set(re.findall(r"\b\d{4,5}-\d\b", TEXT)) == codes | {"10230-1"}
