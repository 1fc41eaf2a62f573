"""A label that may be no better than chance, and what a bundle says its labels are worth."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from echo2ecg_edge.errors import CallError
from echo2ecg_edge.model.bundle import Bundle
from tests.rich_bundle import companions, rich_manifest, rich_weights
from tests.selftest.bundles import MODEL
from tests.tiny_bundle import manifest, onnx_model, write_bundle
from tests.train.probe.clinic import KEY, run_probe, with_coin
from tests.train.probe.made_up import result
from train.probe.asked import Asked, titles_of
from train.probe.result import named
from train.probe.words import status_of
from train.probe.worth import worthy

LAFB = result("lafb", 0.75, 0.63, 0.87, "left anterior fascicular block")
COIN = result("coin", 0.497, 0.31, 0.68)
WORST = result("edge", 0.6, 0.5, 0.7)


def asked(**more: object) -> Asked:
    rest = (("lafb",), {}, 0.8, "onnx", None, None, "1.0.0", 0, False)
    return replace(Asked("edge-1", Path("t.csv"), Path("o"), *rest), **more)


def test_a_coin_makes_no_bundle(tmp_path, table, encoder) -> None:
    mine = with_coin(table, tmp_path / "mine.csv")
    done = run_probe(encoder, mine, tmp_path / "coin", "--label", "coin")
    assert done.exit_code == 2
    assert "No bundle was written. coin: AUROC 0." in done.stderr
    assert "it may be no better than chance" in done.stderr
    assert "--anyway" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["mine.csv"]


def test_a_coin_is_left_out_beside_a_label(tmp_path, table, encoder, caplog) -> None:
    mine = with_coin(table, tmp_path / "mine.csv")
    done = run_probe(encoder, mine, tmp_path / "both", "--json")
    assert done.exit_code == 0, done.stderr
    assert set(json.loads(done.stdout)["labels"]) == {KEY}
    assert "left out, coin: AUROC" in caplog.text
    assert [one.key for one in Bundle.load(tmp_path / "both").manifest.labels] == [KEY]


def test_a_coin_that_is_wanted_anyway_says_so(tmp_path, table, encoder) -> None:
    mine = with_coin(table, tmp_path / "mine.csv")
    done = run_probe(encoder, mine, tmp_path / "coin", "--label", "coin", "--anyway")
    assert done.exit_code == 0, done.stderr
    bundle = Bundle.load(tmp_path / "coin")
    assert "coin may be no better than chance." in bundle.manifest.status
    assert "coin: AUROC" in bundle.manifest.status
    assert "--anyway" in str(bundle.manifest.provenance["command"])
    assert "  coin: 54 ECGs, 27 with it" in done.stdout


def test_the_lower_end_decides(caplog) -> None:
    assert worthy([LAFB, COIN, WORST], anyway=False) == (LAFB,)
    assert "coin: AUROC 0.50 (0.31 to 0.68); it may be no better than chance" in caplog.text
    assert "edge: AUROC" in caplog.text
    assert worthy([COIN], anyway=True) == (COIN,)
    with pytest.raises(CallError, match=r"coin: .*edge: .*of the rarer kind"):
        worthy([COIN, WORST], anyway=False)


def test_the_status_says_what_one_label_is_worth() -> None:
    status = status_of(manifest(), 151, "labels.csv", [LAFB])
    assert "The label was learned from the 151 ECGs of labels.csv, labelled by whoever" in status
    assert "lafb: AUROC 0.75 (0.63 to 0.87), by cross-validation on the same ECGs" in status
    assert "It looks for nothing but left anterior fascicular block; it was not made" in status
    assert "chance" not in status
    assert "your" not in status


def test_the_status_of_several_names_the_worst_and_the_best() -> None:
    status = status_of(manifest(), 151, "labels.csv", [LAFB, COIN, result("b", 0.7, 0.6, 0.8)])
    assert "The labels were" in status
    assert "Lowest coin: AUROC 0.50 (0.31 to 0.68), highest lafb: AUROC 0.75" in status
    assert "0.70" not in status
    assert "coin may be no better than chance." in status


def test_a_structural_label_is_what_the_project_is_for() -> None:
    weak = result("lvef_lte_45", 0.8, 0.7, 0.9)
    assert "nothing but" not in status_of(manifest(), 60, "t.csv", [LAFB, weak])


def test_what_labels_are_called() -> None:
    assert asked().title("shd") == "any structural heart disease"
    assert asked().title("lafb") == "left anterior fascicular block"
    assert asked(titles={"shd": "sick"}).title("shd") == "sick"
    assert titles_of(("AFIB = the one",)) == {"afib": "the one"}
    assert named(LAFB.spec) == "lafb (left anterior fascicular block)"
    assert named(COIN.spec) == "coin"


def test_figures_of_a_finding_do_not_pass_for_those_of_the_label(tmp_path, table) -> None:
    row = replace(rich_manifest().evidence[0], label="lafb")
    rich = replace(rich_manifest(), evidence=(row, replace(row, label="afib")))
    files = {MODEL: onnx_model(rich_weights()), **companions()}
    source = write_bundle(tmp_path / "rich", rich, files)
    mine = with_coin(table, tmp_path / "mine.csv", mine="lafb")
    done = run_probe(source, mine, tmp_path / "lafb", "--label", "lafb")
    assert done.exit_code == 0, done.stderr
    made = Bundle.load(tmp_path / "lafb").manifest
    assert made.findings == rich.findings
    assert {one.data for one in made.evidence if one.label == "lafb"} == {
        "ECGs of mine.csv, out of fold"
    }
    assert [one for one in made.evidence if one.label == "afib"] == [rich.evidence[1]]
