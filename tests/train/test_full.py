import json
from dataclasses import replace

import numpy as np
import pytest
import torch
from click.testing import CliRunner

from echo2ecg_edge.errors import CallError
from echo2ecg_edge.findings import FINDINGS
from tests.train.mini_ptbxl import write_mini_ptbxl
from train.__main__ import main
from train.cohort.labels import LABELS
from train.datasets.findings import CODES, finding_labels
from train.families import IMPLAUSIBLE
from train.full.command import STAGE_NAMES
from train.full.more_validation import with_more_validation
from train.full.parts import findings_only
from train.full.rhythm import RHYTHM_MEASURES, measure_rhythm
from train.full.run import DATA_SEED, STAGES, Work
from train.pairs import Knowledge
from train.recipe import read_recipe
from train.settings import CohortSizes, ViewEncoderSettings


@pytest.fixture(scope="module")
def work(tmp_path_factory):
    folder = tmp_path_factory.mktemp("full")
    recipe = replace(
        read_recipe("full"), cohort=CohortSizes(24, 10, 8), views=ViewEncoderSettings(4, 8, 1)
    )
    ptbxl = write_mini_ptbxl(folder / "ptbxl", damaged=False)
    return Work(folder / "runs", ptbxl, False, recipe)


@pytest.fixture(scope="module")
def pairs(work):
    return work.data()


def test_findings_have_codes_in_the_order_of_the_runtime():
    assert tuple(CODES) == tuple(FINDINGS)
    assert all(CODES.values())


def test_a_reader_of_atrial_fibrillation_and_old_infarct_is_understood():
    found = finding_labels(frozenset({"AFIB", "ASMI", "LAO/LAE"}))
    said = {key for key, value in found.items() if value}
    assert said == {"afib", "asmi", "lao_lae", "group_ami", "class_mi", "class_hyp"}


def test_simulated_rows_know_labels_and_real_ones_findings(pairs):
    names = pairs.about.label_names
    assert names == (*LABELS, *FINDINGS, IMPLAUSIBLE)
    assert pairs.about.knowledge is Knowledge.MIXED
    simulated = np.char.startswith(pairs.patient, "simulated-")
    assert simulated.sum() == 42
    structural, findings = pairs.known[:, :12], pairs.known[:, 12:-1]
    assert structural[simulated].all()
    assert not findings[simulated].any()
    assert findings[~simulated].all()
    assert pairs.known[:, -1].all()
    assert not pairs.labels[:, -1].any()


def test_hearts_are_drawn_for_training_ecgs_alone(pairs):
    real = np.char.startswith(pairs.patient, "ptbxl-")
    views = np.diff(pairs.view_start)
    structural = pairs.known[:, :12]
    train = pairs.split == "train"
    assert structural[real & train].all()
    assert (views[real & train] > 0).all()
    assert not structural[real & ~train].any()
    assert not views[real & ~train].any()
    assert np.isfinite(pairs.measures[real & train]).all()
    assert np.isnan(pairs.measures[real & ~train]).all()


def test_patients_differ_between_splits(pairs):
    first = {
        split: pairs.ecg[np.flatnonzero((pairs.split == split) & pairs.known[:, 0])[0]]
        for split in ("train", "validation", "test")
    }
    assert not np.array_equal(first["train"], first["validation"])
    assert not np.array_equal(first["test"], first["validation"])


def test_data_are_written_once(work, pairs, monkeypatch):
    monkeypatch.setattr("train.full.prepare.simulated_rows", None)
    assert len(work.data()) == len(pairs)


def test_more_validation_patients_are_new_and_only_for_validation(pairs):
    more = with_more_validation(pairs, 12, DATA_SEED)
    assert len(more) == len(pairs) + 12
    new = np.arange(len(pairs), len(more))
    assert set(more.split[new]) == {"validation"}
    assert more.known[new, :12].all()
    assert not more.known[new, 12:-1].any()
    assert more.known[new, -1].all()
    assert not np.diff(more.view_start)[new].any()
    assert np.isfinite(more.measures[new, more.about.measure_names.index("lvef")]).all()
    assert np.array_equal(more.ecg[: len(pairs)], pairs.ecg)
    assert len(set(more.patient[new]) | set(pairs.patient)) == len(set(pairs.patient)) + 12
    old = pairs.ecg[pairs.known[:, 0]]
    assert not any((old == one).all((1, 2)).any() for one in more.ecg[new])


