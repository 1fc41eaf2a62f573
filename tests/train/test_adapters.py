import csv
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

import numpy as np
import pytest
import torch
from click.testing import CliRunner

from echo2ecg_edge.errors import CallError, EdgeError, InputError
from echo2ecg_edge.leads import INDEPENDENT_LEADS, LEADS
from echo2ecg_edge.readers import write_csv
from echo2ecg_edge.recording import Recording
from tests.shared_ecgs import needs_shared
from tests.train.fake_cohort import SPEC, FakePlan, draw
from tests.train.test_ptbxl import PACKED, official, packed_folder, ramp, write_record
from train.cohort import FINDINGS, LABELS, MEASURES
from train.cohort.echo import VIEWS
from train.datasets.cleaned import cleaned
from train.datasets.cohort import cohort_about, cohort_rows, from_cohort
from train.datasets.cohort_views import training_patients
from train.datasets.embeddings import open_embeddings
from train.datasets.generic import EcgFiles, generic_about, generic_rows
from train.datasets.generic_table import needed, open_table
from train.datasets.ptbxl_pairs import WITHOUT_FOLD_10, ptbxl_about, ptbxl_rows
from train.pairs import BadRow, Knowledge, PairRow, open_pairs, write_pairs
from train.prepare import prepare
from train.store import build_cohort, open_cohort

assert official  # a fixture of another file
SHORT = replace(SPEC, samples=200)
"""Two seconds."""


def recording(seconds: float = 2.0, rate_hz: float = 200.0, scale: float = 1.0) -> Recording:
    """Something with peaks that obeys Einthoven; every lead its own."""
    time = np.arange(round(seconds * rate_hz)) / rate_hz
    # The wave, because a lead that stands still between beats counts as padded.
    peak = np.exp(-(((time % 0.8) - 0.4) ** 2) / 0.0008) + 0.05 * np.sin(8 * time)
    eight = {lead: (0.5 + 0.1 * at) * peak for at, lead in enumerate(INDEPENDENT_LEADS)}
    one, two = eight["I"], eight["II"]
    rest = {"III": two - one, "aVR": -(one + two) / 2, "aVL": one - two / 2, "aVF": two - one / 2}
    signal = np.stack([(eight | rest)[lead] for lead in LEADS]) * scale
    return Recording(signal.astype(np.float32), rate_hz)


def only(whole: Recording, *leads: str) -> Recording:
    rows = np.stack([whole.lead(lead) for lead in leads])
    return Recording(rows, whole.rate_hz, leads)


# A recording -> model input


def test_cleaning_follows_the_names_of_the_leads() -> None:
    whole = recording()
    turned = only(whole, *LEADS[::-1])
    np.testing.assert_allclose(cleaned(turned, SHORT).ecg, cleaned(whole, SHORT).ecg, atol=1e-6)


def test_eight_stored_leads_become_twelve() -> None:
    whole = recording()
    found = cleaned(only(whole, *INDEPENDENT_LEADS), SHORT)
    assert found.leads.all()
    np.testing.assert_allclose(found.ecg, cleaned(whole, SHORT).ecg, atol=1e-5)


def test_the_rate_is_brought_to_the_models() -> None:
    fast, slow = (cleaned(recording(rate_hz=rate), SHORT).ecg for rate in (500.0, 250.0))
    assert fast.shape == (12, 200)
    np.testing.assert_allclose(fast, slow, atol=0.02)


def test_leads_that_are_not_there_are_marked() -> None:
    whole = recording()
    signal = whole.signal_mv.copy()
    signal[LEADS.index("V2")] = 0.3
    signal[LEADS.index("V3"), :200] = np.nan
    some = only(replace(whole, signal_mv=signal), "I", "V2", "V3", "V6")
    found = cleaned(some, SHORT)
    assert [lead for lead, there in zip(LEADS, found.leads, strict=True) if there] == ["I", "V6"]
    assert not found.ecg[~found.leads].any()
    assert found.ecg[found.leads].any(axis=1).all()


