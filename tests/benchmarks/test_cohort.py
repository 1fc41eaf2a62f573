"""The cohort benchmark: its figures on hand-made patients, and a tiny run from end to end."""

import csv
import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from click.testing import CliRunner

from benchmarks.__main__ import main
from benchmarks.cohort import PARTS, criteria, distributions, echo, leaks, matching, prevalence
from benchmarks.cohort.ecgs import Ecgs
from benchmarks.cohort.kept_parts import Part, read_parts, write_part
from benchmarks.cohort.measured import Measured
from benchmarks.cohort.network import HowToFit, fit_network, run_network
from benchmarks.cohort.published import MINI_AUROC, PREVALENCE
from benchmarks.cohort.report import write_report
from train.cohort.labels import LABELS
from train.cohort.machine import FINDINGS, MACHINE
from train.cohort.state import MEASURES
from train.datasets.ptbxl_packed import read_table
from train.datasets.superclass import SUPERCLASSES, superclasses
from train.ecg.resnet import ResNet, ResNetShape
from train.steps import count_parameters

PTBXL = Path(__file__).resolve().parents[3] / "shared" / "ecg" / "ptbxl_100hz"


def some(patients: int, seed: int = 0) -> Ecgs:
    rng = np.random.default_rng(seed)
    return Ecgs(
        ecg=rng.normal(0, 0.2, (patients, 12, 100)).astype(np.float16),
        measures=rng.uniform(20, 80, (patients, len(MEASURES))).astype(np.float32),
        labels=(rng.random((patients, len(LABELS))) < 0.3).astype(np.float32),
        age_years=rng.uniform(20, 90, patients).astype(np.float32),
        female=rng.random(patients) < 0.5,
        machine=rng.normal(100, 20, (patients, len(MACHINE))).astype(np.float32),
        findings=rng.random((patients, len(FINDINGS))) < 0.1,
        features=rng.normal(75, 20, (patients, 2)).astype(np.float32),
        names=np.array(["rate", "other"]),
    )


def test_a_figure_is_within_its_range_or_not_or_has_none() -> None:
    row = Measured("speed", "x", 0.5, allowed=(0.5, 0.6))
    assert row.within == "yes"
    assert replace(row, simulated=0.49).within == "no"
    assert replace(row, simulated=math.nan).within == "no"
    assert replace(row, allowed=None).within == "-"


def test_every_label_has_its_published_figures() -> None:
    assert tuple(PREVALENCE) == tuple(MINI_AUROC) == LABELS


def test_prevalence_counts_labels_and_overlap() -> None:
    labels = np.zeros((100, len(LABELS)), np.float32)
    labels[:24, [0, 1, -1]] = 1
    rows = {row.quantity: row for row in prevalence.prevalence(labels)}
    assert rows["lvef_lte_45"].simulated == pytest.approx(0.24)
    assert rows["lvef_lte_45"].within == "yes"
    assert rows["shd"].within == "no"
    assert rows["share with two or more"].simulated == pytest.approx(0.24)
    assert rows["labels per patient with SHD"].simulated == 2


def test_odds_ratio_of_the_published_shares() -> None:
    exposed = np.repeat([True, False], 1000)
    ill = np.concatenate([np.arange(1000) < 722, np.arange(1000) < 427])
    assert distributions.odds_ratio(exposed, ill) == pytest.approx(3.48, abs=0.02)


def test_leads_are_compared_with_lead_one() -> None:
    ecg = np.ones((50, 12, 100), np.float16)
    ecg[:, 6] = 2
    rows = {row.quantity: row for row in distributions.lead_ratios(ecg)}
    assert rows["SD of V1 over SD of I"].simulated == pytest.approx(2)
    assert rows["SD of II over SD of I"].within == "yes"


def test_sensitivity_at_a_specificity() -> None:
    score = np.concatenate([np.arange(100), np.arange(50, 150)]).astype(np.float32)
    ill = np.repeat([False, True], 100)
    assert criteria.sensitivity(score, ill, 0.9) == pytest.approx(0.60, abs=0.011)
    assert math.isnan(criteria.sensitivity(score, ill & False, 0.9))


def test_partners_share_finding_sex_age_and_rate_and_serve_once() -> None:
    real, drawn = some(200), some(400, seed=1)
    rows, partners = matching.matched(real, drawn, "rate")
    assert len(rows) > 20
    assert len(set(partners)) == len(partners)
    assert (matching.group_of(real)[rows] == matching.group_of(drawn)[partners]).all()
    assert (real.female[rows] == drawn.female[partners]).all()
    assert np.abs(real.age_years[rows] - drawn.age_years[partners]).max() <= 5
    assert np.abs(real.feature("rate")[rows] - drawn.feature("rate")[partners]).max() <= 5


