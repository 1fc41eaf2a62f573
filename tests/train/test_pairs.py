import csv
import json
from collections.abc import Iterable, Iterator
from dataclasses import fields, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from echo2ecg_edge.errors import CallError
from tests.train.fake_cohort import SPEC
from train.pairs import About, BadRow, Knowledge, PairRow, Pairs, open_pairs, subset, write_pairs
from train.pairs.read import read_about
from train.pairs.split import check_shares, drawn_split

ABOUT = About("a test", Knowledge.SIMULATED, SPEC, ("shd", "super_MI"), ("lvef", "tr"))
RNG = np.random.default_rng(0)


def a_row(patient: str = "a", split: str = "train", clips: int = 0, **said: object) -> PairRow:
    row = PairRow(
        patient=patient,
        split=split,
        ecg=RNG.normal(size=(12, SPEC.samples)).astype(np.float16).astype(np.float32),
        leads=np.ones(12, bool),
        views=RNG.normal(size=(clips, 4)).astype(np.float32),
    )
    return replace(row, **said)


def written(folder: Path, rows: Iterable[PairRow | BadRow], **how: object) -> Pairs:
    write_pairs(folder / "pairs", ABOUT, rows, **how)
    return open_pairs(folder / "pairs")


def skipped(folder: Path) -> list[list[str]]:
    with (folder / "pairs" / "skipped.csv").open(newline="") as file:
        return list(csv.reader(file))[1:]


maybe = st.none() | st.booleans()
number = st.just(float("nan")) | st.floats(-1e3, 1e3, width=32)


@st.composite
def rows(draw: st.DrawFn) -> PairRow:
    leads = np.array(draw(st.lists(st.booleans(), min_size=12, max_size=12).filter(any)))
    clips = draw(st.integers(0, 3))
    named = draw(st.booleans())
    return a_row(
        patient=draw(st.sampled_from(["a", "b", "Übung 7"])),
        clips=clips,
        leads=leads,
        ecg=np.full((12, SPEC.samples), draw(st.floats(-5, 5, width=16)), np.float32)
        * leads[:, None],
        age_years=draw(number),
        female=draw(maybe),
        af=draw(maybe),
        labels=draw(st.dictionaries(st.sampled_from(ABOUT.label_names), st.booleans())),
        measures=draw(st.dictionaries(st.sampled_from(ABOUT.measure_names), number)),
        machine=draw(st.just(()) | st.tuples(*[number] * 5)),
        view_names=("A4C",) * clips if named else (),
        ecg_report=draw(st.text(st.characters(exclude_categories=["Cs"]), max_size=20)),
    )


def nan_for_none(value: bool | None) -> float:
    return float("nan") if value is None else float(value)


@given(st.lists(rows(), min_size=1, max_size=4))
@settings(max_examples=25, deadline=None)
def test_what_is_written_is_read(given_rows: list[PairRow]) -> None:
    with TemporaryDirectory() as folder:
        pairs = written(Path(folder), given_rows)
        assert len(pairs) == len(given_rows)
        assert pairs.about == ABOUT
        for at, row in enumerate(given_rows):
            clips = slice(*pairs.view_start[at : at + 2])
            np.testing.assert_array_equal(pairs.ecg[at], row.ecg)
            np.testing.assert_array_equal(pairs.leads[at], row.leads)
            np.testing.assert_array_equal(
                pairs.views[clips], row.views if pairs.view_dimensions else row.views[:, :0]
            )
            assert pairs.view_name[clips].tolist() == list(row.view_names or [""] * len(row.views))
            assert pairs.known[at].tolist() == [key in row.labels for key in ABOUT.label_names]
            labels = [row.labels.get(key, False) for key in ABOUT.label_names]
            assert pairs.labels[at].tolist() == labels
            measures = [row.measures.get(name, np.nan) for name in ABOUT.measure_names]
            np.testing.assert_array_equal(pairs.measures[at], measures)
            np.testing.assert_array_equal(pairs.machine[at], row.machine or [np.nan] * 5)
            np.testing.assert_array_equal(pairs.age_years[at], row.age_years)
            np.testing.assert_array_equal(pairs.female[at], nan_for_none(row.female))
            np.testing.assert_array_equal(pairs.af[at], nan_for_none(row.af))
            assert pairs.patient[at] == row.patient
            assert pairs.ecg_report[at] == row.ecg_report


def test_types_are_as_documented(tmp_path: Path) -> None:
    pairs = written(tmp_path, [a_row(clips=2), a_row(clips=1)])
    kinds = {
        "ecg": "f2", "leads": "?", "age_years": "f4", "female": "f4", "labels": "f4", "known": "?",
        "measures": "f4", "machine": "f4", "af": "f4", "views": "f4", "view_start": "i8",
    }  # fmt: skip
    for name, kind in kinds.items():
        assert getattr(pairs, name).dtype == np.dtype(kind), name
    assert pairs.view_start.tolist() == [0, 2, 3]