def test_a_short_gap_is_bridged() -> None:
    whole = recording()
    signal = whole.signal_mv.copy()
    signal[3, 100:104] = np.nan
    found = cleaned(replace(whole, signal_mv=signal), SHORT)
    assert found.leads.all()
    assert np.isfinite(found.ecg).all()


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (recording(seconds=1.5), "1.5 s long, and 2 s are needed"),
        (recording(rate_hz=80.0), "80 samples per second, and 96 are needed"),
        (recording(scale=1000.0), "higher or lower"),
        (recording(scale=0.0), "No lead"),
        (recording(scale=np.nan), "No lead"),
    ],
)
def test_what_cannot_be_cleaned_says_why(bad: Recording, reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        cleaned(bad, SHORT)


def test_only_the_first_window_is_taken() -> None:
    whole = recording(seconds=6)
    first = replace(whole, signal_mv=whole.signal_mv[:, :400])
    np.testing.assert_array_equal(cleaned(whole, SHORT).ecg, cleaned(first, SHORT).ecg)


# The generic table

HEADER = ("ecg_study_id", "echo_study_id", "ecg_filepath", "echo_filepath", "echo_embed_idx")
VECTORS = np.arange(40, dtype=np.float32).reshape(10, 4)
Line = tuple[object, ...]


@dataclass
class Desk:
    """A folder with ECG files, embeddings and a table."""

    folder: Path

    def table(self, lines: list[Line], header: tuple[str, ...] = HEADER) -> Path:
        with (self.folder / "pairs.csv").open("w", newline="") as file:
            csv.writer(file).writerows([header, *lines])
        return self.folder / "pairs.csv"

    def rows(
        self,
        lines: list[Line],
        header: tuple[str, ...] = HEADER,
        vectors: str | None = "echo.npy",
        measures: tuple[str, ...] = (),
    ) -> list[PairRow | BadRow]:
        files = EcgFiles(self.folder)
        if vectors is None:
            table = open_table(self.table(lines, header), measures)
            return list(generic_rows(table, SHORT, files, None))
        with open_embeddings(self.folder / vectors) as found:
            table = open_table(self.table(lines, header), measures, needed(found))
            return list(generic_rows(table, SHORT, files, found))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    for at, name in enumerate("abc"):
        write_csv(recording(scale=1 + at / 2), tmp_path / f"{name}.csv")
    np.save(tmp_path / "echo.npy", VECTORS)
    return Desk(tmp_path)


def said(bad: PairRow | BadRow) -> str:
    assert isinstance(bad, BadRow)
    return f"{bad.where}: {bad.reason}"


def test_lines_of_one_ecg_become_one_row(desk: Desk) -> None:
    one, two = desk.rows(
        [
            ("1", "e1", "a.csv", "x", 3),
            ("2", "e2", "b.csv", "x", 0),
            ("1", "e1", "a.csv", "y", "7.0"),
        ]
    )
    assert isinstance(one, PairRow)
    assert isinstance(two, PairRow)
    assert (one.patient, two.patient) == ("1", "2")
    np.testing.assert_array_equal(one.views, VECTORS[[3, 7]])
    np.testing.assert_array_equal(two.views, VECTORS[[0]])
    np.testing.assert_allclose(two.ecg, one.ecg * 1.5, atol=0.01)
    assert one.view_names == ()


def test_everything_that_a_table_may_say(desk: Desk) -> None:
    header = (
        *HEADER, "subject_id", "split", "age", "sex", "view", "lvef", "lvedv", "shd",
        "lvef_lte_45", "af", "qrs_ms", "echo_report", "echo_date", "cart_id",
    )  # fmt: skip
    line = (
        "1", "e", "a.csv", "x", 3, "p9", "val", 61, "F", "A4C", 40.5, "", 1, "", 0, 96, "Weak.",
        "2020-01-01", 12,
    )  # fmt: skip
    (row,) = desk.rows([line], header)
    assert isinstance(row, PairRow)
    assert (row.patient, row.split, row.age_years, row.female) == ("p9", "validation", 61.0, True)
    assert row.view_names == ("A4C",)
    assert row.labels == {"shd": True}
    assert row.measures == {"lvef": 40.5}
    assert row.af is False
    assert row.machine[3] == 96
    assert np.isnan(row.machine[0])
    assert row.echo_report == "Weak."
    table = open_table(desk.folder / "pairs.csv")
    assert table.labels == ("lvef_lte_45", "shd")
    assert table.measures == ("lvef",), "neither empty columns, nor dates, nor ids"


def test_age_and_sex_may_come_from_the_ecg_file(desk: Desk) -> None:
    whole = recording()
    known = Recording.from_array(whole.signal_mv, rate_hz=200, units="mV", age_years=70, sex="male")
    write_csv(known, desk.folder / "a.csv")
    (row,) = desk.rows([("1", "e", "a.csv", "x", 3)])
    assert isinstance(row, PairRow)
    assert (row.age_years, row.female) == (70, False)


def test_one_bad_line_does_not_stop_the_others(desk: Desk) -> None:
    (desk.folder / "broken.csv").write_bytes(b"\x00\x01nothing")
    found = desk.rows(
        [
            ("1", "e1", "a.csv", "x", 3),
            ("2", "e2", "nowhere.csv", "x", 0),
            ("3", "e3", "broken.csv", "x", 0),
            ("4", "e4", "b.csv", "x", 10),
            ("5", "e5", "b.csv", "x", -1),
            ("6", "e6", "b.csv", "x", "two"),
            ("7", "", "b.csv", "x", 1),
            ("8", "e8", "", "x", 1),
            ("9", "e9", "c.csv", "x", 1),
        ]
    )
    good = [row.patient for row in found if isinstance(row, PairRow)]
    bad = [said(row) for row in found if isinstance(row, BadRow)]
    assert good == ["1", "9"]
    assert [text.split(":")[0] for text in bad] == [f"pairs.csv, row {at}" for at in range(2, 9)]
    words = ("nowhere", "", "no embedding 10", "no embedding -1", "'two'", "no echo", "no ECG file")
    for text, word in zip(bad, words, strict=True):
        assert word in text


def test_a_wrong_clip_costs_the_clip_alone(desk: Desk) -> None:
    lines = [("1", "e", "a.csv", "x", at) for at in (3, 99, 4, 3)]
    found = desk.rows(lines)
    assert [said(row).split(":")[0] for row in found[:2]] == [
        "pairs.csv, row 2",
        "pairs.csv, row 4",
    ]
    assert "already in row 1" in said(found[1])
    assert isinstance(found[2], PairRow)
    np.testing.assert_array_equal(found[2].views, VECTORS[[3, 4]])


def test_a_damaged_vector_is_a_wrong_clip(desk: Desk) -> None:
    vectors = VECTORS.copy()
    vectors[4, 2] = np.inf
    np.save(desk.folder / "echo.npy", vectors)
    bad, row = desk.rows([("1", "e", "a.csv", "x", 4), ("1", "e", "a.csv", "x", 5)])
    assert "missing or infinite" in said(bad)
    assert isinstance(row, PairRow)


@pytest.mark.parametrize(
    ("column", "one", "other"),
    [("lvef", 40, 41), ("shd", 0, 1), ("age", 60, 61), ("sex", "f", "m"), ("subject_id", 1, 2)],
)
def test_a_contradiction_costs_the_ecg(desk: Desk, column: str, one: object, other: object) -> None:
    lines = [
        ("1", "e", "a.csv", "x", 1, one),
        ("1", "e", "a.csv", "x", 2, other),
        ("2", "f", "b.csv", "x", 3, one),
    ]
    bad, good = desk.rows(lines, (*HEADER, column))
    assert f"contradict each other: {column}" in said(bad)
    assert isinstance(good, PairRow)


def test_two_echos_of_one_ecg_contradict_each_other(desk: Desk) -> None:
    lines = [("1", "e", "a.csv", "x", 1), ("1", "f", "a.csv", "x", 2)]
    assert "echo_study_id is e and f" in said(desk.rows(lines)[0])


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        ("shd", "yes!", "neither 0 nor 1"),
        ("age", "old", "not a number"),
        ("age", "inf", "not a number"),
        ("sex", "1", "not understood"),
        ("subject_id", "", "no subject_id"),
    ],
)
def test_a_cell_that_cannot_be_understood(desk: Desk, column: str, value: str, reason: str) -> None:
    (bad,) = desk.rows([("1", "e", "a.csv", "x", 1, value)], (*HEADER, column))
    assert reason in said(bad)


