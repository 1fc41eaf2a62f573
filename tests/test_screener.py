"""The whole walk: every way it can end, and what stays in the result."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from echo2ecg_edge.admit import stopped
from echo2ecg_edge.coach import StepCode
from echo2ecg_edge.errors import BundleError, CallError, EngineError
from echo2ecg_edge.findings import FINDINGS
from echo2ecg_edge.lead_sets import LEAD_SETS, TWELVE
from echo2ecg_edge.leads import INDEPENDENT_LEADS, LEADS
from echo2ecg_edge.look import look
from echo2ecg_edge.measure.urgent import Urgent, UrgentCode
from echo2ecg_edge.model.manifest import UncertaintyLimit
from echo2ecg_edge.model.predict import predict
from echo2ecg_edge.patient import Patient, Sex
from echo2ecg_edge.readers import write_csv
from echo2ecg_edge.reason import Reason, ReasonCode
from echo2ecg_edge.recording import Recording
from echo2ecg_edge.screener import Screener
from echo2ecg_edge.signal import clean, to_model_input
from echo2ecg_edge.verdict import Verdict
from tests.rich_bundle import rich_weights, write_rich_bundle
from tests.synthetic import recording
from tests.tiny_bundle import EMBEDDING, SIGNAL, manifest, onnx_model, weights, write_bundle
from tests.tiny_tflite import tflite_model

ECG = recording()
ONNX = "model.int8.onnx"


@pytest.fixture(scope="module")
def screener(tiny_folder: Path) -> Screener:
    return Screener(tiny_folder)


@pytest.fixture
def csv(tmp_path: Path) -> Path:
    write_csv(ECG, tmp_path / "ecg.csv")
    return tmp_path / "ecg.csv"


def with_weights(folder: Path, content=None, **biases: float) -> Screener:
    models = {ONNX: onnx_model(weights(**biases))}
    return Screener(write_bundle(folder, content or manifest(), models))


def codes(screening) -> list[ReasonCode]:
    return [reason.code for reason in screening.reasons]


def test_a_file_is_screened_end_to_end(screener, csv):
    screening = screener.screen(csv, age_years=63, sex="female")
    assert screening.verdict is Verdict.ROUTINE
    assert codes(screening) == [ReasonCode.NO_RISK_ABOVE_THRESHOLD]
    assert len(screening.prediction.scores) == 12
    assert screening.prediction.embedding.shape == (EMBEDDING,)
    assert screening.measurements.heart_rate_bpm == pytest.approx(70, abs=1)
    assert screening.patient == Patient(63, Sex.FEMALE)
    assert screening.origin.source == str(csv)
    assert screening.bundle.name == "tiny"
    assert screening.bundle.engine.startswith("onnxruntime")
    assert screening.bundle.status == manifest().status


def test_the_same_ecg_from_memory_gives_the_same_scores(screener, csv):
    from_file, from_memory = screener.screen(csv), screener.screen(ECG)
    for a, b in zip(from_file.prediction.scores, from_memory.prediction.scores, strict=True):
        assert a.probability == pytest.approx(b.probability, abs=1e-4)


def test_lead_order_does_not_matter(screener):
    turned = replace(ECG, signal_mv=ECG.signal_mv[::-1], leads=ECG.leads[::-1])
    scores, expected = screener.screen(turned).prediction, screener.screen(ECG).prediction
    assert scores.scores == expected.scores


def test_a_risk_refers(tmp_path):
    screening = with_weights(tmp_path, logit_bias=3.0).screen(ECG)
    assert screening.verdict is Verdict.REFER
    assert set(codes(screening)) == {ReasonCode.RISK_ABOVE_THRESHOLD}
    assert screening.reasons[0].values["label"] == "shd"


def test_doubt_repeats_and_keeps_the_scores(tmp_path):
    content = replace(manifest(), uncertainty=UncertaintyLimit(-5.0, 99.5))
    screening = with_weights(tmp_path, content).screen(ECG)
    assert screening.verdict is Verdict.REPEAT
    assert codes(screening) == [ReasonCode.TOO_UNCERTAIN]
    assert screening.prediction is not None


@pytest.fixture(scope="module")
def rich(tmp_path_factory) -> Screener:
    return Screener(write_rich_bundle(tmp_path_factory.mktemp("bundles") / "rich"))


def only(leads: tuple[str, ...], ecg: Recording = ECG) -> Recording:
    rows = [ecg.leads.index(lead) for lead in leads]
    return replace(ecg, signal_mv=ecg.signal_mv[rows], leads=leads)


def test_a_rich_bundle_says_more(rich):
    prediction = rich.screen(ECG).prediction
    assert [score.key for score in prediction.findings] == list(FINDINGS)
    assert not any(score.is_stated for score in prediction.findings)
    assert prediction.lvef.low < prediction.lvef.value < prediction.lvef.high
    assert prediction.lvef.value == pytest.approx(58.0)
    assert prediction.oddness.is_odd is False
    assert len(prediction.neighbours.cosines) == 10
    assert prediction.lead_set == "twelve"


@pytest.mark.parametrize(
    ("logit_bias", "verdict", "code"),
    [
        (-3.0, Verdict.REPEAT, ReasonCode.UNLIKE_TRAINING),
        (3.0, Verdict.REFER, ReasonCode.REFERRED_UNLIKE_TRAINING),
    ],
)
def test_an_odd_ecg_is_not_routine(tmp_path, logit_bias, verdict, code):
    w = rich_weights(implausible_bias=5.0, logit_bias=logit_bias)
    screening = Screener(write_rich_bundle(tmp_path, w)).screen(ECG)
    assert screening.verdict is verdict
    assert code in codes(screening)


@pytest.mark.parametrize("name", ["limb", "lead_i"])
@pytest.mark.parametrize("logit_bias", [-3.0, 3.0])
def test_fewer_leads_are_scored_and_never_routine(tmp_path, name, logit_bias):
    screener = Screener(write_rich_bundle(tmp_path, rich_weights(logit_bias=logit_bias)))
    screening = screener.screen(only(LEAD_SETS[name]))
    assert screening.verdict is (Verdict.REFER if logit_bias > 0 else Verdict.REPEAT)
    assert screening.prediction.lead_set == name
    assert screening.prediction.lvef is not None
    few, whole = (len(codes(screening)), len(codes(screener.screen(ECG))))
    assert few == (whole + 1 if logit_bias > 0 else 1)
    assert "lacks" in " ".join(reason.sentence for reason in screening.reasons)


def test_missing_leads_are_zeros_for_the_model(rich):
    limb = rich.screen(only(LEAD_SETS["limb"])).prediction
    signal = ECG.signal_mv.copy()
    signal[6:] = 0
    cleaned = clean(signal, ECG.rate_hz, SIGNAL)
    (expected,) = predict(rich._engine, rich.manifest, to_model_input(cleaned, SIGNAL))
    for ours, theirs in zip(limb.scores, expected.scores, strict=True):
        assert ours.probability == pytest.approx(theirs.probability, abs=1e-6)


@pytest.mark.parametrize("leads", [("I", "II"), ("II", "III"), ("I", "II", "III", "aVR")])
def test_limb_leads_are_completed(rich, leads):
    assert rich.screen(only(leads)).prediction.lead_set == "limb"


def test_eight_leads_are_twelve(rich):
    eight = rich.screen(only(INDEPENDENT_LEADS)).prediction
    assert eight.lead_set == "twelve"
    for ours, theirs in zip(eight.scores, rich.screen(ECG).prediction.scores, strict=True):
        assert ours.probability == pytest.approx(theirs.probability, abs=1e-5)


@pytest.mark.parametrize("leads", [("II",), ("V1",), LEADS[:7], LEADS[6:], LEADS[:11]])
def test_other_leads_are_refused(rich, leads):
    screening = rich.screen(only(leads))
    assert screening.verdict is Verdict.CANNOT_SCREEN
    assert codes(screening) == [ReasonCode.LEADS_MISSING]


@pytest.mark.parametrize("name", ["limb", "lead_i"])
def test_a_flat_line_in_the_few_leads_calls_for_help(rich, name):
    flat = replace(only(LEAD_SETS[name]), signal_mv=np.zeros((len(LEAD_SETS[name]), 5000), "f4"))
    screening = rich.screen(flat)
    assert screening.verdict is Verdict.REPEAT
    assert codes(screening) == [ReasonCode.NO_SIGNAL]
    assert screening.retake[0].code is StepCode.GET_HELP


@settings(max_examples=40, deadline=None)
@given(
    name=st.sampled_from([name for name in LEAD_SETS if name != TWELVE]),
    noise_mv=st.floats(0.002, 2.0),
    heart_rate_bpm=st.floats(20, 250),
    seed=st.integers(0, 1000),
)
def test_no_reduced_recording_whatever_is_routine(screener, name, **options):
    ecg = only(LEAD_SETS[name], recording(**options))
    assert screener.screen(ecg).verdict is not Verdict.ROUTINE


def test_a_damaged_gallery_is_found_before_the_first_ecg(tmp_path):
    folder = write_rich_bundle(tmp_path)
    (folder / "gallery.npz").write_bytes(b"x")
    with pytest.raises(BundleError, match="checksum differs"):
        Screener(folder)


def test_a_child_is_not_screened(screener):
    screening = screener.screen(replace(ECG, patient=Patient(10)))
    assert screening.verdict is Verdict.CANNOT_SCREEN
    assert codes(screening) == [ReasonCode.AGE_BELOW_ADULT]
    assert screening.prediction is None


def test_a_flat_lead_asks_for_a_repeat(screener):
    signal = ECG.signal_mv.copy()
    signal[8] = 0
    screening = screener.screen(replace(ECG, signal_mv=signal))
    assert screening.verdict is Verdict.REPEAT
    assert codes(screening) == [ReasonCode.LEAD_FLAT]
    assert "V3" in screening.reasons[0].sentence


def test_a_file_that_is_no_ecg_is_a_result(screener, tmp_path):
    (tmp_path / "note.txt").write_text("The patient slept well.")
    screening = screener.screen(tmp_path / "note.txt")
    assert screening.verdict is Verdict.CANNOT_SCREEN
    assert codes(screening) == [ReasonCode.UNREADABLE]
    assert screening.origin.source == str(tmp_path / "note.txt")
    assert screening.measurements is None


def test_only_the_best_part_of_a_long_recording_is_screened(screener):
    long = recording(duration_s=25)
    first = replace(long, signal_mv=long.signal_mv[:, :5000])
    screening = screener.screen(long)
    assert screening.origin.notes == (
        "Only the best 10 s of 25.0 s were looked at, from 0.0 to 10.0 s; what happened before or "
        "after is not in this result.",
    )
    assert screening.prediction.scores == screener.screen(first).prediction.scores
    assert screener.screen(first).origin.notes == ()


@pytest.mark.parametrize("rate_hz", [250.0, 300.0, 360.0, 1000.0])
def test_any_rate_gives_about_the_same_scores(screener, rate_hz):
    other = screener.screen(recording(rate_hz=rate_hz)).prediction.scores
    for a, b in zip(other, screener.screen(ECG).prediction.scores, strict=True):
        assert a.probability == pytest.approx(b.probability, abs=0.002)


def test_both_engines_give_the_same_screening(tmp_path):
    pytest.importorskip("ai_edge_litert")
    w = weights()
    models = {ONNX: onnx_model(w), "model.int8.tflite": tflite_model(w)}
    folder = write_bundle(tmp_path, manifest(), models)
    onnx, tflite = (Screener(folder, engine).screen(ECG) for engine in ("onnx", "tflite"))
    assert onnx.verdict is tflite.verdict
    assert tflite.bundle.engine.startswith("ai-edge-litert")
    np.testing.assert_allclose(onnx.prediction.embedding, tflite.prediction.embedding, atol=1e-5)


@pytest.mark.parametrize("path", ["missing.csv", "", ".", 3, None])
def test_a_call_that_cannot_be_meant_raises(screener, path):
    with pytest.raises(CallError):
        screener.screen(path)


@pytest.mark.parametrize(
    "wrong", [{"rate_hz": -1}, {"units": "inch"}, {"age_years": 300}, {"sex": "unknown"}]
)
def test_impossible_arguments_raise(screener, csv, wrong):
    with pytest.raises(CallError):
        screener.screen(csv, **wrong)


def test_a_recording_takes_no_further_arguments(screener):
    with pytest.raises(CallError, match="already carries"):
        screener.screen(ECG, units="mV")


def test_a_bundle_or_engine_that_cannot_be_used_raises(tiny_folder):
    with pytest.raises(BundleError):
        Screener("no-such-bundle")
    with pytest.raises(CallError):
        Screener(tiny_folder, "torch")


def test_an_engine_that_fails_raises(tmp_path):
    broken = with_weights(tmp_path, logit_bias=float("inf"))
    with pytest.raises(EngineError, match="not numbers"):
        broken.screen(ECG)


def test_a_folder_gives_one_screening_per_file_in_order(screener, csv):
    folder = csv.parent
    (folder / "a").mkdir()
    (folder / "a" / "empty.csv").write_bytes(b"")
    (folder / ".hidden.csv").write_bytes(b"x")
    write_csv(ECG, folder / "z.csv")
    results = list(screener.screen_folder(folder))
    assert [Path(result.origin.source).relative_to(folder).as_posix() for result in results] == [
        "a/empty.csv",
        "ecg.csv",
        "z.csv",
    ]
    assert [result.verdict for result in results] == [
        Verdict.CANNOT_SCREEN,
        Verdict.ROUTINE,
        Verdict.ROUTINE,
    ]


def test_a_file_that_vanishes_on_the_way_is_a_row(screener, csv):
    write_csv(ECG, csv.parent / "z.csv")
    walk = screener.screen_folder(csv.parent)
    assert next(walk).verdict is Verdict.ROUTINE
    (csv.parent / "z.csv").unlink()
    assert [codes(last) for last in walk] == [[ReasonCode.UNREADABLE]]


def test_an_unexpected_error_costs_one_row_only(screener, csv, monkeypatch):
    import echo2ecg_edge.look as walk

    csv.with_name("second.csv").write_bytes(csv.read_bytes())
    honest = walk.measure

    def broken_once(*arguments):
        monkeypatch.setattr(walk, "measure", honest)
        raise MemoryError

    monkeypatch.setattr(walk, "measure", broken_once)
    first, second = screener.screen_folder(csv.parent)
    assert "MemoryError" in first.reasons[0].sentence
    assert second.prediction is not None


def test_a_folder_with_impossible_arguments_raises(screener, csv):
    with pytest.raises(CallError):
        list(screener.screen_folder(csv.parent, age_years=-1))
    with pytest.raises(CallError):
        list(screener.screen_folder(csv))


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(content=st.binary(max_size=300) | st.text(max_size=300).map(lambda text: text.encode()))
def test_no_file_whatever_raises(screener, tmp_path, content):
    (tmp_path / "any").write_bytes(content)
    assert screener.screen(tmp_path / "any").reasons


@settings(max_examples=40, deadline=None)
@given(
    leads=st.integers(1, 12),
    samples=st.integers(0, 6000),
    rate_hz=st.floats(1, 2000),
    value=st.sampled_from([0.0, 1e-30, 1.0, 1e30, np.nan, np.inf]),
    noise=st.sampled_from([0.0, 0.5, 1e3]),
)
def test_no_recording_whatever_raises(screener, leads, samples, rate_hz, value, noise):
    random = np.random.default_rng(samples)
    signal = (random.normal(0, noise, (leads, samples)) + value).astype(np.float32)
    screening = screener.screen(Recording(signal, rate_hz, ECG.leads[:leads]))
    assert screening.reasons
    assert all(reason.sentence for reason in screening.reasons)


@pytest.mark.parametrize(
    ("code", "kept"),
    [
        (ReasonCode.LEAD_FLAT, ["st_elevation_suspected", "rate_extreme_slow"]),
        (ReasonCode.AMPLITUDE_TOO_LARGE, ["rate_extreme_slow"]),
        (ReasonCode.PACED_RHYTHM, ["rate_extreme_slow"]),
        (ReasonCode.RATE_WRONG_BY_TWO, []),
    ],
)
def test_nothing_is_urgent_that_the_reason_makes_doubtful(code, kept):
    urgent = (
        Urgent(UrgentCode.ST_ELEVATION_SUSPECTED, {"leads": ("V2", "V3")}),
        Urgent(UrgentCode.RATE_EXTREME_SLOW, {"heart_rate_bpm": 33.0}),
    )
    found = replace(look(ECG, manifest().input.signal), urgent=urgent)
    assert [one.code for one in stopped(found, (Reason(code),)).look.urgent] == kept
