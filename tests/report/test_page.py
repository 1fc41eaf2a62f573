"""The page's words: what is said for each verdict, what is marked, and what is left out."""

from dataclasses import asdict, replace

import numpy as np
import pytest

from echo2ecg_edge import Recording
from echo2ecg_edge.coach import retake
from echo2ecg_edge.electrodes import Electrode
from echo2ecg_edge.labels import COMPOSITE, Knowledge
from echo2ecg_edge.leads import LIMB_LEADS
from echo2ecg_edge.measure import Measurements
from echo2ecg_edge.patient import Patient, Sex
from echo2ecg_edge.policy import LabelRule, Mode
from echo2ecg_edge.policy.plan import PolicyStamp
from echo2ecg_edge.prediction import FindingScore
from echo2ecg_edge.reason import Reason, ReasonCode
from echo2ecg_edge.report import as_text
from echo2ecg_edge.report.csv import csv_row
from echo2ecg_edge.report.page import page_of
from echo2ecg_edge.report.page.measured import measured_of
from echo2ecg_edge.report.urgency import MAY_BE_ILL
from echo2ecg_edge.verdict import Verdict
from echo2ecg_edge.words import ENGLISH
from tests.explanations import explained
from tests.screenings import (
    EVERY,
    FINDINGS,
    REFER,
    REPEAT,
    RICH,
    ROUTINE,
    UNREADABLE,
    URGENT,
    plan_of,
    scored,
)
from tests.synthetic import twelve_leads

ECG = Recording.from_array(twelve_leads(), rate_hz=500, units="mV")


def drawn(screening):
    return replace(screening, recording=ECG)


@pytest.mark.parametrize("kind", EVERY)
def test_every_screening_has_a_page_of_plain_values(kind):
    page = asdict(page_of(EVERY[kind]))
    assert page["verdict"] == EVERY[kind].verdict
    assert page["headline"]
    assert page["reasons"]["lines"]
    assert page["patient"]["headline"]
    assert page["disclaimer"] == "Research use only. Not a medical device."


def test_the_composite_stands_first_and_every_label_is_there():
    page = page_of(REFER)
    titles = [row.title for row in page.risks.rows]
    assert titles[0] == "any structural heart disease of this list"
    assert len(titles) == len(REFER.risks)
    assert "simulated" in page.risks.title
    assert "simulated patients" in page.risks.caption


def test_the_risks_are_those_of_the_policy_not_of_the_model():
    rules = {risk.key: LabelRule(risk.key == COMPOSITE, 0.9) for risk in REFER.risks}
    plan = replace(plan_of(REFER.prediction.scores), rules=rules)
    page = page_of(replace(REFER, risks=plan.risks(REFER.prediction.scores)))
    assert {row.refer_at for row in page.risks.rows} == {"90%"}
    assert [row.word for row in page.risks.rows[:2]] == ["below", "not counted here"]
    assert [row.counts for row in page.risks.rows[:2]] == [True, False]
    assert not any(row.refers for row in page.risks.rows)


def test_intervals_are_said_where_they_are_known():
    known, unknown = page_of(REFER, explained(REFER)), page_of(REFER)
    assert known.risks.has_intervals
    assert known.risks.rows[0].interval == "51 to 81 %"
    assert "90 of 100" in known.risks.caption
    assert not unknown.risks.has_intervals
    assert "of 100" not in unknown.risks.caption


def test_without_a_score_nothing_of_a_score_is_left():
    page = page_of(UNREADABLE)
    assert page.risks is None
    assert page.lvef is None
    assert page.findings is None
    assert page.neighbours is None
    assert page.measured is None
    assert page.ecg is None
    assert page.reasons.lines == ("bad.csv is empty. Export the ECG from the device again.",)


def test_routine_above_an_abnormal_finding_says_so_to_both():
    page = page_of(RICH)
    assert page.headline.startswith("ROUTINE")
    assert "atrial fibrillation and conduction disturbance" in page.caution
    assert "clinician" in page.caution
    assert "clinician" in page.patient.headline
    assert page_of(ROUTINE).caution == ""
    assert page_of(REFER).caution == ""


