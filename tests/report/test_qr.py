"""The QR code: what a phone reads is the verdict, and nobody's name."""

import re
from dataclasses import replace

import numpy as np
import pytest
import zxingcpp

from echo2ecg_edge import Recording
from echo2ecg_edge.errors import CallError
from echo2ecg_edge.report.page.qr import qr_figure
from echo2ecg_edge.report.page.qr_read import read_qr
from echo2ecg_edge.report.page.qr_text import qr_text, recording_hash
from echo2ecg_edge.words import Language
from tests.screenings import EVERY, REFER, URGENT
from tests.synthetic import twelve_leads

ECG = Recording.from_array(twelve_leads(), rate_hz=500, units="mV")
HINDI = Language("hi", "x", lambda key, english: english.replace("e", "हृदय"))


def picture(figure, pixels=4):
    """The code as grey levels, drawn from its SVG."""
    side = int(re.search(r'viewBox="0 0 (\d+) ', figure.svg)[1])
    image = np.full((side, side), 255, np.uint8)
    for x, y, length in re.findall(r"M(\d+) (\d+)h(\d+)v1", figure.svg):
        image[int(y), int(x) : int(x) + int(length)] = 0
    return np.kron(image, np.ones((pixels, pixels), np.uint8))


def scanned(figure):
    (code,) = zxingcpp.read_barcodes(picture(figure))
    return code.text


@pytest.mark.parametrize("kind", EVERY)
def test_what_a_phone_reads_is_the_result(kind):
    screening = EVERY[kind]
    said = scanned(qr_figure(qr_text(screening), "code"))
    assert said == qr_text(screening)
    result = read_qr(said)
    assert result.verdict is screening.verdict
    assert result.urgent == tuple(finding.code for finding in screening.urgent)
    assert result.reason == screening.reasons[0].code
    assert result.model == "tiny/0.0.1"


def test_it_begins_with_plain_words():
    lines = qr_text(REFER).splitlines()
    assert lines[0] == "REFER: ask for an echocardiogram."
    assert "(simulated)" in lines[1]
    assert "Research use only. Not a medical device." in lines
    assert "show this ECG to a clinician now" in qr_text(URGENT)


def test_the_risks_that_refer_are_carried_the_first_ones_only():
    result = read_qr(qr_text(REFER))
    assert len(result.risks) == 4
    assert result.risks["shd"] == pytest.approx(0.7315, abs=5e-4)
    assert result.knowledge == "simulated"
    assert read_qr(qr_text(EVERY["routine"])).risks == {}


def test_nobody_is_named():
    assert "anna" not in qr_text(REFER)
    assert "63" not in qr_text(REFER).replace("0.63", "")
    spoiled = replace(REFER.bundle, name="a;v=routine\nb")
    result = read_qr(qr_text(replace(REFER, bundle=spoiled)))
    assert result.verdict is REFER.verdict
    assert result.model == "a_v_routine_b/0.0.1"


def test_a_recording_is_known_again_by_its_samples():
    screening = replace(REFER, recording=ECG)
    assert read_qr(qr_text(screening)).recording == recording_hash(ECG)
    assert len(recording_hash(ECG)) == 16
    other = ECG.signal_mv.copy()
    other[0, 0] += 0.001
    assert recording_hash(replace(ECG, signal_mv=other)) != recording_hash(ECG)
    assert recording_hash(replace(ECG, rate_hz=250.0)) != recording_hash(ECG)
    assert recording_hash(None) == ""
    assert read_qr(qr_text(REFER)).recording == ""


def test_other_letters_survive():
    said = qr_text(URGENT, HINDI)
    assert "हृदय" in said
    assert scanned(qr_figure(said, "code")) == said


@pytest.mark.parametrize(
    "text", ["", "hello", "E2E1", "E2E1;v=refer", "E2E2;v=refer;u=-;r=x;p=-;k=-;m=-;g=-;h=-"]
)
def test_what_is_no_result_is_refused(text):
    with pytest.raises(CallError, match="no result"):
        read_qr(text)


def test_an_unknown_verdict_or_number_is_refused():
    said = qr_text(REFER)
    for spoiled in (said.replace("v=refer", "v=hello"), said.replace("shd:0.7", "shd:zero")):
        with pytest.raises(CallError):
            read_qr(spoiled)