def test_a_patient_in_two_splits_is_found_before_any_ecg_is_read(desk: Desk) -> None:
    lines = [("1", "e", "no.csv", "x", 1, "p", "train"), ("2", "e", "no.csv", "x", 1, "p", "test")]
    with pytest.raises(CallError, match=r"patient p .* train \(pairs.csv, row 1\)|test \(.*row 2"):
        desk.rows(lines, (*HEADER, "subject_id", "split"))


def test_a_table_that_is_none(desk: Desk) -> None:
    with pytest.raises(CallError, match="no column echo_embed_idx"):
        desk.rows([("1", "e", "a.csv")], HEADER[:3])
    with pytest.raises(CallError, match="two columns age"):
        desk.rows([], (*HEADER, "age", "age"))
    with pytest.raises(CallError, match="no table"):
        open_table(desk.folder / "other.csv")
    (desk.folder / "empty.csv").write_bytes(b"")
    with pytest.raises(CallError, match="no column ecg_study_id"):
        open_table(desk.folder / "empty.csv")
    (desk.folder / "latin.csv").write_bytes(",".join(HEADER).encode() + b"\n1,2,3,\xff,5\n")
    with pytest.raises(CallError, match=r"cannot be read|UTF-8"):
        open_table(desk.folder / "latin.csv")


