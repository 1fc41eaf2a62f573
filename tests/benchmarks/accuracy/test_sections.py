"""Every section's arithmetic on made-up answers; what is not there is said, not invented."""

from dataclasses import replace

import numpy as np
import pytest

from benchmarks.accuracy import external as outside_findings
from benchmarks.accuracy.coverage import coverage
from benchmarks.accuracy.direction import LVEF, direction
from benchmarks.accuracy.external import external
from benchmarks.accuracy.findings import findings
from benchmarks.accuracy.limits import limits
from benchmarks.accuracy.outside import Outside
from benchmarks.accuracy.refusal import refusal
from benchmarks.accuracy.screened import ODD, PASSED, REFUSED, UNSURE
from benchmarks.accuracy.stability import compared
from benchmarks.accuracy.structural import INT8, structural
from benchmarks.section import Section
from benchmarks.tables import Row
from echo2ecg_edge.labels import STRUCTURAL_LABELS, Knowledge
from echo2ecg_edge.verdict import Verdict
from tests.benchmarks.accuracy.made_up import (
    REAL,
    ecgs,
    said,
    screened,
    with_answers,
    world,
)

REFER, ROUTINE, REPEAT = Verdict.REFER, Verdict.ROUTINE, Verdict.REPEAT


def rows_of(section: Section, key: str) -> dict[str, Row]:
    (table,) = [table for table in section.tables if table.key == key]
    return {str(next(iter(row.values()))): row for row in table.rows}


def test_a_model_that_knows_the_truth_is_found_perfect() -> None:
    patients = ecgs()
    section = structural(world(structural=with_answers(patients)))
    labels = rows_of(section, "structural")
    assert list(labels) == list(STRUCTURAL_LABELS)
    assert labels["shd"]["AUROC"] == "1.000 [1.000, 1.000]"
    assert labels["shd"]["sensitivity"] == labels["shd"]["specificity"] == "1.000"
    assert labels["shd"]["positives"] == patients.has("shd").sum()
    assert rows_of(section, "models")[INT8]["macro AUROC"] == "1.000 [1.000, 1.000]"
    assert {table.data for table in section.tables} == {"simulated"}
    (error,) = [row for row in section.evidence if row.label == "lvef"]
    assert error.value == pytest.approx(1.0, abs=1e-4)


def test_int8_is_compared_with_float32_patient_by_patient() -> None:
    patients = ecgs()
    guess = said(patients, probability=np.random.default_rng(2).random((40, 93)))
    section = structural(world(structural=with_answers(patients, said(patients), guess)))
    row = rows_of(section, "structural")["shd"]
    assert float(str(row["AUROC, int8 minus fp32"]).split()[0]) > 0.2
    models = rows_of(section, "models")
    assert len(models) == 2
    assert float(str(models["the same in float32"]["macro, int8 minus this"]).split()[0]) > 0.2
    assert "verdict, same as float32" in rows_of(section, "rule")


def test_the_referral_rule_is_counted_from_verdicts() -> None:
    patients = ecgs()
    sick = patients.has("shd")
    verdict = np.where(sick, REFER.value, ROUTINE.value)
    verdict[np.flatnonzero(sick)[0]] = ROUTINE.value
    section = structural(world(structural=with_answers(patients, said(patients, verdict=verdict))))
    rule = rows_of(section, "rule")
    missed = 1 - 1 / sick.sum()
    assert str(rule["referral rule, sensitivity for shd"]["value"]).startswith(f"{missed:.3f}")
    assert str(rule["referral rule, specificity for shd"]["value"]).startswith("1.000")


def test_findings_are_averaged_by_task_and_group() -> None:
    fold = ecgs(200, REAL)
    section = findings(world(findings=with_answers(fold)))
    macros = rows_of(section, "macros")
    assert macros["super-diagnostic"]["keys"] == "5 of 5"
    assert macros["all statements"]["keys"] == "71 of 71"
    assert {str(row["AUROC"])[:5] for row in macros.values()} == {"1.000"}
    assert rows_of(section, "findings")["wpw"]["sensitivity"] == "-"  # never stated
    assert rows_of(section, "findings")["afib"]["PPV"] == "1.000"
    groups = rows_of(section, "findings_groups")
    assert groups["women"]["ECGs"] == 100
    assert "atrial fibrillation" not in groups
    assert {table.data for table in section.tables} == {"real"}


def test_findings_with_few_positives_have_no_row_of_their_own() -> None:
    fold = ecgs(60, REAL)
    labels = fold.labels.copy()
    labels[:, fold.keys.index("afib")] = np.arange(60) < 9
    fold = ecgs(60, REAL, labels=labels)
    section = findings(world(findings=with_answers(fold)))
    assert "afib" not in rows_of(section, "findings")
    assert "afib" not in {row.label for row in section.evidence}


