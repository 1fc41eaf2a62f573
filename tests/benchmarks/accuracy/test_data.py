"""Which rows are tested, and how recordings from outside are read."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from benchmarks.accuracy.diagnoses import MEANS, truths
from benchmarks.accuracy.ecgs import Ecgs
from benchmarks.accuracy.outside import hospitals, phones
from benchmarks.accuracy.ptbxl import ptbxl_ecgs
from benchmarks.accuracy.read import finding_ecgs, structural_ecgs
from echo2ecg_edge.findings import FINDINGS
from echo2ecg_edge.labels import STRUCTURAL_LABELS
from echo2ecg_edge.leads import LEADS
from tests.benchmarks.accuracy import made_up
from tests.shared_ecgs import FOLDER, needs_shared
from tests.train.mini_ptbxl import write_mini_ptbxl
from tests.train.tiny_pairs import SPEC, tiny_pairs
from train.pairs import Knowledge, Pairs


def mixed_pairs() -> Pairs:
    """Rows of three kinds, a dozen at a time: simulated, real, and real with a drawn heart."""
    pairs = tiny_pairs()
    kind = np.arange(len(pairs)) // 12 % 3
    names = (*STRUCTURAL_LABELS, *FINDINGS)
    known = np.zeros((len(pairs), len(names)), bool)
    known[:, : len(STRUCTURAL_LABELS)] = (kind != 1)[:, None]
    known[:, len(STRUCTURAL_LABELS) :] = (kind != 0)[:, None]
    labels = (np.arange(len(pairs))[:, None] + np.arange(len(names))) % 2 * known
    about = replace(pairs.about, label_names=names)
    return replace(pairs, about=about, labels=labels.astype(np.float32), known=known)


def test_simulated_patients_have_labels_and_no_findings() -> None:
    pairs = mixed_pairs()
    test = pairs.rows("test")
    kind = test // 12 % 3
    simulated, real = structural_ecgs(pairs), finding_ecgs(pairs)
    assert simulated.patient.tolist() == pairs.patient[test[kind == 0]].tolist()
    assert real.patient.tolist() == pairs.patient[test[kind != 0]].tolist()
    assert simulated.data == "simulated"
    assert real.data == "real"
    assert np.array_equal(simulated.has("shd"), pairs.labels[test[kind == 0]][:, 11] > 0)
    assert np.array_equal(real.af == 1, real.has("afib"))
    assert len(structural_ecgs(pairs, "train", most=3)) == 3


def test_real_patients_are_not_called_simulated() -> None:
    pairs = mixed_pairs()
    pairs = replace(pairs, about=replace(pairs.about, knowledge=Knowledge.REAL))
    assert structural_ecgs(pairs).data == "real"
    assert structural_ecgs(pairs).name == "real test patients"


def test_pairs_without_findings_hold_no_real_ecgs() -> None:
    pairs = mixed_pairs()
    about = replace(pairs.about, label_names=tuple(STRUCTURAL_LABELS))
    count = len(STRUCTURAL_LABELS)
    plain = replace(
        pairs, about=about, labels=pairs.labels[:, :count], known=np.ones((len(pairs), count), bool)
    )
    assert len(structural_ecgs(plain)) == len(plain.rows("test"))
    assert len(structural_ecgs(tiny_pairs())) == 0
    assert len(finding_ecgs(plain)) == 0


def test_some_ecgs_keep_their_truth() -> None:
    whole = made_up.ecgs()
    few = whole.some(3)
    assert few.patient.tolist() == ["p0", "p20", "p39"]
    assert np.array_equal(few.has("shd"), whole.has("shd")[[0, 20, 39]])
    assert np.array_equal(few.ecg, whole.ecg[[0, 20, 39]])
    assert whole.some(None) is whole.some(40) is whole
    few = whole.some(7)
    assert few.batch(slice(2, 5)).shape == (3, 12, 1, 50)


def test_the_official_folder_is_tested_on_fold_10(tmp_path: Path) -> None:
    spec = replace(SPEC, samples=1000)
    found = ptbxl_ecgs(write_mini_ptbxl(tmp_path, damaged=False), spec)
    assert isinstance(found, Ecgs)
    assert found.title == "6 real ECGs of PTB-XL fold 10"
    assert found.ecg.shape == (6, 12, 1000)
    assert found.has("afib").any()
    assert np.array_equal(found.has("class_mi"), found.has("imi"))


def write_hospitals(folder: Path) -> Path:
    """Three recordings in the packed form of the shared folder."""
    folder.mkdir()
    signal = np.random.default_rng(0).integers(-500, 500, (3, 5000, 12)).astype(np.int16)
    np.savez(folder / "ecg_500hz_uV.npz", ecg_uV=signal, key=np.array(["b", "a", "c"]))
    lines = [
        "key,dataset,n_valid_500hz,labels,age,sex",
        "a,Georgia,5000,AF|LVH,300,Male",
        "b,PTB-XL,4000,,NaN,F",
        "c,CPSC,5000,MI_old,50,?",
    ]
    (folder / "records.csv").write_text("\n".join(lines) + "\n")
    return folder


def test_hospitals_are_read_in_the_order_of_the_signals(tmp_path: Path) -> None:
    outside = hospitals(write_hospitals(tmp_path / "real"))
    assert outside.kind.tolist() == ["PTB-XL", "Georgia", "CPSC"]
    assert outside.said[1] == {"AF", "LVH"}
    assert [one.signal_mv.shape for one in outside.recordings[:2]] == [(12, 4000), (12, 5000)]
    assert [one.patient.age_years for one in outside.recordings] == [None, None, 50]
    assert np.abs(outside.recordings[0].signal_mv).max() <= 0.5
    found = truths(outside.said)
    assert found["class_mi"].tolist() == [False, False, True]
    assert found["afib"].tolist() == found["lvh"].tolist() == [False, True, False]


def test_every_diagnosis_stands_for_a_finding_of_the_runtime() -> None:
    assert set(MEANS) <= set(FINDINGS)
    names = " ".join(MEANS.values()).split()
    assert len(set(names)) == len(names)


@needs_shared
def test_phone_ecgs_have_their_leads_in_order() -> None:
    outside = phones(FOLDER / "quality_cinc2011")
    assert set(outside.kind.tolist()) == {"acceptable", "unacceptable", "indeterminate"}
    good = next(
        one for one, kind in zip(outside.recordings, outside.kind, strict=True)
        if kind == "acceptable"
    )  # fmt: skip
    assert set(good.leads) == set(LEADS)
    avf = good.lead("II") - good.lead("I") / 2
    assert np.abs(avf - good.lead("aVF")).mean() < 0.1 * np.abs(good.lead("aVF")).mean()


@needs_shared
def test_the_hospitals_beside_the_project_can_be_read() -> None:
    outside = hospitals(FOLDER / "real")
    assert len(outside.recordings) == len(outside.said) == 189
    assert truths(outside.said)["afib"].sum() == 12
    assert outside.recordings[0].rate_hz == pytest.approx(500)