def test_a_table_without_rows_has_none(desk: Desk) -> None:
    assert desk.rows([]) == []
    about = generic_about(open_table(desk.folder / "pairs.csv"), SHORT)
    with pytest.raises(CallError, match="There are no rows"):
        write_pairs(desk.folder / "out", about, [])


def test_a_line_of_another_length_keeps_the_numbers_right(desk: Desk) -> None:
    found = desk.rows(
        [("1", "e1", "a.csv", "x", 1), ("2", "e2"), ("3", "e3", "no.csv", "x", 1), ("4",) * 9]
    )
    assert [said(row) for row in found if isinstance(row, BadRow)][:2] == [
        "pairs.csv, row 2: The row has 2 fields instead of 5.",
        "pairs.csv, row 4: The row has 9 fields instead of 5.",
    ]
    assert said(found[-1]).startswith("pairs.csv, row 3")


def test_patients_are_ecgs_where_nothing_else_is_known(desk: Desk) -> None:
    about = generic_about(open_table(desk.table([("1", "e", "a.csv", "x", 1)])), SHORT)
    assert "every ECG counts as a patient" in about.source
    assert about.knowledge is Knowledge.REAL
    named = open_table(desk.table([("1", "e", "a.csv", "x", 1, "p")], (*HEADER, "subject_id")))
    assert "patient" not in generic_about(named, SHORT).source


def test_ecgs_with_labels_and_no_echo(desk: Desk) -> None:
    (row,) = desk.rows([("1", "a.csv", 1)], ("ecg_study_id", "ecg_filepath", "shd"), vectors=None)
    assert isinstance(row, PairRow)
    assert row.labels == {"shd": True}
    assert not row.views.size


def test_measures_may_be_chosen(desk: Desk) -> None:
    header = (*HEADER, "lvef", "clip_seconds")
    lines = [("1", "e", "a.csv", "x", 1, 50, 2.5), ("1", "e", "a.csv", "x", 2, 50, 3.5)]
    assert "clip_seconds" in said(desk.rows(lines, header)[0])
    (row,) = desk.rows(lines, header, measures=("lvef",))
    assert isinstance(row, PairRow)
    assert row.measures == {"lvef": 50.0}


# Embeddings


def as_tensor(path: Path) -> None:
    torch.save(torch.from_numpy(VECTORS), path)


def as_half_tensor(path: Path) -> None:
    torch.save(torch.from_numpy(VECTORS).bfloat16(), path)


def as_old_tensor(path: Path) -> None:
    torch.save(torch.from_numpy(VECTORS), path, _use_new_zipfile_serialization=False)


def as_half_array(path: Path) -> None:
    with path.open("wb") as file:
        np.save(file, VECTORS.astype(np.float16))