def test_nothing_is_left_of_exchanged_ecgs() -> None:
    train = some(300)
    told = replace(train, features=train.labels[:, :2] + train.features / 1000)
    for row in leaks.exchanged(told, told, seed=1):
        assert 0.4 < row.simulated < 0.6


def test_echo_rows_are_compared_with_the_best_single_view() -> None:
    cells = {"A4C": "6.50 ± 0.20 (90)", "PLAX": "8.00 ± 0.20 (90)", "all views": "4.00 ± 0.20 (99)"}
    cells["no view, the mean of the training patients"] = "9.00 ± 0.30 (99)"
    rows = [{"view": n, "MAE": mae, "all": "4.10 ± 0.20 (90)"} for n, mae in cells.items()]
    last = echo.as_measured(rows)[-1]
    assert "A4C" in last.quantity
    assert last.simulated == pytest.approx(2.4)
    assert last.within == "yes"


def test_the_resnet_is_of_the_published_size_and_learns() -> None:
    assert count_parameters(ResNet(ResNetShape())) == pytest.approx(1.046e6, rel=1e-3)
    torch.manual_seed(0)
    network = ResNet(ResNetShape(filters=4, blocks=(1, 1), tabular=2, outputs=1))
    truth = torch.arange(128) % 2
    ecg, nothing = torch.randn(128, 12, 100) + truth[:, None, None], torch.zeros(128, 2)
    how = HowToFit(6, batch=32, learning_rate=0.01)
    fit_network(network, ecg, nothing, truth[:, None].float(), how, "test")
    says = run_network(network, ecg, nothing)
    assert says.shape == (128, 1)
    assert says[truth == 1].mean() > says[truth == 0].mean() + 1


def test_parts_are_kept_and_shown(tmp_path: Path) -> None:
    rows = [Measured("real", "a", 0.7, 0.6, 0.8, allowed=(0.5, 0.8)), Measured("real", "b", 12.345)]
    part = Part("real", rows, "", "A run", "now")
    write_part(tmp_path, part)
    write_part(tmp_path, Part("leaks", [], "left out: no time", "A run", "now"))
    kept = read_parts(tmp_path)
    assert [one.name for one in kept] == ["real", "leaks"]
    assert repr(kept[0]) == repr(part)
    page = write_report(tmp_path, kept, "later").read_text("utf-8")
    assert "0 of 0 published figures are met" in page
    assert "1 of 1 hold" in page
    assert "| b | 12.3 |" in page
    assert "earlier generator" in page
    assert "left out: no time" in page
    assert "Not measured yet: prevalence" in page
    with (tmp_path / "cohort.csv").open() as file:
        assert [line["quantity"] for line in csv.DictReader(file)] == ["a", "b"]


def test_superclasses_follow_from_statements() -> None:
    found = superclasses([["NORM", "SR"], ["AMI", "LVH"], []])
    assert found.tolist() == [
        [True, False, False, False, False],
        [False, True, False, False, True],
        [False] * 5,
    ]


@pytest.mark.skipif(not PTBXL.is_dir(), reason="needs ../shared")
def test_superclasses_agree_with_the_packed_table() -> None:
    with (PTBXL / "records.csv").open(newline="", encoding="utf-8") as file:
        stated = [set(line["superclass"].split("|")) - {""} for line in csv.DictReader(file)]
    found = superclasses([row.statements for row in read_table(PTBXL)])
    names = np.array(list(SUPERCLASSES))
    assert all(set(names[one]) == said for one, said in zip(found, stated, strict=True))


def test_a_tiny_run_writes_a_page_and_leaves_out_what_needs_real_ecgs(tmp_path: Path) -> None:
    asked = ["prevalence", "distributions", "criteria", "transfer"]
    sizes = ["--train", "64", "--test", "64", "--workers", "1", "--threads", "1", "--epochs", "1"]
    places = ["--work", str(tmp_path / "work"), "--out", str(tmp_path)]
    arguments = ["cohort", *sizes, *places, *(a for name in asked for a in ("--part", name))]
    done = CliRunner().invoke(main, arguments, default_map={"cohort": {"ptbxl": None}})
    assert done.exit_code == 0, done.output
    page = (tmp_path / "cohort.md").read_text("utf-8")
    assert "published figures are met" in page
    assert "simulated" in page
    assert f"Not measured yet: {', '.join(name for name in PARTS if name not in asked)}." in page
    assert len(list((tmp_path / "work").glob("*.json"))) == len(asked)
