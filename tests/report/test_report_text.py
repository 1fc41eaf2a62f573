"""The text report: verdict first, one screen, nothing hidden, nothing that steers a terminal."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from echo2ecg_edge.recording import Origin
from echo2ecg_edge.report import as_text
from echo2ecg_edge.report.table import bar
from echo2ecg_edge.report.words import DISCLAIMER, plain, shorten
from tests.screenings import EVERY, REFER, REPEAT, ROUTINE, UNREADABLE, WITH_FINDING, score


@pytest.mark.parametrize("screening", EVERY.values(), ids=EVERY)
def test_every_report_fits_80_columns_and_ends_with_the_disclaimer(screening):
    lines = as_text(screening).splitlines()
    assert max(map(len, lines)) <= 80
    assert len(lines) <= 40
    assert lines[-1] == DISCLAIMER
    assert "simulated patients only" in as_text(screening)
    assert as_text(screening) == as_text(screening)


def test_a_referral_in_full():
    assert as_text(REFER).splitlines()[:14] == [
        "REFER: ask for an echocardiogram.",
        "ward/anna.csv (CSV), female, 63 years",
        "",
        "- The score for any structural heart disease of this list is 73%, at or above",
        "  the referral threshold of 30% (learned from simulated patients).",
        "- The score for weak left ventricle (LVEF 45 % or less) is 73%, at or above the",
        "  referral threshold of 30% (learned from simulated patients).",
        "- The score for thick left ventricular wall (1.3 cm or more) is 73%, at or above",
        "  the referral threshold of 30% (learned from simulated patients).",
        "- The score for narrowed aortic valve (moderate or severe) is 73%, at or above",
        "  the referral threshold of 30% (learned from simulated patients).",
        "- and 8 more",
        "",
        "Structural risk (simulated)                                score refer at",
    ]
    assert as_text(REFER).splitlines()[14:17] == [
        "  weak left ventricle                       [#####|#####]  73.2%    30.0% refer",
        "  thick left ventricular wall               [#####|#####]  73.2%    30.0% refer",
        "  narrowed aortic valve                     [#####|#####]  73.2%    30.0% refer",
    ]
    assert "Findings: none in this bundle." in as_text(REFER)
    assert "Measured: heart rate 72 per minute (12 beats)." in as_text(REFER)
    assert "Note: III computed from I and II." in as_text(REFER)
    assert "Model: tiny 0.0.1 (onnxruntime 1.0.0, model.int8.onnx)." in as_text(REFER)


def test_each_verdict_says_what_to_do():
    first = {name: as_text(screening).splitlines()[0] for name, screening in EVERY.items()}
    assert first["routine"] == "ROUTINE: this screening found no reason to refer."
    assert first["repeat"] == "REPEAT: record this ECG again."
    assert first["unreadable"] == "CANNOT SCREEN: this ECG was not scored."


def test_an_unscored_ecg_shows_reasons_and_no_table():
    assert (
        "- Flat line in V3. Press the V3 electrode.\n- The recorder is at its limit in V4."
        in as_text(REPEAT)
    )
    assert "- bad.csv is empty. Export the ECG from the device again." in as_text(UNREADABLE)
    assert "Structural" not in as_text(UNREADABLE).split("Model:")[0]


def test_findings_are_a_table_of_their_own():
    assert "Findings (real) " in as_text(WITH_FINDING)
    assert "atrial fibrillation" in as_text(WITH_FINDING).split("Findings")[1]
    assert "atrial fibrillation" not in as_text(ROUTINE)


def test_a_missing_heart_rate_is_said():
    measurements = replace(ROUTINE.measurements, heart_rate_bpm=None, beats=0)
    text = as_text(replace(ROUTINE, measurements=measurements))
    assert "Measured: no heart rate (0 beats)." in text


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
    assert plain(text).isprintable()
    assert len(shorten(text, width)) <= width
