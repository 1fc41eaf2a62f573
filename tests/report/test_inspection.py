"""The inspection on one screen: found, judged, measured, drawn; the same in JSON."""

import json
from dataclasses import replace

import numpy as np
import pytest

from echo2ecg_edge.inspection import Inspection, inspect
from echo2ecg_edge.leads import LEADS
from echo2ecg_edge.measure.measurements import Measurements
from echo2ecg_edge.measure.urgent import Urgent, UrgentCode
from echo2ecg_edge.patient import Sex
from echo2ecg_edge.quality.states import Fault, LeadQuality, LeadState, SignalQuality
from echo2ecg_edge.recording import Origin
from echo2ecg_edge.report.inspection import inspection_text
from echo2ecg_edge.report.inspection_json import inspection_json
from echo2ecg_edge.report.signs import signs
from echo2ecg_edge.report.strip_dots import BRAILLE, PLAIN
from echo2ecg_edge.report.words import DISCLAIMER
from tests.synthetic import recording
from tests.test_inspection import STRANGE
from tests.tiny_bundle import manifest

NOTES = ("III computed from I and II.", "Left out: ABP.", "A third.", "A fourth.", "A fifth.")
MEASURED = Measurements(
    72.4,
    12,
    0.02,
    is_af_suspected=True,
    pr_ms=158.0,
    p_ms=100.0,
    qrs_ms=92.0,
    qt_ms=380.0,
    qtc_bazett_ms=417.0,
    qtc_fridericia_ms=404.0,
    axis_deg=45.0,
    sokolow_lyon_mv=2.1,
    cornell_mv=1.1,
    peguero_lo_presti_mv=1.5,
    is_low_limb_voltage=True,
    is_low_chest_voltage=True,
    q_wave_leads=("II", "III", "aVF"),
    st_mv={"V1": 0.02},
)
QUALITY = SignalQuality(
    LeadState.USABLE,
    0.7,
    tuple(
        LeadQuality(lead, LeadState.USABLE, (Fault.MAINS,))
        if lead == "V3"
        else LeadQuality(lead, LeadState.GOOD)
        for lead in LEADS
    ),
)
URGENT = (
    Urgent(UrgentCode.RATE_EXTREME_SLOW, {"heart_rate_bpm": 31.0}),
    Urgent(UrgentCode.QTC_LONG, {"qtc_ms": 540.0}),
)


def found(name: str | None = None) -> Inspection:
    ecg = recording() if name is None else STRANGE[name]
    patient = replace(ecg.patient, sex=Sex.FEMALE)
    origin = Origin("ward/anna.csv", "CSV", NOTES)
    return inspect(replace(ecg, patient=patient, origin=origin), manifest())


def full() -> Inspection:
    """As much to say as there can be."""
    base = found("three leads")
    seen = replace(base.look, measurements=MEASURED, quality=QUALITY, urgent=URGENT)
    return replace(base, reasons=3 * base.reasons, look=seen, cross_check={"pr_ms": 161.4})


@pytest.mark.parametrize("pen", [BRAILLE, PLAIN], ids=["braille", "plain"])
@pytest.mark.parametrize("name", [None, *STRANGE])
def test_every_inspection_is_one_screen_and_ends_with_the_disclaimer(name, pen):
    lines = inspection_text(found(name), pen).splitlines()
    assert len(lines) <= 40
    assert max(map(len, lines)) <= 80
    assert lines[-1] == DISCLAIMER
    assert lines[0] in ("ward/anna.csv (CSV), female", "ward/anna.csv (CSV), female, 9 years")
    assert any(line.startswith("Strips: ") for line in lines)
    if pen is PLAIN:
        assert "\n".join(lines).isascii()


def test_an_ordinary_ecg():
    lines = inspection_text(found(), PLAIN).splitlines()
    assert lines[1].startswith("500 Hz, 10.0 s; I II III aVR aVL aVF V1 V2 V3 V4 V5 V6, ")
    assert lines[1].endswith(" mV high.")
    assert lines[2:6] == [f"Note: {note}" for note in NOTES[:4]]
    assert lines[6] == "Note: and 1 more."
    assert lines[8] == "Nothing keeps this ECG from being screened. No model was run."
    assert "heart rate 70 per minute" in lines[9] + lines[10]


