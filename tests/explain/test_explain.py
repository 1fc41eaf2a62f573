"""Explanations of whole screenings, with tiny bundles whose arithmetic is known."""

from dataclasses import replace

import numpy as np
import pytest

from echo2ecg_edge import Recording, Screener
from echo2ecg_edge.errors import CallError, EngineError
from echo2ecg_edge.labels import COMPOSITE, STRUCTURAL_LABELS
from echo2ecg_edge.leads import LEADS, LIMB_LEADS
from echo2ecg_edge.model.bundle import Bundle
from echo2ecg_edge.model.engines import open_engine
from echo2ecg_edge.model.manifest import Calibration, HeadSpec, OutputSizes, TabularInput
from echo2ecg_edge.patient import Patient
from echo2ecg_edge.policy import LabelRule
from echo2ecg_edge.policy.plan import PolicyStamp
from echo2ecg_edge.policy.policy import Mode
from echo2ecg_edge.reason import ReasonCode
from echo2ecg_edge.screening import Screening
from echo2ecg_edge.signal.preparation import Preparation, Thinning
from tests.rich_bundle import packed, write_rich_bundle
from tests.synthetic import recording
from tests.tiny_bundle import EMBEDDING, Weights, manifest, onnx_model, weights, write_bundle

ECG = recording()
ONNX = "model.int8.onnx"


@pytest.fixture(scope="module")
def screener(tiny_folder) -> Screener:
    return Screener(tiny_folder)


@pytest.fixture(scope="module")
def screening(screener) -> Screening:
    return screener.screen(ECG)


@pytest.fixture(scope="module")
def explanation(screener, screening):
    return screener.explain(screening)


def only(leads: tuple[str, ...]) -> Recording:
    return Recording(ECG.signal_mv[[LEADS.index(lead) for lead in leads]], ECG.rate_hz, leads)


def test_all_parts_are_explained(explanation):
    assert explanation.label == COMPOSITE
    np.testing.assert_allclose(explanation.edges_s, np.arange(11))
    for carried in (explanation.seconds, explanation.seconds_push):
        assert carried.shape == (10,)
        assert carried.dtype == np.float32
    assert ((explanation.seconds >= 0) & (explanation.seconds <= 1)).all()
    assert tuple(explanation.leads) == tuple(explanation.leads_push) == LEADS
    assert max(explanation.leads.values()) == 1
    assert min(explanation.leads.values()) >= 0
    assert explanation.level == 0.9


def test_every_risk_has_an_interval_that_holds_it(screening, explanation):
    assert tuple(explanation.intervals) == tuple(STRUCTURAL_LABELS)
    for risk in screening.risks:
        one = explanation.intervals[risk.key]
        assert 0 < one.low < risk.probability < one.high < 1


def test_the_same_ecg_is_explained_alike(screener, explanation):
    again = screener.explain(screener.screen(ECG))
    np.testing.assert_array_equal(again.seconds, explanation.seconds)
    np.testing.assert_array_equal(again.seconds_push, explanation.seconds_push)
    assert again.leads == explanation.leads
    assert again.leads_push == explanation.leads_push
    assert again.intervals == explanation.intervals


def test_the_push_of_a_lead_is_its_share_of_the_logit(screener, screening, explanation):
    """The tiny bundle is linear in the mean absolute signal of each lead."""
    row = list(STRUCTURAL_LABELS).index(COMPOSITE)
    matrix = weights().matrices["logits"][:, row]
    assert np.sign(list(explanation.leads_push.values())).tolist() == np.sign(matrix).tolist()
    logit = np.log(screening.prediction.scores[row].probability)
    logit -= np.log(1 - screening.prediction.scores[row].probability)
    assert sum(explanation.leads_push.values()) == pytest.approx(logit + 3.0, abs=1e-4)


def test_a_model_that_looks_at_one_lead_leans_on_it_alone(tmp_path):
    matrices = {name: np.zeros_like(one) for name, one in weights().matrices.items()}
    matrices["logits"][LEADS.index("V2")] = 1.0
    model = onnx_model(Weights(matrices, weights().biases))
    blind = Screener(write_bundle(tmp_path, manifest(), {ONNX: model}))
    found = blind.explain(blind.screen(ECG))
    assert {lead for lead, share in found.leads.items() if share > 0} == {"V2"}
    assert found.leads["V2"] == 1
    assert found.leads_push["V2"] > 0


def test_a_flat_line_over_some_seconds_carries_less(screener):
    signal = ECG.signal_mv.copy()
    signal[:, 1750:3250] = 0.001 * np.random.default_rng(1).standard_normal((12, 1500))
    found = screener.explain(screener.screen(Recording(signal, ECG.rate_hz)))
    assert found is not None
    assert found.seconds[4] < 0.2
    assert found.seconds[[0, 1, 8, 9]].min() > found.seconds[4] + 0.3
    assert np.abs(found.seconds_push[4:6]).max() < 0.1 * np.abs(found.seconds_push).max()