def test_findings_only_leaves_real_ecgs_and_no_echo(pairs):
    real = findings_only(pairs)
    assert real.about.label_names == tuple(FINDINGS)
    assert real.about.knowledge is Knowledge.REAL
    assert real.known.all()
    assert real.view_dimensions == 0
    assert np.isnan(real.measures).all()
    assert np.char.startswith(real.patient, "ptbxl-").all()
    assert real.labels[:, 5:].any()


def beats(intervals_s: list[float]) -> np.ndarray:
    """Return twelve leads of QRS-like spikes."""
    t = np.arange(1000) / 100
    at = 0.4 + np.cumsum([0, *intervals_s])
    wave = sum(np.exp(-(((t - one) / 0.02) ** 2)) for one in at if one < 10)
    return np.broadcast_to(wave, (12, 1000)).astype(np.float16)


def test_rhythm_is_measured():
    even, uneven = beats([0.8] * 11), beats([0.6, 1.0] * 6)
    silent = np.zeros((12, 1000), np.float16)
    steady, jumpy, nothing = measure_rhythm(np.stack([even, uneven, silent]), 100.0)
    assert steady[0] < 0.15
    assert jumpy[0] == pytest.approx(np.sqrt(0.2 / 0.8), abs=0.05)
    assert jumpy[1] == pytest.approx(np.sqrt(0.4), abs=0.02)
    assert np.exp(steady[2]) == pytest.approx(75, rel=0.03)
    assert np.isnan(nothing).all()


def test_rhythm_is_kept_and_stays_with_teachers_of_findings(work, pairs):
    both = work.data_with_rhythm()
    assert both.about.measure_names == (*pairs.about.measure_names, *RHYTHM_MEASURES)
    assert (work.out / "rhythm.npy").is_file()
    assert np.array_equal(both.measures[:, :-3], pairs.measures, equal_nan=True)
    real = findings_only(both)
    assert np.isnan(real.measures[:, :-3]).all()
    assert real.measures.shape[1] == both.measures.shape[1]


def test_every_stage_has_a_name_and_recipes_share_the_signal():
    assert tuple(STAGES) == STAGE_NAMES
    assert {read_recipe(name).signal for name in ("full", "structure", "findings", "rhythm")} == {
        read_recipe("full").signal
    }


def test_a_recipe_without_patients_is_refused(work):
    with pytest.raises(CallError, match="simulates no patients"):
        replace(work, recipe=replace(work.recipe, cohort=None)).data()


def test_a_folder_that_is_not_ptbxl_is_told_in_a_sentence(tmp_path):
    result = CliRunner().invoke(
        main, ["full", "--ptbxl", str(tmp_path), "--out", str(tmp_path / "runs")]
    )
    assert result.exit_code == 2
    assert "does not hold PTB-XL" in result.output


@pytest.mark.slow
def test_all_stages_in_miniature(work, pairs, monkeypatch):
    torch.set_num_threads(1)
    small = {"widths": (8, 16), "blocks": (1, 1), "embedding": 16}

    def tiny(name):
        recipe = read_recipe(name)
        fit = replace(recipe.fit, epochs=1, batch=8)
        return replace(recipe, encoder=replace(recipe.encoder, **small), fit=fit)

    monkeypatch.setattr("train.full.run.read_recipe", tiny)
    work = replace(work, recipe=replace(tiny("full"), cohort=work.recipe.cohort,
                                        views=work.recipe.views))  # fmt: skip
    for stage in STAGES.values():
        stage(work)
    facts = json.loads((work.out / "student" / "run.json").read_text())["facts"]
    assert tuple(facts["label_names"]) == pairs.about.label_names
