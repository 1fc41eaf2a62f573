"""The page, the README's few figures, and the whole command on a made-up bundle."""

import csv
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from benchmarks.accuracy import nonsense
from benchmarks.accuracy.command import accuracy
from benchmarks.accuracy.headline import headline, headline_rows
from benchmarks.accuracy.run import measure_accuracy
from benchmarks.accuracy.settings import Bench
from benchmarks.page import lines, markdown, write_page
from benchmarks.section import REAL, SIMULATED, Section, Table, not_measured
from echo2ecg_edge.errors import CallError
from echo2ecg_edge.findings import FINDINGS
from echo2ecg_edge.labels import STRUCTURAL_LABELS
from echo2ecg_edge.model.bundle import Bundle
from echo2ecg_edge.signal import clean, to_model_input
from tests.benchmarks.accuracy.test_data import mixed_pairs, write_hospitals
from tests.rich_bundle import write_rich_bundle
from tests.synthetic import twelve_leads
from tests.tiny_bundle import SIGNAL
from train.pairs.rows import rows_of
from train.pairs.write import write_pairs

SECTIONS = [
    Section("Risk", ["Made up."], [Table("models", "All", SIMULATED,
            [{"model": "int8, as shipped", "SHD AUROC": "0.8 [0.7, 0.9]", "macro AUROC": "-"}])]),
    Section("Odd things", ["Made up."], [Table("nonsense", "All", REAL,
            [{"ECG": "as recorded", "unnoticed": "0.990"},
             {"ECG": "zeros", "unnoticed": "0.000"},
             {"ECG": "upside down", "unnoticed": "0.125"}])]),
    not_measured("More", "It needs more."),
]  # fmt: skip


def test_every_figure_is_one_line_that_says_its_data() -> None:
    assert lines(SECTIONS)[:2] == [
        ("Risk", "models", "simulated", "int8, as shipped", "SHD AUROC", "0.8 [0.7, 0.9]"),
        ("Risk", "models", "simulated", "int8, as shipped", "macro AUROC", "-"),
    ]
    assert len(lines(SECTIONS)) == 5


def test_every_table_says_whether_its_patients_are_real() -> None:
    text = markdown(SECTIONS, ["First."])
    headings = [line for line in text.splitlines() if line.startswith("### ")]
    assert headings == ["### All (simulated)", "### All (real)"]
    assert "Not measured here. It needs more." in text
    assert "Too few" in markdown([Section("", [], [Table("a", "b", REAL, [])])], [])


def test_the_readme_shows_what_was_measured_and_the_worst_nonsense(tmp_path: Path) -> None:
    write_page(tmp_path, "accuracy", "Accuracy", SECTIONS, ["First."])
    rows = headline_rows(tmp_path)
    assert [row["value"] for row in rows] == ["0.8 [0.7, 0.9]", "-", "12.5% (upside down)"]
    assert [row["data"] for row in rows] == ["simulated", "simulated", "real"]
    assert headline(tmp_path).startswith("| figure | data | value |")


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = write_rich_bundle(tmp_path_factory.mktemp("bundles") / "rich-1")
    said = json.loads((folder / "manifest.json").read_text("utf-8"))
    said["provenance"]["train_patients"] = 7
    (folder / "manifest.json").write_text(json.dumps(said), "utf-8")
    (folder / "CARD.md").write_text("# Card\n\n## Parity\n\nTables.\n\n## Next\n", "utf-8")
    return folder


@pytest.fixture(scope="module")
def pairs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Pairs of beating ECGs whose test split is half simulated, half real."""
    made = mixed_pairs()
    rng = np.random.default_rng(0)
    tempo = rng.uniform(50, 110, len(made))
    signals = (twelve_leads(250.0, heart_rate_bpm=bpm).astype(np.float32) for bpm in tempo)
    ecg = [to_model_input(clean(one, 250.0, SIGNAL), SIGNAL)[0, :, 0] for one in signals]
    about = replace(made.about, spec=SIGNAL)
    whole = replace(made, about=about, ecg=np.stack(ecg).astype(np.float16))
    folder = tmp_path_factory.mktemp("data") / "pairs"
    write_pairs(folder, about, rows_of(whole))
    return folder


def bench(bundle: Path, work: Path, **has: Path) -> Bench:
    folders = dict.fromkeys(("pairs", "ptbxl", "external", "phones", "run", "teacher")) | has
    return Bench(str(bundle), "onnx", **folders, classical=False, work=work, resamples=20)


def test_what_is_there_is_measured_and_the_card_renewed(
    bundle: Path, pairs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(nonsense, "NONSENSE", 2)
    external = write_hospitals(tmp_path / "real")
    out = tmp_path / "out"
    what = bench(bundle, tmp_path, pairs=pairs, external=external)
    text = measure_accuracy(what, out, card=True).read_text("utf-8")
    assert "It needs" not in text
    with (out / "accuracy.csv").open(newline="") as file:
        table = list(csv.DictReader(file))
    data = {line["table"]: line["data"] for line in table}
    assert data["structural"] == data["coverage"] == "simulated"
    assert data["macros"] == data["nonsense"] == data["stability"] == "real"
    assert {line["row"] for line in table if line["table"] == "structural"} == {*STRUCTURAL_LABELS}
    assert {line["row"] for line in table if line["table"] == "leads_structural"} >= {
        "lead I alone"
    }
    manifest = Bundle.load(bundle).manifest
    assert {row.label for row in manifest.evidence} >= {*STRUCTURAL_LABELS, "lvef"}
    assert {row.label for row in manifest.evidence} <= {
        *STRUCTURAL_LABELS, *FINDINGS, "all labels", "referral rule", "lvef", "super-diagnostic",
        "all statements", "rhythm", "external",
    }  # fmt: skip
    assert "(simulated)" in (bundle / "CARD.md").read_text("utf-8")


def test_without_data_every_section_says_so(bundle: Path, tmp_path: Path) -> None:
    before = (bundle / "manifest.json").read_bytes()
    text = measure_accuracy(bench(bundle, tmp_path), tmp_path, card=False).read_text("utf-8")
    assert (bundle / "manifest.json").read_bytes() == before
    assert text.count("Not measured here.") == 10
    assert "What none of this proves" in text
    assert headline_rows(tmp_path) == []


def test_pairs_that_were_cleaned_otherwise_are_refused(bundle: Path, tmp_path: Path) -> None:
    made = mixed_pairs()
    write_pairs(tmp_path / "pairs", made.about, rows_of(made))
    with pytest.raises(CallError, match="not cleaned as this bundle asks for"):
        measure_accuracy(bench(bundle, tmp_path, pairs=tmp_path / "pairs"), tmp_path, card=False)


def test_the_command_knows_its_engines_and_folders(tmp_path: Path) -> None:
    answer = CliRunner().invoke(accuracy, ["--engine", "abacus"])
    assert answer.exit_code == 2
    answer = CliRunner().invoke(accuracy, ["--pairs", str(tmp_path / "nowhere")])
    assert "does not exist" in answer.output