def test_an_irregular_rhythm_is_a_caution_of_its_own_only_where_no_finding_names_it():
    irregular = Measurements(90.0, 15, 0.3, is_af_suspected=True)
    alone = page_of(replace(ROUTINE, measurements=irregular)).caution
    assert "irregular and without P waves" in alone
    assert "irregular" not in page_of(replace(RICH, measurements=irregular)).caution


def test_beside_something_urgent_nothing_is_called_normal():
    normal = (FindingScore("norm", "normal ECG", Knowledge.REAL, 0.9, 0.5),)
    calm = scored(0.1, findings=normal)
    assert "normal ECG" in page_of(calm).findings.lines[0]
    urgent = replace(calm, urgent=URGENT.urgent)
    assert "normal ECG" not in " ".join(page_of(urgent).findings.lines)
    assert "normal ECG" not in as_text(urgent)
    assert csv_row(calm, "a")["findings"] == "norm"
    assert csv_row(urgent, "a")["findings"] == ""


def test_no_rhythm_is_suspected_beside_one_that_a_finding_names():
    irregular = Measurements(90.0, 15, 0.3, is_af_suspected=True)
    block = (FindingScore("1avb", "first degree AV block", Knowledge.REAL, 0.9, 0.5),)
    assert page_of(replace(scored(0.1, findings=block), measurements=irregular)).caution == ""


def test_what_many_healthy_people_have_is_no_caution():
    minor = tuple(
        FindingScore(key, key, Knowledge.REAL, 0.9, 0.5) for key in ("sarrh", "irbbb", "norm")
    )
    assert page_of(scored(0.1, findings=minor)).caution == ""


def test_findings_of_fewer_leads_are_no_caution():
    assert page_of(scored(0.1, lead_set="limb", findings=FINDINGS)).caution == ""


def test_urgent_findings_stand_apart_for_both():
    page = page_of(URGENT)
    assert "clinician now" in page.urgent.title
    assert "523 ms" in page.urgent.lines[0]
    assert "do not leave" in page.patient.at_once
    assert "no reason" not in page.patient.headline
    assert page_of(ROUTINE).urgent is None
    assert page_of(ROUTINE).patient.at_once == ""


def test_whom_nobody_could_look_at_is_asked_and_not_calmed():
    for code in MAY_BE_ILL:
        reason = Reason(code, {"amplitude_mv": 0.1, "limit_mv": 0.2, "heart_rate_bpm": 400.0})
        steps = retake(Verdict.REPEAT, (reason,), None)
        page = page_of(replace(REPEAT, reasons=(reason,), retake=steps))
        assert "feel unwell, say so now" in page.patient.at_once
        assert "get help now" in " ".join((*page.reasons.lines, page.steps.lines[0]))
        assert "cannot tell how your heart" in page.patient.blocks[0].lines[0]
    assert page_of(REPEAT).patient.at_once == ""


def test_the_first_reason_and_the_doubts_are_said_the_table_shows_the_others():
    doubt = Reason(ReasonCode.REFERRED_IN_DOUBT, {"percentile": 98.0})
    first, *others = REFER.reasons
    page = page_of(replace(REFER, reasons=(first, doubt, *others)))
    assert len(page.reasons.lines) == 3
    assert page.reasons.lines[1] == doubt.sentence
    assert page.reasons.lines[2] == f"and {len(others)} more"


def test_the_retake_steps_are_in_order():
    assert page_of(REPEAT).steps.lines == tuple(step.sentence for step in REPEAT.retake)
    assert page_of(REFER).steps is None


def test_the_patient_reads_no_percentage_and_no_medical_word():
    for screening in EVERY.values():
        patient = page_of(screening).patient
        lines = (patient.headline, *(line for block in patient.blocks for line in block.lines))
        said = " ".join((*lines, patient.at_once, patient.not_a_diagnosis))
        assert "%" not in said
        assert not any(digit in said for digit in "0123456789")
        assert "not a diagnosis" in said
        assert all(block.lines for block in patient.blocks)