def test_structural_scores_are_compared_with_normal_ecgs_only() -> None:
    fold = ecgs(60, REAL)
    labels = np.zeros_like(fold.labels)
    labels[:20, fold.keys.index("norm")] = True
    labels[20:30, fold.keys.index("lvh")] = True
    fold = ecgs(60, REAL, labels=labels, lvef=np.repeat([60, 30, 50], 20).astype(np.float32))
    section = direction(world(findings=with_answers(fold)))
    row = rows_of(section, "direction")[LVEF]
    assert row["LVH (10)"] == "1.000 [1.000, 1.000]"
    assert row["AF (0)"] == "-"


def test_verdicts_are_counted_by_data_set() -> None:
    asked = screened(
        [REFER, ROUTINE, REPEAT, REPEAT], [PASSED, PASSED, REFUSED, UNSURE], np.full((4, 2), 0.5)
    )
    outside = Outside([], np.array(["A", "A", "A", "B"]), [frozenset()] * 4)
    section = refusal(world(hospitals=(outside, asked)))
    rows = rows_of(section, "hospitals")
    assert rows["A"]["n"] == 3
    assert rows["A"]["refer"] == rows["A"]["refused"] == "0.333"
    assert rows["B"]["flagged as uncertain"] == "1.000"
    assert rows["all"]["repeat"] == "0.500"


def test_verdicts_and_probabilities_are_compared_before_and_after() -> None:
    before = screened(
        [REFER, ROUTINE, REPEAT], [PASSED, PASSED, REFUSED],
        np.array([[0.8, 0.1], [0.2, 0.1], [np.nan, np.nan]]),
    )  # fmt: skip
    after = screened(
        [REFER, REFER, REPEAT], [PASSED, ODD, REFUSED],
        np.array([[0.7, 0.1], [0.5, 0.4], [np.nan, np.nan]]),
    )  # fmt: skip
    row = compared("louder", before, after)
    assert (row["same verdict"], row["same verdict, scored twice"]) == ("0.667", "0.500")
    assert row["SHD probability, mean change"] == "0.200"
    assert row["structural, largest"] == "0.300"


def test_coverage_is_what_the_interval_holds() -> None:
    patients = ecgs(40, lvef=np.full(40, 50, np.float32))
    high = np.where(np.arange(40) < 30, 55.0, 45.0)
    is_unsure = np.arange(40) < 2
    answers = said(patients, low=np.full(40, 40.0), high=high, is_unsure=is_unsure)
    section = coverage(world(structural=with_answers(patients, answers)))
    row = rows_of(section, "coverage")["everyone"]
    assert str(row["share"]).startswith("0.750")
    assert row["gap, points"] == "-15.0"
    assert row["mean width, points"] == "12.5"
    abstain = rows_of(section, "abstain_structural")["everyone"]
    assert abstain["gap, points"] == "+4.5"
    assert section.evidence[0].positives == 30


def test_external_findings_leave_out_what_is_not_external(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outside_findings, "MEANS", {"afib": "AF"})
    kind = np.array(["Georgia"] * 30 + ["PTB-XL"] * 5 + ["CODE-15%"] * 5)
    has = np.arange(40) % 2 == 0
    probability = np.column_stack([np.zeros(40), np.where(has, 0.9, 0.1)])
    outcomes = [REFUSED] + [PASSED] * 39
    probability[0] = np.nan
    asked = screened([REFER] * 40, outcomes, probability)
    monkeypatch.setattr(outside_findings, "truths", lambda _: {"afib": has})
    section = external(world(hospitals=(Outside([], kind, [frozenset()] * 40), asked)))
    row = rows_of(section, "external")["afib: atrial fibrillation"]
    assert (row["ECGs"], row["positives"]) == (29, 14)
    assert row["AUROC"] == "1.000 [1.000, 1.000]"
    sets = rows_of(section, "external_sets")
    assert sets["Georgia"]["of them stated"] == "1.000"
    assert sets["PTB-XL (not external)"]["scored"] == 5


def test_only_a_bundle_of_real_pairs_may_leave_out_that_no_real_echo_was_seen() -> None:
    usual = world()
    real = replace(usual.manifest, trained_on=Knowledge.REAL, findings=())
    assert any("No real pair" in note for note in limits(usual).notes)
    usual.manifest = real
    assert not any("No real pair" in note or "finding" in note for note in limits(usual).notes)
    assert "not a medical device" in limits(usual).notes[-1]


@pytest.mark.parametrize("section", [structural, findings, external, direction, refusal, coverage])
def test_what_is_not_there_is_not_measured(section) -> None:
    said_so = section(world())
    assert said_so.notes[0].startswith("Not measured here.")
    assert not said_so.tables
    assert not said_so.evidence
