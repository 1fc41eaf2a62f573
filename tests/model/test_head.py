"""A head beside the graph: labels of one's own, and numbers that are not in the ECG."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from echo2ecg_edge.errors import BundleError
from echo2ecg_edge.leads import LEADS
from echo2ecg_edge.look import look
from echo2ecg_edge.measure.tabular import tabular_values
from echo2ecg_edge.model.bundle import Bundle
from echo2ecg_edge.model.engines import open_engine
from echo2ecg_edge.model.head import Head
from echo2ecg_edge.model.manifest import HeadSpec, Manifest, OutputSizes, TabularInput
from echo2ecg_edge.model.predict import probability
from echo2ecg_edge.model.tabular import lacking_details, standardised, values_of
from echo2ecg_edge.patient import Patient, Sex
from echo2ecg_edge.reason import ReasonCode
from echo2ecg_edge.screener import Screener
from echo2ecg_edge.signal import clean, to_model_input
from echo2ecg_edge.signal.preparation import Preparation, Thinning
from echo2ecg_edge.verdict import Verdict
from tests.rich_bundle import packed
from tests.synthetic import recording
from tests.tiny_bundle import EMBEDDING, SIGNAL, manifest, onnx_model, weights, write_bundle

TABULAR = (
    TabularInput("sex", 0.0, 1.0, None),
    TabularInput("age_at_ecg", 60.0, 16.0, None),
    TabularInput("ventricular_rate", 80.0, 20.0, 80.0),
    TabularInput("pr_interval", 140.0, 60.0, 0.0),
)
ECG = recording()
MAN = Patient(70.0, Sex.MALE)


def head_manifest(tabular: tuple[TabularInput, ...] = TABULAR, **changes) -> Manifest:
    sizes = OutputSizes(0, EMBEDDING, EMBEDDING, 0, 0, 0)
    return replace(manifest(), outputs=sizes, head=HeadSpec(tabular), **changes)


def numbers(tabular: int = len(TABULAR), labels: int = 12) -> dict[str, np.ndarray]:
    random = np.random.default_rng(5)
    size = (labels, EMBEDDING + tabular)
    return {"weight": random.normal(size=size).astype("f4"), "bias": np.full(labels, -1, "f4")}


def write(folder: Path, content: Manifest | None = None, **arrays: np.ndarray) -> Path:
    models = {
        "model.int8.onnx": onnx_model(weights(), outputs=("embedding", "log_variance")),
        "head.npz": packed(**(arrays or numbers())),
    }
    return write_bundle(folder, content or head_manifest(), models)


def test_logits_are_the_embedding_and_the_tabular_inputs_times_the_weights(tmp_path):
    head = Head.of(Bundle.load(write(tmp_path)))
    assert head is not None
    embedding = np.arange(2 * EMBEDDING, dtype="f4").reshape(2, EMBEDDING)
    tabular = np.array([[1, 0.5, -1, 2], [0, 0, 0, 0]], "f4")
    got = head.complete({"embedding": embedding}, tabular)["logits"]
    want = np.hstack([embedding, tabular]) @ head.weight.T + head.bias
    np.testing.assert_allclose(got, want, rtol=1e-5)
    average = head.complete({"embedding": embedding[1:]})["logits"]
    np.testing.assert_allclose(average, want[1:], rtol=1e-5)


def test_a_screening_uses_age_sex_and_what_is_measured(tmp_path):
    screening = Screener(write(tmp_path)).screen(replace(ECG, patient=MAN))
    bundle = Bundle.load(tmp_path)
    cleaned = clean(ECG.signal_mv, ECG.rate_hz, SIGNAL)
    measured = tabular_values(cleaned, SIGNAL.rate_hz)
    raw = np.array([1.0, 70.0, measured.ventricular_rate, measured.pr_interval or 0.0])
    row = (raw - [one.mean for one in TABULAR]) / [one.sd for one in TABULAR]
    outputs = open_engine("onnx", bundle).run(to_model_input(cleaned, SIGNAL))
    head = Head.of(bundle)
    assert head is not None
    assert screening.prediction is not None
    logits = head.weight @ np.append(outputs["embedding"][0], row) + head.bias
    for label, score, logit in zip(
        bundle.manifest.labels, screening.prediction.scores, logits, strict=True
    ):
        assert score.probability == pytest.approx(probability(logit, label.calibration), abs=1e-4)


@pytest.mark.parametrize(
    ("patient", "details", "asked"),
    [
        (
            Patient(),
            ("age", "sex"),
            "age and sex, which the file does not state: give --age and --sex.",
        ),
        (Patient(age_years=50), ("sex",), "sex, which the file does not state: give --sex."),
        (Patient(sex=Sex.MALE), ("age",), "age, which the file does not state: give --age."),
    ],
)
def test_what_must_be_known_of_the_patient_is_asked_for(tmp_path, patient, details, asked):
    screening = Screener(write(tmp_path)).screen(replace(ECG, patient=patient))
    assert screening.verdict is Verdict.CANNOT_SCREEN
    assert screening.prediction is None
    assert screening.reasons[0].code is ReasonCode.DETAILS_LACKING
    assert screening.reasons[0].values["details"] == details
    assert screening.reasons[0].sentence.endswith(asked)


def test_a_head_without_such_inputs_asks_for_nothing():
    assert lacking_details(TABULAR[2:], Patient()) is None
    assert lacking_details(TABULAR, MAN) is None


def test_what_could_not_be_measured_has_the_value_that_the_manifest_says():
    values = {"sex": 0.0, "age_at_ecg": 60.0, "ventricular_rate": None, "pr_interval": None}
    np.testing.assert_allclose(standardised(TABULAR, values), [[0, 0, 0, -140 / 60]], rtol=1e-6)


def test_values_of_a_patient_and_an_ecg():
    values = values_of(look(replace(ECG, patient=MAN), SIGNAL))
    assert set(values) == {
        "sex", "age_at_ecg", "ventricular_rate", "atrial_rate", "pr_interval", "qrs_duration",
        "qt_corrected",
    }  # fmt: skip
    assert values["sex"] == 1.0
    assert values["age_at_ecg"] == 70.0
    assert values["ventricular_rate"] == pytest.approx(70, abs=1)


def test_an_input_that_nobody_measures_is_named(tmp_path):
    content = head_manifest((TabularInput("blood_pressure", 120.0, 10.0, 120.0),))
    screener = Screener(write(tmp_path, content, **numbers(1)))
    with pytest.raises(BundleError, match="'blood_pressure', which this software does not"):
        screener.screen(replace(ECG, patient=MAN))


@pytest.mark.parametrize(
    ("arrays", "says"),
    [
        (numbers(3), "weight of shape"),
        (numbers(labels=11), "weight of shape"),
        ({"weight": numbers()["weight"]}, "no bias"),
        (numbers() | {"bias": np.full(12, np.nan, "f4")}, "not numbers"),
    ],
)
def test_a_head_that_does_not_fit_is_refused(tmp_path, arrays, says):
    with pytest.raises(BundleError, match=says):
        Screener(write(tmp_path, **arrays))


def test_an_encoder_without_labels_says_that_it_cannot_screen(tmp_path):
    sizes = OutputSizes(0, EMBEDDING, 0, 0, 0, 0)
    content = replace(manifest(), outputs=sizes, labels=(), uncertainty=None)
    models = {"model.fp32.onnx": onnx_model(weights(), outputs=("embedding",))}
    folder = write_bundle(tmp_path, content, models)
    assert Bundle.load(folder).manifest.labels == ()
    with pytest.raises(BundleError, match=r"has no labels yet.* python -m train probe"):
        Screener(folder)


def test_without_log_variance_nothing_is_said_of_uncertainty(tmp_path):
    sizes = OutputSizes(0, EMBEDDING, 0, 0, 0, 0)
    content = replace(head_manifest(()), outputs=sizes, uncertainty=None)
    models = {
        "model.fp16.onnx": onnx_model(weights(), outputs=("embedding",)),
        "head.npz": packed(**numbers(0)),
    }
    screening = Screener(write_bundle(tmp_path, content, models)).screen(ECG)
    assert screening.verdict.is_triage
    assert screening.prediction is not None
    assert screening.prediction.uncertainty is None
    assert "model.fp16.onnx" in screening.bundle.engine


def test_a_prepared_model_takes_whole_ecgs_only(tmp_path):
    steps = Preparation(
        250.0, 2500, None, Thinning.SAMPLES, None, None, None, None, tuple((one,) for one in LEADS)
    )
    spec = replace(manifest().input, preparation=steps, lead_sets=("twelve",))
    screener = Screener(write(tmp_path, head_manifest((), input=spec), **numbers(0)))
    assert screener.screen(ECG).prediction is not None
    limb = replace(ECG, signal_mv=ECG.signal_mv[:6], leads=LEADS[:6])
    screening = screener.screen(limb)
    assert screening.verdict is Verdict.CANNOT_SCREEN
    assert screening.reasons[0].code is ReasonCode.LEADS_MISSING


def test_a_preparation_changes_what_the_model_sees(tmp_path):
    loud = Preparation(250.0, 2500, None, Thinning.SAMPLES, None, None, None, None, (LEADS,))
    spec = replace(manifest().input, preparation=loud, lead_sets=("twelve",))
    house = Screener(write(tmp_path / "a", head_manifest(()), **numbers(0))).screen(ECG)
    own = Screener(write(tmp_path / "b", head_manifest((), input=spec), **numbers(0))).screen(ECG)
    assert house.prediction is not None
    assert own.prediction is not None
    assert not np.allclose(house.prediction.embedding, own.prediction.embedding, atol=1e-3)
