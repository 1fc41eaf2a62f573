"""The whole command, on a made-up clinic."""

import json
from pathlib import Path

import numpy as np
import pytest

from echo2ecg_edge import Screener
from echo2ecg_edge.cli import main as cli
from echo2ecg_edge.errors import BundleError
from echo2ecg_edge.labels import Knowledge
from echo2ecg_edge.leads import LEADS
from echo2ecg_edge.model.bundle import Bundle
from echo2ecg_edge.model.tables import Tables, operating_point
from echo2ecg_edge.readers import write_csv
from echo2ecg_edge.recording import Recording
from echo2ecg_edge.selftest import self_test
from echo2ecg_edge.selftest.words import as_text
from tests.selftest.bundles import golden
from tests.synthetic import twelve_leads
from tests.train.probe.clinic import (
    KEY,
    RATE_HZ,
    read_table,
    run_probe,
    write_labelled,
    write_rich,
    write_table,
)


@pytest.fixture(scope="module")
def made(tmp_path_factory, table, encoder) -> tuple[Path, str]:
    """A bundle made of an encoder without labels, and what the command printed."""
    out = tmp_path_factory.mktemp("made") / "wide"
    done = run_probe(encoder, table, out, "--title", f"{KEY}=wide QRS (by eye)")
    assert done.exit_code == 0, done.stderr
    return out, done.stdout


def test_an_encoder_becomes_a_screening_bundle(made, encoder, table) -> None:
    with pytest.raises(BundleError, match="no labels yet"):
        Screener(encoder)
    screener = Screener(made[0])
    wide, narrow = (screener.screen(table.parent / f"{number}.csv") for number in (0, 1))
    (score,) = wide.prediction.scores
    assert (score.key, score.title, score.knowledge) == (
        KEY, "wide QRS (by eye)", Knowledge.REAL,
    )  # fmt: skip
    assert score.probability > narrow.prediction.scores[0].probability
    assert cli(["screen", str(table.parent / "0.csv"), "--bundle", str(made[0])]) == 0


def test_what_the_bundle_says_of_itself(made, table) -> None:
    manifest = Bundle.load(made[0]).manifest
    assert manifest.name == "wide"
    assert manifest.trained_on is Knowledge.REAL
    assert "your" not in manifest.status
    assert manifest.licence == "Apache-2.0; labels: of whoever made this bundle"
    assert manifest.input.lead_sets == ("twelve",)
    (label,) = manifest.labels
    assert label.prevalence == pytest.approx(1 / 3)
    rows = {row.metric: row for row in manifest.evidence}
    assert set(rows) == {
        "AUROC", "Brier score", "sensitivity of refer_at", "specificity of refer_at",
    }  # fmt: skip
    assert (rows["AUROC"].n, rows["AUROC"].positives) == (54, 18)
    assert rows["AUROC"].value > 0.6
    assert rows["AUROC"].data == "ECGs of labels.csv, out of fold"
    text = json.dumps(dict(manifest.provenance))
    assert str(table.parent) not in text
    assert str(made[0].parent) not in text
    assert manifest.provenance["patients"] == 27


def test_thresholds_can_be_chosen_anew(made) -> None:
    bundle = Bundle.load(made[0])
    assert Tables.of(bundle).data == "54 ECGs of labels.csv, out of fold"
    point = operating_point(bundle, KEY, sensitivity=0.8)
    assert point.threshold == pytest.approx(bundle.manifest.labels[0].refer_at, abs=0.05)


def test_the_card_says_what_was_learned_and_on_what(made) -> None:
    card = (made[0] / "CARD.md").read_text("utf-8")
    assert "wide QRS (by eye)" in card
    assert "54 ECGs of 27 patients, labels.csv" in card
    assert "python -m train probe --bundle tiny --labels labels.csv --out wide" in card
    assert "The bundle had no card." in card
    assert "your own" not in card


