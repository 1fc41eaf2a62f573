"""EchoNext-Mini in full size, with the random reference weights, on every real ECG of ../shared."""

from pathlib import Path

import numpy as np
import pytest
import torch

from echo2ecg_edge import Screener
from echo2ecg_edge.patient import Patient, Sex
from echo2ecg_edge.recording import Recording
from export.importers.bundle import import_bundle
from export.importers.echonext import read_echonext
from tests.shared_ecgs import clinical, needs_shared, phones, ptbxl_fold9
from tests.train.shared_checkpoints import needs_checkpoints, reference

pytestmark = [
    pytest.mark.slow,
    needs_shared,
    needs_checkpoints,
    pytest.mark.filterwarnings("ignore"),
]

SOMEBODY = Patient(61.0, Sex.FEMALE)


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("import")
    torch.save({"model": reference("echonext_mini")[0]}, folder / "weights.pt")
    model = read_echonext(folder / "weights.pt")
    import_bundle(model, folder / "echonext-mini", None, None, "1.0.0")
    return folder / "echonext-mini"


def probabilities(screener: Screener, signals: np.ndarray, rate_hz: float) -> np.ndarray:
    """Shape (ECGs, 12); NaN where an ECG was not good enough to be screened."""
    rows = []
    for signal_mv in signals:
        result = screener.screen(Recording(signal_mv, rate_hz, patient=SOMEBODY))
        scores = result.prediction.scores if result.prediction else ()
        rows.append([score.probability for score in scores] or [np.nan] * 12)
    return np.array(rows)


@pytest.mark.parametrize(
    ("name", "rate_hz", "least"),
    [("clinical", 500, 0.9), ("phones", 500, 0.5), ("ptbxl", 100, 0.9)],
)
def test_every_real_ecg_is_screened_or_sent_back(
    bundle: Path, name: str, rate_hz: float, least: float
) -> None:
    signals = {"clinical": clinical, "phones": phones, "ptbxl": lambda: (ptbxl_fold9(),)}[name]()[0]
    onnx, tflite = (
        probabilities(Screener(bundle, engine=kind), signals, rate_hz)
        for kind in ("onnx", "tflite")
    )
    screened = ~np.isnan(onnx).any(axis=1)
    assert np.array_equal(screened, ~np.isnan(tflite).any(axis=1))
    assert screened.mean() >= least
    assert np.abs(onnx - tflite)[screened].max() < 0.03