def test_signals_and_views_stay_on_disk(tmp_path: Path) -> None:
    pairs = written(tmp_path, [a_row(clips=2)])
    assert isinstance(pairs.ecg, np.memmap)
    assert isinstance(pairs.views, np.memmap)


def test_pairs_without_views(tmp_path: Path) -> None:
    pairs = written(tmp_path, [a_row(), a_row()])
    assert pairs.views.shape == (0, 0)
    assert pairs.view_dimensions == 0
    assert pairs.view_start.tolist() == [0, 0, 0]
    assert not (tmp_path / "pairs" / "views.npy").exists()


def test_the_split_follows_the_patient_and_not_the_order(tmp_path: Path) -> None:
    names = [str(at) for at in range(60)]
    one = written(tmp_path / "1", [a_row(name, "") for name in names])
    other = written(tmp_path / "2", [a_row(name, "") for name in reversed(names)])
    assert one.split.tolist() == other.split.tolist()[::-1]
    assert one.split.tolist() == [drawn_split(name) for name in names]
    assert len(one.rows("train")) == one.split.tolist().count("train")


def test_shares_and_seed_are_heeded() -> None:
    names = [str(at) for at in range(4000)]
    first = [drawn_split(name, 0, (0.5, 0.3, 0.2)) for name in names]
    again = [drawn_split(name, 1, (0.5, 0.3, 0.2)) for name in names]
    assert abs(first.count("train") / 4000 - 0.5) < 0.04
    assert abs(first.count("test") / 4000 - 0.2) < 0.03
    assert first != again
    assert {drawn_split(name, 0, (0, 1, 0)) for name in names} == {"validation"}
    with pytest.raises(CallError, match="do not divide"):
        check_shares((0.5, 0.2, 0.2))


def test_a_row_without_split_joins_its_patient(tmp_path: Path) -> None:
    # Whatever the hash says: one of these three disagrees with it.
    rows = [a_row(name, split) for name in "abc" for split in ("", "test")]
    assert set(written(tmp_path, rows).split) == {"test"}


def test_a_patient_in_two_splits_is_refused(tmp_path: Path) -> None:
    rows = [a_row("a"), a_row("b", "test"), a_row("a", "test")]
    with pytest.raises(CallError, match=r"patient a .* train \(row 1\) and test \(row 3\)"):
        written(tmp_path, rows)
    assert list(tmp_path.iterdir()) == []


def test_the_reader_refuses_a_patient_in_two_splits_as_well(tmp_path: Path) -> None:
    from pyarrow import parquet

    written(tmp_path, [a_row("a"), a_row("a")])
    path = tmp_path / "pairs" / "table.parquet"
    table = parquet.read_table(path)
    at = table.column_names.index("split")
    parquet.write_table(table.set_column(at, "split", [["train", "test"]]), path)
    with pytest.raises(CallError, match="patient a is in two splits"):
        open_pairs(tmp_path / "pairs")


BAD = {
    "missing or infinite": {"ecg": np.full((12, SPEC.samples), np.nan, np.float32)},
    "samples that are missing": {"ecg": np.full((12, SPEC.samples), 1e6, np.float32)},
    "has shape": {"ecg": np.zeros((12, 7), np.float32)},
    "no lead": {"leads": np.zeros(12, bool)},
    "marked as missing": {"leads": np.arange(12) > 0},
    "no name": {"patient": ""},
    "is none of": {"split": "dev"},
    "label lvef_lte_45": {"labels": {"lvef_lte_45": True}},
    "measure pasp": {"measures": {"pasp": 40.0}},
    "is infinite": {"age_years": float("inf")},
    "machine measurements": {"machine": (1.0, 2.0)},
    "are 3 long; those before are 4": {"views": np.ones((1, 3), np.float32)},
    "embeddings hold": {"views": np.full((1, 4), np.nan, np.float32)},
    "names of views": {"views": np.ones((1, 4), np.float32), "view_names": ("A4C", "PLAX")},
}


@pytest.mark.parametrize("reason", BAD)
def test_a_bad_row_is_left_out_with_its_reason(tmp_path: Path, reason: str) -> None:
    bad = replace(a_row("y"), **BAD[reason])
    pairs = written(tmp_path, [a_row("x", clips=1), bad, a_row("z", clips=1)])
    assert pairs.patient.tolist() == ["x", "z"]
    assert len(pairs.views) == 2
    ((where, said),) = skipped(tmp_path)
    assert where.startswith("row 2")
    assert reason in said