def test_what_the_command_prints(made) -> None:
    assert "from 54 ECGs of 27 patients; 0 rows left out" in made[1]
    assert "54 ECGs, 18 with it" in made[1]
    assert not made[0].with_name("wide.skipped.csv").exists()


def test_a_bundle_with_labels_gets_the_new_ones_instead(tmp_path, table) -> None:
    source = write_labelled(tmp_path / "tiny", golden())
    (source / "CARD.md").write_text("# Tiny\n\n## Limits\n\nIts own.\n", "utf-8")
    done = run_probe(source, table, tmp_path / "wide", "--json")
    assert done.exit_code == 0, done.stderr
    said = json.loads(done.stdout)
    assert set(said["labels"]) == {KEY}
    manifest = Bundle.load(tmp_path / "wide").manifest
    assert manifest.outputs.logits == 0
    assert manifest.uncertainty is not None
    assert manifest.uncertainty.percentile == 97.5
    card = (tmp_path / "wide" / "CARD.md").read_text("utf-8")
    assert "\n#### Limits\n\nIts own." in card
    result = self_test(tmp_path / "wide")
    assert result.passed, as_text(result)
    assert "golden ECGs onnx" in {check.name for check in result.checks}


def test_other_thresholds_than_released_are_noticed(tmp_path, table) -> None:
    source = write_labelled(tmp_path / "tiny", golden())
    assert run_probe(source, table, tmp_path / "wide").exit_code == 0
    path = tmp_path / "wide" / "manifest.json"
    document = json.loads(path.read_text("utf-8"))
    document["labels"][0]["refer_at"] = 0.9
    path.write_text(json.dumps(document), "utf-8")
    assert not self_test(tmp_path / "wide").passed


def test_nothing_simulated_stands_beside_real_labels(tmp_path, table) -> None:
    source = Bundle.load(write_rich(tmp_path / "rich"))
    done = run_probe(source.folder, table, tmp_path / "wide")
    assert done.exit_code == 0, done.stderr
    bundle = Bundle.load(tmp_path / "wide")
    manifest = bundle.manifest
    assert manifest.lvef is None
    assert manifest.outputs.lvef == 0
    assert "gallery.npz" not in manifest.files
    assert manifest.findings == source.manifest.findings
    assert manifest.odd == source.manifest.odd
    assert bundle.read("reference.npz") == source.read("reference.npz")
    prediction = Screener(tmp_path / "wide").screen(table.parent / "0.csv").prediction
    assert prediction.lvef is None
    assert prediction.neighbours is None
    assert prediction.oddness is not None


def test_what_cannot_be_used_is_named_and_the_rest_goes_on(tmp_path, table, encoder) -> None:
    head, *rest = read_table(table)
    rows = [head, *([str(table.parent / row[0]), *row[1:]] for row in rest)]
    rows += [
        ["none.csv", "x", "50", "f", "", "1"],
        [rows[1][0], "x", "12", "f", "", "1"],
        [rows[1][0], "", "50", "f", "", "1"],
        ["mine.csv", "x", "50", "f", "", "0"],
    ]
    mine = write_table(tmp_path / "mine.csv", rows)
    done = run_probe(encoder, mine, tmp_path / "wide")
    assert done.exit_code == 0, done.stderr
    skipped = read_table(tmp_path / "wide.skipped.csv")
    assert [row[0] for row in skipped] == [
        "where", *(f"mine.csv, row {number}" for number in range(55, 59)),
    ]  # fmt: skip
    assert "no file" in skipped[1][1]
    assert "12 years old" in skipped[2][1]
    assert "no patient" in skipped[3][1]
    assert Bundle.load(tmp_path / "wide").manifest.provenance["skipped_rows"] == 4