@pytest.mark.parametrize("save", [as_tensor, as_half_tensor, as_old_tensor, as_half_array])
def test_embeddings_of_clips(tmp_path: Path, save: Callable[[Path], None]) -> None:
    save(tmp_path / "e.bin")
    with open_embeddings(tmp_path / "e.bin") as found:
        vectors = found.vectors("", [9, 0])
    assert vectors.dtype == np.float32
    np.testing.assert_array_equal(vectors, VECTORS[[9, 0]])


def test_embeddings_stay_on_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    as_half_array(tmp_path / "e.npy")
    with open_embeddings(tmp_path / "e.npy") as found:
        assert isinstance(found.rows, np.memmap)  # type: ignore[attr-defined]
    as_tensor(tmp_path / "e.pt")
    load, asked = torch.load, []
    monkeypatch.setattr(torch, "load", lambda *a, **k: asked.append(k) or load(*a, **k))
    with open_embeddings(tmp_path / "e.pt"):
        assert asked[0]["mmap"]
        assert asked[0]["weights_only"]


@pytest.mark.parametrize("saved", [{"a": 1}, torch.zeros(3), torch.zeros(2, 3, 4)])
def test_tensors_of_another_shape_are_refused(tmp_path: Path, saved: object) -> None:
    torch.save(saved, tmp_path / "e.pt")
    with (
        pytest.raises(CallError, match=r"single tensor|not \(clips, dimensions\)"),
        open_embeddings(tmp_path / "e.pt"),
    ):
        pass


def test_a_file_that_holds_no_embeddings(tmp_path: Path) -> None:
    path = tmp_path / "e.pt"
    for content in (b"", b"something else", b"\x93NUMPY cut", b"\x89HDF\r\n\x1a\n cut"):
        path.write_bytes(content)
        with pytest.raises(CallError, match="no embeddings"), open_embeddings(path):
            pass
    with pytest.raises(CallError, match="no embeddings"), open_embeddings(tmp_path / "none"):
        pass


def test_embeddings_by_study(desk: Desk) -> None:
    h5py = pytest.importorskip("h5py")
    with h5py.File(desk.folder / "echo.h5", "w") as file:
        file["e1_leads"] = VECTORS[:3]
        file["e3_leads"] = VECTORS[0]
    header = HEADER[:3]
    lines = [("1", "e1", "a.csv"), ("2", "e2", "b.csv"), ("3", "e3", "c.csv")]
    good, missing, flat = desk.rows(lines, header, vectors="echo.h5")
    assert isinstance(good, PairRow)
    np.testing.assert_array_equal(good.views, VECTORS[:3])
    assert said(missing) == "pairs.csv, row 2: The embeddings have no study e2."
    assert "shape (4,)" in said(flat)


def test_hdf5_without_its_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "e.h5").write_bytes(b"\x89HDF\r\n\x1a\n")
    monkeypatch.setitem(sys.modules, "h5py", None)
    with pytest.raises(CallError, match="pip install h5py"), open_embeddings(tmp_path / "e.h5"):
        pass


# Virtual cohorts


@pytest.fixture(scope="module")
def cohort_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cohort") / "one"
    build_cohort(folder, FakePlan(200, seed=7, echo=True), draw)
    return folder


def first_pixels(clips: np.ndarray) -> np.ndarray:
    return clips[:, 0, 0, :3].astype(np.float32)


def test_a_cohort_on_disk_and_in_memory_give_the_same_pairs(
    cohort_folder: Path, tmp_path: Path
) -> None:
    stored = open_cohort(cohort_folder)
    rows = cohort_rows(stored, first_pixels, lambda _: "train")
    write_pairs(tmp_path / "pairs", cohort_about(stored), rows)
    read = open_pairs(tmp_path / "pairs")
    cohort = stored.load()
    held = from_cohort(cohort, SPEC, "train", first_pixels(cohort.clips))
    names = (
        "ecg", "leads", "split", "age_years", "female", "labels", "known", "measures", "machine",
        "af", "views", "view_start", "view_name", "ecg_report", "echo_report",
    )  # fmt: skip
    for name in names:
        np.testing.assert_array_equal(getattr(read, name), getattr(held, name), err_msg=name)
    assert read.about.label_names == held.about.label_names == LABELS
    assert read.about.measure_names == held.about.measure_names == MEASURES
    np.testing.assert_array_equal(read.af, cohort.findings[:, FINDINGS.index("AF")])
    assert read.echo_report[0].startswith("Simulated echo report.")
    assert set(read.view_name) <= set(VIEWS)