def test_what_the_summary_says(tmp_path: Path) -> None:
    rows = [a_row("a", clips=2), BadRow("t.csv, row 2", "Broken."), a_row("a"), a_row("b", "test")]
    summary = write_pairs(tmp_path / "pairs", ABOUT, rows)
    assert (summary.rows, summary.patients, summary.clips, summary.skipped) == (3, 2, 2, 1)
    assert summary.splits == {"train": 2, "validation": 0, "test": 1}
    assert summary.reasons == ("Broken.",)
    assert summary.has_views
    assert skipped(tmp_path) == [["t.csv, row 2", "Broken."]]
    assert json.loads((tmp_path / "pairs" / "pairs.json").read_text())["counts"]["rows"] == 3


def test_bad_rows_are_logged_until_there_are_many(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    bad = [BadRow(f"row {at}", "Broken.") for at in range(25)]
    written(tmp_path, [a_row(), *bad])
    assert len(caplog.messages) == 21
    assert "5 more rows" in caplog.messages[-1]
    assert len(skipped(tmp_path)) == 25


def test_nothing_usable_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CallError, match="There are no rows"):
        written(tmp_path, [])
    with pytest.raises(CallError, match=r"None of the 2 rows .* Broken\."):
        written(tmp_path, [BadRow("row 1", "Broken."), BadRow("row 2", "Also.")])
    assert list(tmp_path.iterdir()) == []


def test_an_existing_folder_is_left_alone(tmp_path: Path) -> None:
    written(tmp_path, [a_row("first")])
    with pytest.raises(CallError, match="is there already"):
        written(tmp_path, [a_row("second")])
    assert open_pairs(tmp_path / "pairs").patient.tolist() == ["first"]


def test_two_columns_of_one_name_are_refused(tmp_path: Path) -> None:
    with pytest.raises(CallError, match="shd_known"):
        write_pairs(tmp_path / "p", replace(ABOUT, measure_names=("shd_known",)), [a_row()])


def test_an_interrupted_run_leaves_nothing_that_opens(tmp_path: Path) -> None:
    def interrupted() -> Iterator[PairRow]:
        yield a_row(clips=1)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        written(tmp_path, interrupted())
    with pytest.raises(CallError, match="holds no pairs"):
        open_pairs(tmp_path / "pairs")


def test_a_run_that_was_killed_is_named_and_can_be_repeated(tmp_path: Path) -> None:
    part = tmp_path / "pairs.part"
    part.mkdir()
    (part / "ecg.npy").write_bytes(b"half")
    for folder in (tmp_path / "pairs", part):
        with pytest.raises(CallError, match="never finished"):
            open_pairs(folder)
    assert len(written(tmp_path, [a_row()])) == 1
    assert not part.exists()


@pytest.mark.parametrize("name", ["ecg.npy", "views.npy", "table.parquet", "clips.parquet"])
@pytest.mark.parametrize("harm", ["lost", "cut", "another"])
def test_damaged_pairs_are_refused(tmp_path: Path, name: str, harm: str) -> None:
    written(tmp_path / "1", [a_row(clips=2)])
    written(tmp_path / "2", [a_row(clips=1), a_row(clips=3)])
    path = tmp_path / "1" / "pairs" / name
    content = path.read_bytes()
    path.unlink()
    if harm == "cut":
        path.write_bytes(content[: len(content) // 2])
    if harm == "another":
        path.write_bytes((tmp_path / "2" / "pairs" / name).read_bytes())
    with pytest.raises(CallError, match="damaged"):
        open_pairs(tmp_path / "1" / "pairs")


def test_another_version_is_named(tmp_path: Path) -> None:
    written(tmp_path, [a_row()])
    path = tmp_path / "pairs" / "pairs.json"
    said = json.loads(path.read_text())
    path.write_text(json.dumps(said | {"format": 99}))
    with pytest.raises(CallError, match="another version"):
        open_pairs(tmp_path / "pairs")
    path.write_text("{}")
    with pytest.raises(CallError, match="damaged"):
        read_about(tmp_path / "pairs")
    path.write_text(json.dumps(said))
    assert read_about(tmp_path / "pairs") == ABOUT


def test_a_subset_keeps_rows_and_their_views_together(tmp_path: Path) -> None:
    pairs = written(tmp_path, [a_row(str(at), clips=clips) for at, clips in enumerate([2, 0, 3])])
    some = subset(pairs, np.array([2, 1, 2, 0]))
    assert not isinstance(some.ecg, np.memmap)
    assert some.patient.tolist() == ["2", "1", "2", "0"]
    assert some.view_start.tolist() == [0, 3, 3, 6, 8]
    np.testing.assert_array_equal(
        some.views[3:], np.concatenate([pairs.views[2:], pairs.views[:2]])
    )
    for field in fields(Pairs):
        if field.name not in {"about", "views", "view_start", "view_name"}:
            taken = getattr(pairs, field.name)[[2, 1, 2, 0]]
            np.testing.assert_array_equal(getattr(some, field.name), taken)
    assert len(subset(pairs, np.array([], np.int64))) == 0
