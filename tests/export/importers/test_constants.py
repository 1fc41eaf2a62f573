"""Numbers beside a checkpoint: the published ones, those of a JSON, and files that are refused."""

import json
from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from echo2ecg_edge.errors import CallError
from export.importers.constants import LARGEST_BYTES
from export.importers.echonext_preparation import echonext_preparation
from export.importers.echonext_tabular import ORDER, tabular_inputs
from tests.export.importers.foreign_files import echoingecg

SIX = [60.0, 80.0, 90.0, 140.0, 95.0, 450.0]
TWELVE = [float(lead) for lead in range(12)]
NORMALISATION = {
    "lowerbound": [-100.0] * 12,
    "upperbound": [100.0] * 12,
    "mean": TWELVE,
    "std": [10.0] * 12,
}


def as_json(folder: Path, content: object) -> Path:
    path = folder / "numbers.json"
    path.write_text(json.dumps(content), "utf-8")
    return path


def test_published_tabular_inputs() -> None:
    inputs = tabular_inputs(None)
    assert tuple(one.key for one in inputs) == ORDER
    missing = {one.key: one.missing for one in inputs}
    assert missing["sex"] is None
    assert missing["age_at_ecg"] is None
    assert missing["atrial_rate"] == missing["pr_interval"] == 0
    # Medians of whole numbers in the authors' data; their scaled form has three digits.
    assert missing["ventricular_rate"] == pytest.approx(81, abs=0.05)
    assert missing["qrs_duration"] == pytest.approx(90, abs=0.05)
    assert missing["qt_corrected"] == pytest.approx(449, abs=0.05)
    assert (inputs[0].mean, inputs[0].sd) == (0, 1)


def test_another_order_moves_the_numbers_with_the_names(tmp_path: Path) -> None:
    order = ["ventricular_rate", "sex", "age_at_ecg", *ORDER[3:]]
    given = {"order": order, "mean": [80.0, 60.0, *SIX[2:]], "sd": [2.0] * 6}
    inputs = tabular_inputs(as_json(tmp_path, given))
    assert [one.key for one in inputs] == order
    assert {one.key: one.mean for one in inputs}["age_at_ecg"] == 60
    assert {one.key: one.mean for one in inputs}["ventricular_rate"] == 80
    assert {one.key: one.missing for one in inputs}["qt_corrected"] == 450  # the mean


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"mean": SIX[:5]}, r"no 6 numbers under 'mean'"),
        ({"mean": [*SIX[:5], None]}, r"no 6 numbers under 'mean'"),
        ({"sd": [0.0] * 6}, r"no 6 numbers above 0 under 'sd'"),
        ({"sd": {"a": 1}}, r"no 6 numbers above 0 under 'sd'"),
        ({"order": ["sex"] * 7}, r"does not hold each of the seven inputs once"),
        ({"order": 7}, r"does not hold each of the seven inputs once"),
        ({"median": "x"}, r"no 6 numbers under 'median'"),
    ],
)
def test_wrong_tabular_numbers_are_named(change: dict[str, Any], says: str, tmp_path: Path) -> None:
    with pytest.raises(CallError, match=says):
        tabular_inputs(as_json(tmp_path, {"mean": SIX, "sd": SIX, **change}))


def test_published_normalisation_is_in_millivolts() -> None:
    spec = echonext_preparation(None, 4.88)
    assert spec.scale is not None
    assert spec.scale.sd_mv[0] == pytest.approx(32.42832 * 0.00488)
    assert spec.scale.low_mv[8] == pytest.approx(-554 * 0.00488)
    assert spec.scale.high_mv[3] == pytest.approx(118.5 * 0.00488)
    assert all(len(getattr(spec.scale, field.name)) == 12 for field in fields(spec.scale))


def test_a_normalisation_file_is_read_in_its_unit(tmp_path: Path) -> None:
    nested = {**NORMALISATION, "mean": [[value] for value in TWELVE]}
    spec = echonext_preparation(as_json(tmp_path, nested), 5.0)
    assert spec.scale is not None
    assert np.allclose(spec.scale.mean_mv, np.array(TWELVE) * 0.005)
    assert spec.scale.high_mv == pytest.approx([0.5] * 12)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"std": [0.0] * 12}, r"no 12 numbers above 0 under 'std'"),
        ({"upperbound": [-100.0] * 12}, r"a lowerbound is not below its upperbound"),
        ({"mean": None}, r"no 12 numbers under 'mean'"),
    ],
)
def test_a_wrong_normalisation_is_named(change: dict[str, Any], says: str, tmp_path: Path) -> None:
    with pytest.raises(CallError, match=says):
        echonext_preparation(as_json(tmp_path, {**NORMALISATION, **change}), 4.88)


@pytest.mark.parametrize("begins", [b"\x80\x04", b"x\x9c", b"\x1f\x8b", b"PK\x03\x04"])
def test_a_joblib_is_not_opened_and_the_way_round_is_told(begins: bytes, tmp_path: Path) -> None:
    path = tmp_path / "tabular_transformer.joblib"
    path.write_bytes(begins + b"anything")
    with pytest.raises(CallError, match=r"so it was not opened.*joblib.load\('tabular_tran"):
        tabular_inputs(path)


@pytest.mark.parametrize("content", [b"", b"[1, 2]", b"\xff\xfe", b"{" * 100_000, b" " * 2_000_000])
def test_what_is_no_json_object_is_refused(content: bytes, tmp_path: Path) -> None:
    assert LARGEST_BYTES < 2_000_000
    (tmp_path / "a.json").write_bytes(content)
    with pytest.raises(CallError, match=r"a.json is no JSON object"):
        tabular_inputs(tmp_path / "a.json")


def test_the_commands_that_write_json_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is told for a fitted scaler gives the numbers that the scaler holds."""
    import joblib
    from sklearn.impute import SimpleImputer
    from sklearn.pipeline import Pipeline
    from sklearn.preprocessing import StandardScaler

    monkeypatch.chdir(tmp_path)
    data = np.random.default_rng(0).normal(SIX, 9, (40, 6))
    pipeline = Pipeline([("scale", StandardScaler()), ("impute", SimpleImputer(strategy="median"))])
    joblib.dump(pipeline.fit(data), "tabular.joblib")
    with pytest.raises(CallError) as refused:
        tabular_inputs(Path("tabular.joblib"))
    exec(refused.value.remedy.split('python -c "')[1].rstrip('"'), {})
    inputs = {one.key: one for one in tabular_inputs(Path("tabular.json"))}
    assert inputs["age_at_ecg"].mean == pytest.approx(data[:, 0].mean())
    assert inputs["qt_corrected"].missing == pytest.approx(np.median(data[:, 5]))


def test_a_scaler_of_echoingecg(tmp_path: Path) -> None:
    path = as_json(tmp_path, {"mean": TWELVE, "sd": [2.0] * 12})
    model = echoingecg(tmp_path, path)
    assert model.preparation.scale is not None
    assert model.preparation.scale.mean_mv == tuple(TWELVE)
    assert not model.preparation.zscore_groups
    assert not model.caveats
    alone = echoingecg(tmp_path)
    assert alone.preparation.scale is None
    assert len(alone.preparation.zscore_groups) == 12
    assert "not what the authors did" in alone.caveats[0]