def test_the_first_reason_to_refer_is_what_is_explained(tmp_path):
    content = manifest()
    labels = tuple(
        replace(one, calibration=Calibration(1.0, 0.0 if one.key == "pasp_gte_45" else -9.0))
        for one in content.labels
    )
    model = onnx_model(weights(logit_bias=2.0))
    screener = Screener(write_bundle(tmp_path, replace(content, labels=labels), {ONNX: model}))
    screening = screener.screen(ECG)
    assert screening.reasons[0].code is ReasonCode.RISK_ABOVE_THRESHOLD
    assert screener.explain(screening).label == "pasp_gte_45"


@pytest.mark.parametrize("leads", [LIMB_LEADS, ("I",)])
def test_fewer_leads_have_no_intervals(tmp_path, leads):
    screener = Screener(write_rich_bundle(tmp_path))
    found = screener.explain(screener.screen(only(leads)))
    assert tuple(found.leads) == leads
    assert found.intervals == {}


def test_a_bundle_without_variance_is_explained(tmp_path):
    content = replace(manifest(), outputs=OutputSizes(12, EMBEDDING, 0, 0, 0, 0), uncertainty=None)
    screener = Screener(write_bundle(tmp_path, content, {ONNX: onnx_model(weights())}))
    screening = screener.screen(ECG)
    assert screening.prediction.uncertainty is None
    assert screener.explain(screening).seconds.max() > 0


@pytest.mark.parametrize("tabular", [(), (TabularInput("age_at_ecg", 60.0, 16.0, None),)])
def test_a_head_of_its_own_is_asked(tmp_path, tabular):
    """The age is the same in every copy: it must not push anything."""
    content = replace(
        manifest(),
        outputs=OutputSizes(0, EMBEDDING, 0, 0, 0, 0),
        uncertainty=None,
        labels=manifest().labels[:1],
        head=HeadSpec(tabular),
    )
    size = (1, EMBEDDING + len(tabular))
    matrix = np.random.default_rng(5).normal(size=size).astype(np.float32)
    head = packed(weight=matrix, bias=np.zeros(1, np.float32))
    model = onnx_model(weights(), outputs=("embedding",))
    screener = Screener(write_bundle(tmp_path, content, {ONNX: model, "head.npz": head}))
    young, old = (screener.screen(replace(ECG, patient=Patient(age))) for age in (30.0, 80.0))
    found, later = screener.explain(young), screener.explain(old)
    assert tuple(found.intervals) == tuple(STRUCTURAL_LABELS)[:1]
    pushes = [list(one.leads_push.values()) for one in (found, later)]
    np.testing.assert_allclose(*pushes, atol=1e-4)
    for risk in old.risks:
        assert later.intervals[risk.key].low <= risk.probability <= later.intervals[risk.key].high


def test_intervals_move_with_the_site(screener, screening, tiny_folder):
    rules = {key: LabelRule(True, 0.3, shift=1.5) for key in STRUCTURAL_LABELS}
    plan = replace(screener.plan, rules=rules, stamp=PolicyStamp("x", Mode.BALANCED, {}, (), "1"))
    elsewhere = Screener(tiny_folder, policy=plan)
    there = elsewhere.screen(ECG)
    moved, usual = elsewhere.explain(there), screener.explain(screening)
    for risk in there.risks:
        one = moved.intervals[risk.key]
        assert one.low < risk.probability < one.high
        assert one.low > usual.intervals[risk.key].low
        assert one.high > usual.intervals[risk.key].high


def test_what_was_not_scored_is_not_explained(screener):
    signal = ECG.signal_mv.copy()
    signal[7] = 0
    assert screener.explain(screener.screen(Recording(signal, ECG.rate_hz))) is None


def test_a_foreign_screening_cannot_be_explained(screener, screening):
    foreign = replace(screening, bundle=replace(screening.bundle, version="9.9.9"))
    with pytest.raises(CallError, match="another model or policy"):
        screener.explain(foreign)


def test_a_model_with_a_preparation_of_its_own_is_not_asked(tmp_path):
    steps = Preparation(250.0, 2500, None, Thinning.SAMPLES, None, None, None, None, (LEADS,))
    content = manifest()
    content = replace(
        content, input=replace(content.input, preparation=steps, lead_sets=("twelve",))
    )
    screener = Screener(write_bundle(tmp_path, content, {ONNX: onnx_model(weights())}))
    screening = screener.screen(ECG)
    assert screening.prediction is not None
    assert screener.explain(screening) is None


def test_an_engine_that_fails_raises(tmp_path):
    screener = Screener(write_bundle(tmp_path, manifest(), {ONNX: onnx_model(weights(), batch=1)}))
    whole = screener.screen(ECG)
    assert screener.explain(whole).intervals.keys() == STRUCTURAL_LABELS.keys()
    broken = weights()
    broken.biases["logits"][:] = np.nan
    screener._engine = open_engine(
        "onnx", Bundle.load(write_bundle(tmp_path / "b", manifest(), {ONNX: onnx_model(broken)}))
    )
    with pytest.raises(EngineError, match="logits holds values"):
        screener.explain(whole)