def test_labels_of_another_bundle_do_not_send_anybody_to_an_echo():
    risks = tuple(replace(risk, key="my_label", title="my label") for risk in REFER.risks[:1])
    page = page_of(replace(REFER, risks=risks))
    assert "echocardiogram" not in page.headline
    assert "ultrasound" not in page.patient.headline
    assert page.risks.title.startswith("What this model looks for")


def test_leads_to_blame_are_named_under_the_ecg_that_was_refused():
    page = page_of(drawn(REPEAT))
    assert page.ecg.title == "The ECG that was not accepted"
    assert "Crossed names" in page.ecg.caption
    assert "without any filter" in page.ecg.caption
    good = page_of(drawn(REFER)).ecg
    assert good.title == "The ECG"
    assert "Crossed" not in good.caption


def test_exchanged_electrodes_mark_the_leads_they_spoil():
    reasons = (
        Reason(ReasonCode.ELECTRODES_MISPLACED, {"electrodes": (Electrode.RA, Electrode.V2)}),
    )
    steps = retake(Verdict.REPEAT, reasons, None)
    found = replace(REPEAT, reasons=reasons, retake=steps, quality=None, recording=ECG)
    crosses = page_of(found).ecg.figure.svg.count('stroke-width="9"')
    # Lead II stands there twice.
    assert crosses == len(LIMB_LEADS) + 1 + 1


def test_measurements_are_marked_by_a_word():
    found = Measurements(120.0, 20, 0.02, pr_ms=100.0, qrs_ms=90.0, cornell_mv=2.4, axis_deg=-60.0)
    page = measured_of(found, Patient(60.0, Sex.FEMALE), ENGLISH)
    rows = {row.name: row for row in page.rows}
    assert rows["Heart rate"].word == "high"
    assert rows["PR"].word == "low"
    assert (rows["QRS"].word, rows["QRS"].usual) == ("", "69 to 109")
    assert rows["Cornell"].usual == "up to 2.0"
    assert rows["Cornell"].word == "high"
    assert rows["QRS axis"].value == "-60°"
    assert "QT" not in rows


def test_a_limit_that_depends_on_sex_is_left_out_where_that_is_unknown():
    found = Measurements(70.0, 12, 0.02, cornell_mv=2.4)
    unknown = measured_of(found, Patient(), ENGLISH).rows[-1]
    male = measured_of(found, Patient(sex=Sex.MALE), ENGLISH).rows[-1]
    assert (unknown.usual, unknown.word) == ("", "")
    assert (male.usual, male.word) == ("up to 2.8", "")


def test_nothing_measured_is_no_table():
    assert measured_of(Measurements(None, 0, None), Patient(), ENGLISH) is None


def test_the_policy_is_named_with_what_was_stated():
    used = {COMPOSITE: 0.05, "lvef_lte_45": 0.0313}
    stamp = PolicyStamp("Ward 3", Mode.CAPACITY, used, ("lvef_lte_45",), "ab" * 32)
    said = " ".join(page_of(replace(ROUTINE, policy=stamp)).footer)
    assert "Ward 3" in said
    assert "5.0%" in said
    assert "3.1%" not in said  # echos showed it, nobody stated it
    assert "Recalibrated" in said
    assert "Policy" not in " ".join(page_of(UNREADABLE).footer)


def test_an_ecg_of_one_lead_and_of_nothing():
    one = Recording(ECG.signal_mv[:1], 500.0, ("I",))
    page = page_of(replace(EVERY["one_lead"], recording=one))
    assert page.ecg.figure.width_mm == 265
    nothing = Recording(np.empty((12, 0), np.float32), 500.0)
    assert page_of(replace(UNREADABLE, recording=nothing)).ecg is None


def test_the_same_screening_makes_the_same_page():
    assert page_of(drawn(RICH), explained(RICH)) == page_of(drawn(RICH), explained(RICH))


def test_long_names_and_notes_are_cut():
    origin = replace(REFER.origin, source="x" * 500, notes=("y" * 500,) * 9)
    page = page_of(replace(REFER, origin=origin))
    assert len(page.about) < 200
    assert len(page.recording[-1].lines[0]) < 600
    assert page.recording[-1].lines[0].endswith("and 6 more")