def test_patients_who_share_a_real_ecg_share_a_name(cohort_folder: Path) -> None:
    stored = open_cohort(cohort_folder)
    rows = list(cohort_rows(stored, None, lambda name: "test" if "ptbxl" in name else ""))
    cohort = stored.load()
    for at in (0, 1, 130):
        real = cohort.ptbxl_ecg_id[at]
        assert rows[at].patient == (f"ptbxl-{real}" if cohort.anchored[at] else f"7-{at}")
        assert rows[at].split == ("test" if cohort.anchored[at] else "")
    assert not rows[0].views.size
    assert cohort_about(stored).knowledge is Knowledge.ANCHORED


def test_a_cohort_in_memory_without_views(cohort_folder: Path) -> None:
    cohort = open_cohort(cohort_folder).load()
    split = np.array(["train", "test"])[np.arange(len(cohort)) % 2]
    pairs = from_cohort(cohort, SPEC, split, None)
    assert pairs.view_dimensions == 0
    assert pairs.view_start.tolist() == [0] * (len(cohort) + 1)
    assert pairs.split.tolist() == split.tolist()
    assert pairs.ecg is cohort.ecg


def test_the_view_encoder_sees_training_patients_alone(cohort_folder: Path) -> None:
    stored = open_cohort(cohort_folder)
    whole = stored.load()
    chosen = training_patients(stored, lambda name: "train" if name.endswith("4") else "test", 9)
    rows = [at for at in range(200) if str(at).endswith("4") and not whole.anchored[at]]
    rows = sorted({*rows, *(at for at in range(200) if f"{whole.ptbxl_ecg_id[at]}"[-1] == "4")})[:9]
    np.testing.assert_array_equal(chosen.measures, whole.measures[rows])
    own = np.isin(whole.clip_patient, rows)
    np.testing.assert_array_equal(chosen.clips, whole.clips[own])
    np.testing.assert_array_equal(np.array(rows)[chosen.clip_patient], whole.clip_patient[own])
    with pytest.raises(CallError, match="no training patients"):
        training_patients(stored, lambda _: "test")


# PTB-XL

FOLDS = {1: "train", 3: "test"}


@pytest.fixture
def two_records(official: Path) -> Path:
    """The official folder with signals as high as a heart makes them."""
    for at, name in enumerate(("00001_lr", "00002_lr")):
        write_record(official / "records100" / "0", name, ramp(10 * at + 10), LEADS)
    return official


def test_ptbxl_rows(two_records: Path) -> None:
    spec = replace(SPEC, samples=1000)
    second, first = ptbxl_rows(two_records, spec, FOLDS)
    assert isinstance(first, PairRow)
    assert isinstance(second, PairRow)
    assert (first.patient, first.split, first.age_years, first.female) == (
        "15709", "test", 56.0, True,
    )  # fmt: skip
    assert [key for key, on in first.labels.items() if on] == ["superclass_NORM", "finding_NORM"]
    assert [key for key, on in second.labels.items() if on] == [
        "superclass_CD", "finding_AF", "finding_LBBB",
    ]  # fmt: skip
    assert tuple(first.labels) == ptbxl_about(two_records, spec).label_names
    assert (first.af, second.af) == (False, True)
    assert first.leads.all()
    assert not first.views.size


def test_a_damaged_record_of_ptbxl_does_not_cost_its_fold(two_records: Path) -> None:
    (two_records / "records100" / "0" / "00001_lr.dat").unlink()
    good, bad = ptbxl_rows(two_records, replace(SPEC, samples=1000), FOLDS)
    assert isinstance(good, PairRow)
    assert said(bad).startswith("ptbxl_database.csv, ECG 1: records100/0/00001_lr")


