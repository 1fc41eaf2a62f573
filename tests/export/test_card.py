"""The card: two families apart, nothing typed by hand, and evidence that can be replaced."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from echo2ecg_edge.errors import BundleError
from echo2ecg_edge.model.bundle import Bundle
from echo2ecg_edge.model.manifest import Evidence
from export.card import renew_provenance, rewrite_card, write_card
from export.changelog import changelog_entry
from tests.export.tiny_run import tiny_manifest
from train.pack import write_folder

PARITY = "7 validation ECGs:\n\n| check | gate |\n|---|---|\n| cosine | 1 |"
MEASURED = "# Accuracy\n\nMade by a command.\n\n## Structural\n\n| a |\n|---|\n| 0.123 |\n"
ROWS = (
    Evidence("shd", "AUROC", "simulated test patients", 0.871, 0.86, 0.88, 1000, 400),
    Evidence("rhythm", "macro AUROC of 9", "real ECGs", 0.961, 0.95, 0.97, 500, 200),
)


def section(card: str, title: str) -> str:
    return re.split(r"^## ", card.split(f"\n## {title}")[1], flags=re.MULTILINE)[0]


def test_findings_and_structural_risk_never_share_a_table() -> None:
    card = write_card(tiny_manifest(), PARITY)
    structural, findings = section(card, "Structural risk"), section(card, "Findings")
    assert "learned from simulated and anchored patients" in structural
    assert "learned from real patients" in findings
    assert "| shd |" in structural
    assert "afib" not in structural
    assert "| atrial fibrillation (`afib`) | 0.0500 | 0.500 |" in findings
    assert "| Wolff-Parkinson-White syndrome (`wpw`) | 0.0500 | - |" in findings
    assert "shd" not in findings


def test_evidence_on_simulated_and_on_real_patients_never_shares_a_table() -> None:
    evidence = section(write_card(tiny_manifest(), PARITY), "Evidence")
    simulated, real = evidence.split("### ")[1:]
    assert simulated.startswith("Simulated test patients")
    assert "super-classes" in real
    assert "super-classes" not in simulated


def test_only_outputs_that_there_are_are_listed() -> None:
    old = tiny_manifest()
    rich = write_card(old, PARITY)
    assert "81 finding logits, 1 LVEF estimate, 1 logit of an implausible ECG, embedding" in rich
    sizes = replace(old.outputs, findings=0, lvef=0, implausible=0)
    assert "| 12 structural logits, embedding and" in write_card(
        replace(old, outputs=sizes, findings=()), PARITY
    )


def test_limits_are_those_of_the_manifest() -> None:
    limits = section(write_card(tiny_manifest(), PARITY), "Limits")
    assert "97.5th percentile" in limits
    assert "further than 100.00" in limits
    assert "LVEF intervals of 90%, lead set lead_i: 12 to 18 points wide" in limits
    plain = replace(tiny_manifest(), lvef=None, odd=None, findings=())
    card = write_card(plain, PARITY)
    assert section(card, "Limits").count("\n- ") == 1
    assert "None in this bundle." in section(card, "Findings")
    assert "readings of an ECG, not diagnoses" not in card


def test_the_card_says_what_none_of_it_proves_and_whose_ecgs_it_learned_from() -> None:
    card = write_card(tiny_manifest(), PARITY)
    assert "Not a medical device" in card
    unproven = section(card, "What none of this proves")
    assert "None of this was measured on real patients with real echocardiograms" in unproven
    assert "readings of an ECG, not diagnoses" in unproven
    assert "Wagner et al., Scientific Data 2020; CC BY 4.0" in card


def test_the_changelog_has_figures_thresholds_and_latency() -> None:
    timed = {"latency": "onnx 0.50 ms", "latency_cpu": "a CPU, 2 cores"}
    old = tiny_manifest()
    entry = changelog_entry(replace(old, evidence=ROWS, provenance={**old.provenance, **timed}))
    assert "- SHD AUROC 0.871 (0.860-0.880) on 1000 simulated test patients." in entry
    assert "- rhythm macro AUROC of 9 0.961 (0.950-0.970) on 500 real ECGs." in entry
    assert "- Refers at: lvef_lte_45 0.300, " in entry
    assert "- Latency: onnx 0.50 ms; a CPU, 2 cores." in entry
    assert "Latency" not in changelog_entry(old)


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    folder = tmp_path / "tiny-1"
    write_folder(folder, tiny_manifest(), [])
    (folder / "CARD.md").write_text(write_card(tiny_manifest(), PARITY), "utf-8")
    return folder


def test_new_evidence_replaces_the_old_and_nothing_else(bundle: Path) -> None:
    before = (bundle / "CARD.md").read_text("utf-8")
    rewrite_card(bundle, MEASURED, ROWS)
    card = (bundle / "CARD.md").read_text("utf-8")
    assert "### Accuracy" in card
    assert "#### Structural" in card
    assert "| 0.123 |" in section(card, "Evidence")
    assert section(card, "Parity") == section(before, "Parity")
    assert before.split("## Evidence")[0] == card.split("## Evidence")[0]
    manifest = Bundle.load(bundle).manifest
    assert manifest == replace(tiny_manifest(), evidence=ROWS)
    assert "0.871" in (bundle.parent / "CHANGELOG.md").read_text("utf-8")


def test_evidence_is_written_a_second_time_the_same(bundle: Path) -> None:
    rewrite_card(bundle, MEASURED, ROWS)
    files = [bundle / "CARD.md", bundle / "manifest.json", bundle.parent / "CHANGELOG.md"]
    once = [path.read_bytes() for path in files]
    rewrite_card(bundle, MEASURED, ROWS)
    assert [path.read_bytes() for path in files] == once


def test_evidence_that_the_runtime_would_refuse_changes_nothing(bundle: Path) -> None:
    before = (bundle / "manifest.json").read_bytes(), (bundle / "CARD.md").read_bytes()
    with pytest.raises(BundleError, match="low <= value <= high"):
        rewrite_card(bundle, MEASURED, [replace(ROWS[0], low=0.99)])
    assert ((bundle / "manifest.json").read_bytes(), (bundle / "CARD.md").read_bytes()) == before


def test_provenance_is_renewed_and_all_else_stays(tmp_path: Path) -> None:
    old, bundle = tiny_manifest(), tmp_path / "tiny-1"
    write_folder(bundle, old, [])
    (bundle / "CARD.md").write_text(write_card(old, PARITY, MEASURED))
    new = replace(old, provenance={**old.provenance, "population": "9 simulated patients"})
    renew_provenance(bundle, new)
    assert Bundle.load(bundle).manifest == new
    assert (bundle / "CARD.md").read_text() == write_card(new, PARITY, MEASURED)
    said = (tmp_path / "CHANGELOG.md").read_text()
    assert "- Brings the scores of 9 simulated patients, to foretell what a policy does." in said
