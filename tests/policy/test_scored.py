"""Stored screenings are read back, as the model said them and only where it scored twelve leads."""

import json
from dataclasses import replace

import pytest

from echo2ecg_edge.errors import CallError, PolicyError
from echo2ecg_edge.policy.scored import read_scored
from tests.policy.own_site import named, refused, screened, write_csv, write_jsonl
from tests.screenings import ROUTINE
from tests.tiny_bundle import manifest

MANIFEST = manifest()
SHARES = (0.123456789, 0.5, 1e-7)


@pytest.mark.parametrize("kind", ["folder", "table", "lines"])
def test_every_form_of_results_says_the_same(tmp_path, kind):
    screenings = named(SHARES) | {"bad.csv": refused()}
    if kind == "lines":
        path = write_jsonl(tmp_path / "out.jsonl", screenings)
    else:
        path = write_csv(tmp_path, screenings)
        path = path / "results.csv" if kind == "table" else path
    found = read_scored(path, MANIFEST)
    assert found.ids == ("ward/p0.csv", "ward/p1.csv", "ward/p2.csv")
    assert found.of("shd") == pytest.approx(SHARES, rel=1e-8)
    assert found.of("pasp_gte_45") == pytest.approx([0.01] * 3)
    assert found.unscored == {"bad.csv"}


def test_a_name_that_a_spreadsheet_would_run_is_read_back(tmp_path):
    folder = write_csv(tmp_path, {"=cmd.csv": screened({"shd": 0.2})})
    assert read_scored(folder, MANIFEST).ids == ("=cmd.csv",)


def test_a_table_that_a_spreadsheet_saved_again(tmp_path):
    lines = "id;lead_set;model;model_version;shd.as_trained\r\na.csv;twelve;tiny;0.0.1;0,25\r\n"
    one_label = replace(MANIFEST, labels=MANIFEST.labels[-1:])
    (tmp_path / "results.csv").write_text(lines, "utf-8-sig")
    assert read_scored(tmp_path, one_label).of("shd") == pytest.approx([0.25])


def test_fewer_leads_are_not_scored(tmp_path):
    one = screened({"shd": 0.2})
    few = replace(one, prediction=replace(one.prediction, lead_set="limb"))
    found = read_scored(write_csv(tmp_path, {"a": one, "b": few}), MANIFEST)
    assert (found.ids, found.unscored) == (("a",), frozenset({"b"}))


def test_of_an_ecg_screened_twice_the_last_counts(tmp_path):
    file = write_jsonl(tmp_path / "one.jsonl", {"a": screened({"shd": 0.2})})
    again = write_jsonl(tmp_path / "two.jsonl", {"a": screened({"shd": 0.4})})
    file.write_text(file.read_text() + again.read_text())
    found = read_scored(file, MANIFEST)
    assert found.ids == ("a",)
    assert found.of("shd") == pytest.approx([0.4])


def test_another_model_is_refused(tmp_path):
    other = replace(ROUTINE, bundle=replace(ROUTINE.bundle, version="9"))
    with pytest.raises(PolicyError, match=r"'a' was screened with the model tiny 9, not with tiny"):
        read_scored(write_csv(tmp_path, {"a": other}), MANIFEST)


def test_nothing_scored_is_refused(tmp_path):
    with pytest.raises(PolicyError, match=r"No ECG of .* was scored from twelve leads"):
        read_scored(write_csv(tmp_path, {"bad": refused()}), MANIFEST)


@pytest.mark.parametrize("content", ["", "a,b\n1,2\n", "{}", "{", '{"source": 1}\n', "\x00"])
def test_other_files_are_refused(tmp_path, content):
    (tmp_path / "results.csv").write_text(content)
    with pytest.raises(PolicyError, match="does not hold screenings"):
        read_scored(tmp_path, MANIFEST)


@pytest.mark.parametrize("share", [1.5, -0.1, "many", None])
def test_a_share_that_is_none_is_refused(tmp_path, share):
    file = write_jsonl(tmp_path / "out.jsonl", named([0.2]))
    document = json.loads(file.read_text())
    document["structural"][0]["as_trained"] = share
    file.write_text(json.dumps(document))
    with pytest.raises(PolicyError, match="does not hold screenings"):
        read_scored(file, MANIFEST)


def test_results_that_are_not_there(tmp_path):
    with pytest.raises(CallError, match="cannot be read"):
        read_scored(tmp_path, MANIFEST)
