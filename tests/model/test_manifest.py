"""The manifest loads whole or not at all, and says which field is wrong."""

import contextlib
import copy
import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from echo2ecg_edge.errors import BundleError
from echo2ecg_edge.labels import Knowledge
from echo2ecg_edge.lead_sets import LEAD_SETS
from echo2ecg_edge.model.manifest import from_json, to_json
from tests.rich_bundle import rich_manifest
from tests.tiny_bundle import manifest

DOCUMENT = json.loads(to_json(rich_manifest()))
DOCUMENT["files"] = {"model.int8.onnx": {"sha256": "0" * 64, "bytes": 10}}


SCALE = {"low_mv": [-1.0], "high_mv": [1.0], "mean_mv": [0.0], "sd_mv": [1.0]}
PREPARATION = {
    "rate_hz": 250.0, "samples": 2500, "band": None, "thinning": "resampled", "limit_sd": None,
    "median": None, "als": None, "scale": None, "zscore_groups": [["I", "II"]],
}  # fmt: skip


def paths(value: Any, here: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every key of the document, except the free-form provenance."""
    if isinstance(value, dict):
        items = [(key, item) for key, item in value.items() if key != "provenance"]
    elif isinstance(value, list):
        items = list(enumerate(value[:1]))
    else:
        return []
    return [p for key, item in items for p in ((*here, key), *paths(item, (*here, key)))]


NAMES = {"files", *LEAD_SETS}
FIELDS = [p for p in paths(DOCUMENT) if isinstance(p[-1], str) and not NAMES & {p[0], p[-1]}]
LEAVES = [p for p in FIELDS if not any(q[: len(p)] == p and q != p for q in paths(DOCUMENT))]


def changed(path: tuple[Any, ...], value: Any) -> str:
    document = copy.deepcopy(DOCUMENT)
    inside = document
    for key in path[:-1]:
        inside = inside[key]
    inside[path[-1]] = value
    return json.dumps(document)


def refusal(text: str) -> str:
    with pytest.raises(BundleError) as caught:
        from_json(text)
    assert caught.value.problem.endswith(".")
    assert caught.value.remedy.endswith(".")
    return caught.value.problem


@pytest.mark.parametrize("content", [manifest(), rich_manifest()], ids=["plain", "rich"])
def test_what_is_written_loads_again(content):
    written = to_json(content)
    assert from_json(written) == content
    assert to_json(from_json(written)) == written


MAY_BE_NULL = ("stated_at", "preparation", "head")
"""A finding may be too rare to be stated; most bundles need no preparation and no head."""


@pytest.mark.parametrize("path", FIELDS, ids=lambda path: ".".join(map(str, path)))
def test_every_field_is_needed(path):
    document = json.loads(json.dumps(DOCUMENT))
    inside = document
    for key in path[:-1]:
        inside = inside[key]
    del inside[path[-1]]
    problem = refusal(json.dumps(document))
    assert path[-1] in problem
    assert "is missing" in problem


@pytest.mark.parametrize("path", LEAVES, ids=lambda path: ".".join(map(str, path)))
@pytest.mark.parametrize("wrong", [None, True, {}, []], ids=str)
def test_every_field_has_a_type(path, wrong):
    if path[-1] in MAY_BE_NULL and wrong is None:
        pytest.skip("this may be null")
    assert path[-1] in refusal(changed(path, wrong))


@pytest.mark.parametrize(
    ("path", "value", "says"),
    [
        (("schema",), 1, "schema is 1, but this software reads schema 3"),
        (("name",), "../up", "name must"),
        (("created",), "31.1.2026", "created must be a date"),
        (("created",), "20260131", "created must be a date"),
        (("licence",), " ", "licence must not be empty"),
        (("trained_on",), "dreams", "trained_on must be one of 'simulated patients'"),
        (("trained_on",), "real patients", "labels[0].knowledge contradicts trained_on"),
        (("input", "leads"), ["I", "II"], "input.leads must be I II III aVR"),
        (("input", "signal", "rate_hz"), 0, "input.signal.rate_hz must be above 0"),
        (("input", "signal", "samples"), 2500.0, "input.signal.samples must be a whole number"),
        (("input", "signal", "lowpass_stop_hz"), 126, "input.signal.lowpass_stop_hz must be"),
        (("input", "signal", "lowpass_start_hz"), 50, "input.signal must have highpass_hz <"),
        (("outputs", "logits"), 11, "outputs.logits is 11, but there are 12 labels"),
        (("outputs", "log_variance"), 3, "outputs.log_variance must be as large"),
        (("outputs", "log_variance"), 0, "uncertainty needs outputs.log_variance"),
        (("head",), {"tabular": []}, "outputs.logits must be 0 where there is a head"),
        (("input", "lead_sets"), [], "input.lead_sets must name one or more of twelve, limb"),
        (("input", "lead_sets"), ["chest"], "input.lead_sets must name one or more of twelve"),
        (
            ("input", "preparation"),
            PREPARATION,
            "must be twelve alone where there",
        ),
        (("labels", 3, "refer_at"), 0, "labels[3].refer_at must lie between 0 and 1"),
        (("labels", 3, "refer_at"), 30, "labels[3].refer_at must lie between 0 and 1"),
        (("labels", 3, "refer_at"), "0.3", "labels[3].refer_at must be a number"),
        (("labels", 3, "key"), "shd", "labels names a key twice"),
        (("labels", 3, "calibration", "slope"), 0, "labels[3].calibration.slope must be above 0"),
        (("labels", 3, "knowledge"), "rumour", "labels[3].knowledge must be one of"),
        (("labels", 3, "colour"), "red", "labels[3].colour is not a known field"),
        (("outputs", "findings"), 80, "outputs.findings is 80, but there are 81 findings"),
        (("outputs", "findings"), -1, "outputs.findings must be 0 or more"),
        (("outputs", "lvef"), 0, "outputs.lvef must be 1 with lvef"),
        (("outputs", "lvef"), 2, "outputs.lvef must be 1 with lvef"),
        (("outputs", "implausible"), 0, "outputs.implausible must be 1 with odd"),
        (("lvef",), None, "outputs.lvef must be 1 with lvef, and 0 without"),
        (("odd",), None, "outputs.implausible must be 1 with odd, and 0 without"),
        (("odd", "distance"), 0, "odd.distance must be above 0"),
        (("findings", 1, "key"), "class_norm", "findings names a key twice"),
        (("findings", 1, "stated_at"), 1, "findings[1].stated_at must lie between 0 and 1"),
        (("lvef", "bands", "chest"), [], "lvef.bands.chest must be one of twelve, limb, lead_i"),
        (("lvef", "bands", "limb"), [], "lvef.bands.limb must hold one band or more"),
        (("lvef", "bands", "limb", 0, "below"), 60, "lvef.bands.limb must hold one band or more"),
        (("lvef", "bands", "limb", 0, "low"), 60, "lvef.bands.limb must have low <= high"),
        (("uncertainty", "percentile"), 100, "uncertainty.percentile must lie"),
        (("files", "../model.onnx"), DOCUMENT["files"]["model.int8.onnx"], "plain file names"),
        (("files", "m"), {"sha256": "ab", "bytes": 1}, "files.m.sha256 must look like"),
        (("evidence", 0, "low"), 0.9, "evidence[0] must have low <= value <= high"),
        (("evidence", 0, "positives"), 1001, "evidence[0].positives must be at most n"),
        (("provenance", "seed"), [1], "provenance.seed must be a number"),
    ],
    ids=str,
)
def test_what_does_not_fit_is_named(path, value, says):
    assert says in refusal(changed(path, value))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "null",
        "{",
        "[" * 100_000,
        '{"schema": 1, "schema": 1}',
        json.dumps(DOCUMENT).replace("0.3", "NaN", 1),
        json.dumps(DOCUMENT).replace("0.3", "1e999", 1),
    ],
    ids=lambda text: text[:30],
)
def test_what_is_not_a_manifest_is_refused(text):
    assert refusal(text).startswith("The bundle's manifest is not valid: ")


def test_export_cannot_write_what_the_runtime_refuses():
    with pytest.raises(BundleError, match="contradicts trained_on"):
        to_json(replace(manifest(), trained_on=Knowledge.REAL))


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


@given(path=st.sampled_from(LEAVES), value=json_values)
def test_any_value_loads_or_is_refused_in_words(path, value):
    with contextlib.suppress(BundleError):
        from_json(changed(path, value))


def with_preparation(**changes: Any) -> str:
    document = copy.deepcopy(DOCUMENT)
    document["input"] |= {"lead_sets": ["twelve"], "preparation": PREPARATION | changes}
    return json.dumps(document)


def test_a_preparation_is_loaded():
    scale = {name: values * 12 for name, values in SCALE.items()}
    steps = from_json(with_preparation(scale=scale, median={"windows": [51, 151]})).input
    assert steps.preparation is not None
    assert steps.preparation.median is not None
    assert steps.preparation.median.windows == (51, 151)
    assert steps.samples == 2500


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"rate_hz": 0.0}, "rate_hz, samples and limit_sd above 0"),
        ({"limit_sd": -1.0}, "rate_hz, samples and limit_sd above 0"),
        ({"band": {"low_hz": 40.0, "high_hz": 0.5, "order": 4}}, "band must have 0 < low_hz"),
        ({"median": {"windows": [50]}}, "median.windows must be odd"),
        ({"als": {"smoothness": 1e7, "asymmetry": 1.3, "iterations": 5}}, "als must have"),
        ({"scale": SCALE}, "scale must have 12 numbers each"),
        ({"zscore_groups": [["V9"]]}, "zscore_groups must hold leads"),
        ({"thinning": "guessed"}, "thinning must be one of"),
    ],
    ids=str,
)
def test_a_preparation_that_cannot_be_done_is_refused(changes, says):
    assert says in refusal(with_preparation(**changes))
