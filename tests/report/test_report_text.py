"""The text report: verdict first, one screen, nothing hidden, nothing that steers a terminal."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from echo2ecg_edge.findings import FINDINGS, STATEMENTS
from echo2ecg_edge.labels import Knowledge
from echo2ecg_edge.policy import Mode
from echo2ecg_edge.prediction import FindingScore
from echo2ecg_edge.recording import Origin
from echo2ecg_edge.report import as_text
from echo2ecg_edge.report.cells import columns
from echo2ecg_edge.report.stated import MEMBERS, stated_findings
from echo2ecg_edge.report.table import bar
from echo2ecg_edge.report.words import DISCLAIMER, TIE, plain, shorten
from tests.screenings import (
    EVERY,
    ONE_LEAD,
    REFER,
    REPEAT,
    RICH,
    ROUTINE,
    UNREADABLE,
    URGENT,
    score,
    scored,
)
from train.datasets.findings import CODES, GROUPS


@pytest.mark.parametrize("screening", EVERY.values(), ids=EVERY)
def test_every_report_fits_80_columns_and_ends_with_the_disclaimer(screening):
    lines = as_text(screening).splitlines()
    assert max(map(len, lines)) <= 80
    assert len(lines) <= 40
    assert lines[-1] == DISCLAIMER
    assert "simulated patients only" in as_text(screening)
    assert as_text(screening) == as_text(screening)


def test_a_referral_in_full():
    assert as_text(REFER).splitlines()[:12] == [
        "REFER: ask for an echocardiogram.",
        "ward/anna.csv (CSV), female, 63 years",
        "",
        "- The score for any structural heart disease of this list is 73%, at or above",
        "  the referral threshold of 30%; learned from simulated patients.",
        "- The score for weak left ventricle (LVEF 45 % or less) is 73%, at or above the",
        "  referral threshold of 30%; learned from simulated patients.",
        "- The score for thick left ventricular wall (1.3 cm or more) is 73%, at or above",
        "  the referral threshold of 30%; learned from simulated patients.",
        "- and 9 more",
        "",
        "Structural risk (simulated)                                score refer at",
    ]
    assert as_text(REFER).splitlines()[12:15] == [
        "  weak left ventricle                       [#####|#####]  73.2%    30.0% refer",
        "  thick left ventricular wall               [#####|#####]  73.2%    30.0% refer",
        "  narrowed aortic valve                     [#####|#####]  73.2%    30.0% refer",
    ]
    assert "Findings: none in this bundle." in as_text(REFER)
    assert "Measured: heart rate 72 per minute." in as_text(REFER)
    assert "Note: III computed from I and II." in as_text(REFER)
    assert "Model: tiny 0.0.1 (onnxruntime 1.0.0, model.int8.onnx)." in as_text(REFER)


def test_the_longest_report_still_fits_a_screen():
    findings = tuple(replace(score, probability=0.9) for score in RICH.prediction.findings)
    full = scored(
        0.7315, **{name: getattr(RICH.prediction, name) for name in ("lvef", "neighbours")}
    )
    reasons = tuple(
        replace(reason, values={**reason.values, "knowledge": Knowledge.MIXED})
        for reason in full.reasons
    )
    status = "Findings were learned from real ECGs (PTB-XL). " + 2 * REFER.bundle.status
    full = replace(
        full,
        reasons=reasons,
        prediction=replace(full.prediction, findings=findings),
        bundle=replace(full.bundle, status=status),
    )
    lines = as_text(full).splitlines()
    assert len(lines) <= 44
    assert max(map(len, lines)) <= 80


def test_each_verdict_says_what_to_do():
    first = {name: as_text(screening).splitlines()[0] for name, screening in EVERY.items()}
    assert first["routine"] == "ROUTINE: this screening found no reason to refer."
    assert first["repeat"] == "REPEAT: record this ECG again."
    assert first["unreadable"] == "CANNOT SCREEN: this ECG was not scored."


def test_an_unscored_ecg_shows_reasons_and_no_table():
    assert "- The recorder is at its limit in V4.\n- V3 is flat.\n" in as_text(REPEAT)
    assert "- bad.csv is empty. Export the ECG from the device again." in as_text(UNREADABLE)
    assert "Structural" not in as_text(UNREADABLE).split("Model:")[0]


def test_what_to_do_before_recording_again_is_numbered():
    text = as_text(REPEAT)
    assert text.split("What to do:\n")[1].splitlines()[:3] == [
        "1. V3 is flat: press the V3 electrode onto the skin.",
        "2. The recorder is at its limit in V4: clean the skin, put a fresh V4 electrode",
        "  on, and wait until the line is still.",
    ]
    assert "What to do" not in as_text(ROUTINE)


def test_the_state_of_the_signal_names_each_fault_once_with_its_leads():
    assert "Signal: cannot be used (flat in V3; saturated in V4)." in as_text(REPEAT)
    assert "Signal: good." in as_text(URGENT)


def test_what_is_urgent_stands_apart_and_before_the_reasons():
    lines = as_text(URGENT).splitlines()
    assert lines[0] == "ROUTINE: this screening found no reason to refer."
    assert lines[3] == "Urgent, apart from the screening: show this ECG to a clinician now."
    assert lines[4].startswith("! The QT interval, corrected for rate and QRS, is 523 ms")
    assert (
        lines.index("- No score reaches its referral threshold; learned from simulated patients.")
        > 4
    )


def test_intervals_and_axis_are_said_where_they_were_measured():
    assert "heart rate 72 per minute, QTc 523 ms, axis -31 degrees." in as_text(URGENT)


def test_what_a_rich_bundle_says_beside_the_table():
    lines = as_text(RICH).splitlines()
    assert lines[2:6] == [
        "",
        "! Routine does not mean that this ECG is normal. It seems to show: atrial",
        "  fibrillation and conduction disturbance. Show it to a clinician.",
        "",
    ]
    assert lines[22:29] == [
        "Estimated LVEF 43 % (90 % interval 34 to 52; simulated echos).",
        "Findings (learned from real ECGs): atrial fibrillation 97 %; conduction",
        "  disturbance 60 %. They are no part of the verdict: show this ECG to a",
        "  clinician.",
        "The 10 nearest simulated echo studies: median LVEF 38 %, weak left ventricle in",
        "  7 of 10.",
        "Measured: heart rate 72 per minute.",
    ]


def test_fewer_leads_say_what_is_missing():
    lines = as_text(ONE_LEAD).splitlines()
    assert lines[0] == "REPEAT: record this ECG again."
    assert "This ECG lacks 11 of the twelve leads (it has only I)." in as_text(ONE_LEAD)
    assert "Structural risk" in as_text(ONE_LEAD)


def test_no_finding_is_stated_from_fewer_leads_and_none_is_not_normal():
    finding = FindingScore("afib", "atrial fibrillation", Knowledge.REAL, 0.9, 0.95)
    screening = scored(0.1, findings=(finding,))
    assert "which does not make this ECG normal" in " ".join(as_text(screening).split())
    fewer = replace(screening, prediction=replace(screening.prediction, lead_set="lead_i"))
    assert "Findings: none is stated from fewer than twelve leads." in as_text(fewer)


def likely(**probabilities: float) -> list[str]:
    """Keys that are stated when these findings have these probabilities."""
    scores = [
        FindingScore(key, key, Knowledge.REAL, probabilities.get(key, 0.01), 0.5)
        for key in FINDINGS
    ]
    return [score.key for score in stated_findings(scores)]


@pytest.mark.parametrize(
    ("probabilities", "stated"),
    [
        ({"norm": 0.93, "class_norm": 0.94, "sr": 0.99}, ["norm"]),
        ({"class_norm": 0.94, "sr": 0.99}, ["class_norm"]),
        ({"sr": 0.99}, ["sr"]),
        ({"sr": 0.99, "clbbb": 0.8, "class_cd": 0.9}, ["clbbb"]),
        ({"class_mi": 0.8, "group_imi": 0.7}, ["group_imi"]),
        ({"class_mi": 0.8, "group_imi": 0.7, "imi": 0.6, "norm": 0.5}, ["imi"]),
        ({"lvh": 0.6, "afib": 0.9, "class_sttc": 0.7}, ["afib", "class_sttc", "lvh"]),
        ({}, []),
    ],
)
def test_the_most_specific_findings_are_stated(probabilities, stated):
    assert likely(**probabilities) == stated


def test_what_is_too_rare_to_state_is_not():
    rare = FindingScore("wpw", "WPW", Knowledge.REAL, 0.99, None)
    assert stated_findings([rare]) == ()


def test_classes_and_groups_hold_what_training_says():
    assert set(MEMBERS) == {key for key, codes in CODES.items() if len(codes) > 1}
    for key, members in MEMBERS.items():
        for member in members:
            overlap = CODES[member] & CODES[key]
            assert CODES[member] <= CODES[key] or (member in GROUPS and overlap)
        assert set().union(*(CODES[member] for member in members)) >= CODES[key]


def test_a_label_that_does_not_count_says_so_and_titles_make_room():
    risks = tuple(replace(risk, counts=risk.key == "shd") for risk in REFER.risks)
    rows = [line for line in as_text(replace(REFER, risks=risks)).splitlines() if "|" in line]
    assert [row.endswith("73.2%    30.0% not counted") for row in rows] == [True] * 11 + [False]
    assert rows[-1].endswith(" refer")
    assert len(rows[0]) == 79


def test_only_a_policy_of_the_site_is_named():
    assert "Policy:" not in as_text(REFER)
    stamp = replace(REFER.policy, name="Kisumu clinic", mode=Mode.CAPACITY, sha256="ab")
    assert "Policy: Kisumu clinic (mode: capacity)." in as_text(replace(REFER, policy=stamp))


def test_many_findings_are_cut_with_a_count():
    statements = [key for key in STATEMENTS if key not in ("norm", "sr")]
    scores = [FindingScore(key, "some finding", Knowledge.REAL, 0.9, 0.5) for key in statements]
    text = " ".join(as_text(scored(0.1, findings=tuple(scores))).split())
    assert text.count("some finding 90 %") == 6
    assert f"; and {len(statements) - 6} more." in text


def test_a_number_keeps_its_per_cent_sign():
    for length in range(30, 60):
        finding = FindingScore("afib", length * "x", Knowledge.REAL, 0.9, 0.5)
        lines = as_text(scored(0.1, findings=(finding,))).splitlines()
        assert any("90 %." in line for line in lines)


def test_a_missing_heart_rate_is_said():
    measurements = replace(ROUTINE.measurements, heart_rate_bpm=None, beats=0)
    text = as_text(replace(ROUTINE, measurements=measurements))
    assert "Measured: no heart rate." in text


def test_a_hostile_file_name_cannot_steer_the_terminal():
    origin = Origin("\x1b[2Jx\n\u202ey.csv", "CSV", ("\x07",))
    text = as_text(replace(ROUTINE, origin=origin))
    assert "?[2Jx??y.csv" in text
    assert set(text) - {"\n"} == {letter for letter in text if letter.isprintable()}


@given(st.floats(0, 1), st.floats(0.001, 0.999))
def test_the_bar_passes_its_middle_exactly_when_the_label_refers(probability, refer_at):
    drawn = bar(score("shd", probability, refer_at))
    left, right = drawn.split("|")
    assert len(left) == len(right) == 5
    assert (left == "#####") == (probability >= refer_at)
    assert "#" not in right or left == "#####"


@given(st.text(), st.integers(3, 20))
def test_plain_and_shortened_text_keep_their_promise(text, width):
    assert plain(text).replace(TIE, "").isprintable()
    assert columns(shorten(text, width)) <= width