def test_other_leads_than_most_have_are_left_out(tmp_path, table, encoder) -> None:
    limb = twelve_leads(RATE_HZ)[:6]
    write_csv(Recording(limb, RATE_HZ, LEADS[:6]), tmp_path / "limb.csv")
    head, *rest = read_table(table)
    rows = [head, *([str(table.parent / row[0]), *row[1:]] for row in rest)]
    mine = write_table(tmp_path / "mine.csv", [*rows, ["limb.csv", "x", "50", "f", "", "1"]])
    assert run_probe(encoder, mine, tmp_path / "wide").exit_code == 0
    (_, reason) = read_table(tmp_path / "wide.skipped.csv")[1]
    assert reason == "It has other leads (limb) than most ECGs of the table (twelve)."
    refused = Screener(tmp_path / "wide").screen(tmp_path / "limb.csv")
    assert refused.prediction is None


def test_an_engine_that_the_bundle_has_no_file_for(tmp_path, table, encoder) -> None:
    done = run_probe(encoder, table, tmp_path / "wide", "--engine", "tflite")
    assert done.exit_code == 5
    assert "model.int8.tflite" in done.stderr
    assert not (tmp_path / "wide").exists()


def test_without_patients_the_output_says_so(tmp_path, table, encoder) -> None:
    rows = [[str(table.parent / row[0]), row[5]] for row in read_table(table)[1:]]
    mine = write_table(tmp_path / "mine.csv", [["ecg", KEY], *rows])
    done = run_probe(encoder, mine, tmp_path / "wide")
    assert "54 ECGs of 54 patients (each ECG counted as one)" in done.stdout


def test_a_label_with_too_few_is_left_out_or_refused(tmp_path, table, encoder) -> None:
    rows = read_table(table)
    full = [[str(table.parent / row[0]), row[5], str(int(n < 2))] for n, row in enumerate(rows[1:])]
    mine = write_table(tmp_path / "mine.csv", [["ecg", KEY, "rare"], *full])
    done = run_probe(encoder, mine, tmp_path / "wide")
    assert done.exit_code == 0, done.stderr
    assert [one.key for one in Bundle.load(tmp_path / "wide").manifest.labels] == [KEY]
    done = run_probe(encoder, mine, tmp_path / "rare", "--label", "rare")
    assert done.exit_code == 2
    assert "rare: 54 labelled ECGs can be used, of 2 patients with and 52 without" in done.stderr
    assert not (tmp_path / "rare").exists()


def test_a_name_that_is_taken(tmp_path, table, encoder) -> None:
    (tmp_path / "there").mkdir()
    for name, said in (
        ("there", "is there already"),
        ("edge-1", "a bundle 'edge-1' already"),
        ("tiny", "a bundle 'tiny' already"),
        ("Mine", "cannot be called 'Mine'"),
    ):
        done = run_probe(encoder, table, tmp_path / name)
        assert done.exit_code == 2
        assert said in done.stderr


def test_a_title_without_a_key(tmp_path, table, encoder) -> None:
    done = run_probe(encoder, table, tmp_path / "wide", "--title", "wide QRS")
    assert done.exit_code == 2
    assert "KEY=TEXT" in done.stderr


def test_an_interrupted_bundle_leaves_nothing(tmp_path, table, encoder, monkeypatch) -> None:
    def interrupt(*_: object) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr("train.probe.build.write_card", interrupt)
    assert run_probe(encoder, table, tmp_path / "wide").exit_code != 0
    assert list(tmp_path.iterdir()) == []


def test_a_probe_of_a_probe_names_the_first_encoder(tmp_path, made, table) -> None:
    done = run_probe(made[0], table, tmp_path / "again", "--sensitivity", "0.95")
    assert done.exit_code == 0, done.stderr
    old, new = (Bundle.load(one).manifest for one in (made[0], tmp_path / "again"))
    assert new.provenance["encoder"] == "tiny"
    assert new.provenance["source"] == "wide 1.0.0"
    assert new.licence == old.licence
    assert new.labels[0].refer_at < old.labels[0].refer_at
    with np.load(tmp_path / "again" / "head.npz") as again, np.load(made[0] / "head.npz") as first:
        assert np.array_equal(again["weight"], first["weight"])