def test_ptbxl_packed_and_its_missing_folds(tmp_path: Path) -> None:
    eight = np.random.default_rng(0).integers(-200, 200, (3, 8, 1000))
    packed_folder(tmp_path, eight)
    rows = list(ptbxl_rows(tmp_path, SPEC, {1: "validation"}))
    assert [row.patient for row in rows if isinstance(row, PairRow)] == ["7", "8", "9"]
    with pytest.raises(CallError, match="no ECGs of fold 2, 3"):
        list(ptbxl_rows(tmp_path, SPEC, WITHOUT_FOLD_10))


@needs_shared
def test_ptbxl_as_it_is() -> None:
    rows = list(islice(ptbxl_rows(PACKED, replace(SPEC, samples=1000), {9: "test"}), 300))
    good = [row for row in rows if isinstance(row, PairRow)]
    assert len(good) >= 297
    assert 100 < sum(row.labels["superclass_NORM"] for row in good) < 200
    assert max(float(np.abs(row.ecg).max()) for row in good) <= SPEC.clip_mv


# Commands


def call(*arguments: object) -> str:
    done = CliRunner().invoke(prepare, [str(one) for one in arguments], catch_exceptions=False)
    assert done.exit_code == 0, done.stderr
    return done.stdout


@pytest.fixture
def recipe(monkeypatch: pytest.MonkeyPatch) -> None:
    """The recipe's signal, two seconds long."""
    monkeypatch.setattr("train.datasets.pairs_command.signal_of", lambda _: SHORT)


@pytest.mark.usefixtures("recipe")
def test_the_command_for_tables(desk: Desk) -> None:
    table = desk.table([("1", "e", "a.csv", "x", 1), ("2", "f", "no.csv", "x", 2)])
    out, vectors = desk.folder / "out", desk.folder / "echo.npy"
    line = call("pairs", table, "--out", out, "--embeddings", vectors)
    assert line.count("\n") == 1
    for word in ("1 rows of 1 patients", "1 echo views", "1 rows left out", "skipped.csv", "Real"):
        assert word in line
    assert len(open_pairs(out)) == 1
    told = json.loads(call("pairs", table, "--out", desk.folder / "b", "--json"))
    assert (told["rows"], told["clips"], told["knowledge"]) == (1, 0, "real")
    with pytest.raises(EdgeError, match="is there already"):
        call("pairs", table, "--out", out)


def test_the_command_for_cohorts_without_clips(tmp_path: Path) -> None:
    build_cohort(tmp_path / "cohort", FakePlan(100), draw)
    line = call("cohort", tmp_path / "cohort", "--out", tmp_path / "pairs")
    assert "100 rows" in line
    assert "no echo views" in line
    assert not (tmp_path / "pairs" / "view_encoder.pt").exists()
    assert set(open_pairs(tmp_path / "pairs").split) == {"train", "validation", "test"}


def test_the_command_for_cohorts_with_a_saved_encoder(
    cohort_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from train.echo import ViewEncoder, save_view_encoder

    class Flat(ViewEncoder):
        """The fake clips are smaller than those the encoder takes."""

        def forward(self, clips: torch.Tensor) -> torch.Tensor:
            return clips[:, 0, 0, :5].float()

    encoder = Flat(width=2, dimensions=5, targets=3)
    save_view_encoder(encoder, tmp_path / "encoder.pt")
    monkeypatch.setattr("train.echo.load_view_encoder", lambda _: encoder)
    line = call(
        "cohort", cohort_folder, "--out", tmp_path / "p", "--view-encoder", tmp_path / "encoder.pt"
    )
    assert "600 echo views" in line
    assert "Anchored" in line
    assert (tmp_path / "p" / "view_encoder.pt").is_file()
    assert open_pairs(tmp_path / "p").view_dimensions == 5


def test_the_command_for_ptbxl_names_missing_folds(official: Path, tmp_path: Path) -> None:
    with pytest.raises(EdgeError, match="no ECGs of fold 2, 4"):
        call("ptbxl", official, "--out", tmp_path / "p")
    assert not (tmp_path / "p").exists()


def test_every_data_set_has_a_command() -> None:
    assert {"cohort", "pairs", "ptbxl"} <= set(prepare.commands)
    assert "Turn a data set into pairs" in call("--help")