def test_what_stops_a_screening_is_said_with_what_to_do():
    text = inspection_text(found("1.1 s"), PLAIN)
    assert 'Screening would end in "repeat", before any model is asked:\n- The rec' in text
    assert "What to do:\n1. " in text
    text = inspection_text(found("a child"), PLAIN)
    assert 'Screening would end in "cannot screen", before any model is asked:\n- The pat' in text
    assert "heart rate 70 per minute" in text
    assert "none, this recording cannot be cleaned." in inspection_text(found("50 Hz"), PLAIN)


def test_the_fullest_inspection_still_fits():
    text = inspection_text(full(), PLAIN)
    lines = text.splitlines()
    assert len(lines) <= 44
    assert "Signal: usable (mains in V3)." in text
    assert "PR 158 ms" in text
    assert text.index("Urgent, apart from the screening") < text.index("Screening would end")
    assert "! The QT interval, corrected for rate and QRS, is 540 ms" in text
    assert (
        "neurokit2 on lead II, ours in brackets: rate none (72), PR 161 (158), QRS none\n"
        "  (92), QTc (Bazett) none (417)."
    ) in text
    assert "it needs lead II" in inspection_text(replace(full(), cross_check={}), PLAIN)


def test_signs_are_one_sentence():
    assert signs(MEASURED) == (
        "Signs: irregular and without P waves, as in atrial fibrillation; low voltage in the limb"
        " leads; low voltage in the chest leads; pathological Q waves in II, III and aVF.",
    )
    assert signs(Measurements(72.4, 12, 0.02)) == ()


@pytest.mark.parametrize(
    ("factor", "says"),
    [(1, "V6, 0."), (1000, "V6, 179"), (0.001, "V6, 0.000"), (0, "V6, 0 mV")],
)
def test_a_wrong_unit_is_seen_in_the_height(factor, says):
    ecg = replace(recording(), signal_mv=recording().signal_mv * np.float32(factor))
    assert says in inspection_text(inspect(ecg, manifest()), PLAIN).splitlines()[1]


def test_what_was_missing_is_not_drawn():
    ecg = recording()
    ecg.signal_mv[1, 2500:] = np.nan
    rhythm = inspection_text(inspect(ecg, manifest()), PLAIN).split("\nII ")[-1].splitlines()[:-3]
    assert any(line[10:40].strip() for line in rhythm)
    assert not any(line[43:].strip() for line in rhythm)


@pytest.mark.parametrize("name", [None, *STRANGE])
def test_the_same_as_json(name):
    shown = found(name)
    text = inspection_json(shown)
    document = json.loads(text)
    assert text.isascii()
    assert document["schema"] == "echo2ecg-edge/inspection/1"
    assert list(document)[-1] == "disclaimer"
    assert document["disclaimer"] == DISCLAIMER
    assert document["verdict"] == shown.verdict
    assert [reason["code"] for reason in document["reasons"]] == [r.code for r in shown.reasons]
    assert document["leads"] == list(shown.whole.leads)
    assert (document["measurements"] is None) == (shown.look is None)


def test_json_holds_everything_that_was_seen():
    document = json.loads(inspection_json(full()))
    assert document["measurements"]["q_wave_leads"] == ["II", "III", "aVF"]
    assert document["measurements"]["st_mv"] == {"V1": 0.02}
    assert document["quality"]["leads"][8] == {"lead": "V3", "state": "usable", "faults": ["mains"]}
    assert document["cross_check"] == {"pr_ms": 161.4}
    assert [finding["code"] for finding in document["urgent"]] == [one.code for one in URGENT]
    assert document["notes"][: len(NOTES)] == list(NOTES)


def test_a_hostile_name_cannot_steer_the_terminal():
    hostile = replace(recording(), origin=Origin("\x1b[2Jx\n\u202ey.csv", "CSV", ("\x07",)))
    text = inspection_text(inspect(hostile, manifest()), BRAILLE)
    assert "?[2Jx??y.csv" in text
    assert set(text) - {"\n"} == {letter for letter in text if letter.isprintable()}
