"""EchoNext: millivolts back from z-scores, labels under both names, patients in one split."""

import csv
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from echo2ecg_edge.errors import CallError
from echo2ecg_edge.labels import STRUCTURAL_LABELS
from echo2ecg_edge.signal import SignalSpec
from tests.train.mini_echonext import (
    MEAN,
    MV_PER_UNIT,
    SD,
    TABULAR_MEAN,
    TABULAR_SD,
    WORDED,
    write_constants,
    write_mini_echonext,
)
from train.datasets.echonext import echonext_about, echonext_rows, names_patients
from train.datasets.echonext_columns import find_metadata
from train.datasets.echonext_command import echonext
from train.datasets.echonext_constants import read_constants
from train.datasets.echonext_table import read_metadata
from train.pairs import BadRow, PairRow, open_pairs, write_pairs

SPEC = SignalSpec(100.0, 1000, 0.5, 4, 40.0, 48.0, 1.0, 5.0)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_mini_echonext(tmp_path / "echonext")


@pytest.fixture
def constants(tmp_path: Path) -> Path:
    return write_constants(tmp_path / "constants.json")


def rows_of(folder: Path, constants: Path, **options: bool) -> list[PairRow | BadRow]:
    lines = read_metadata(find_metadata(folder))
    return list(echonext_rows(folder, lines, read_constants(constants), SPEC, **options))


def test_z_scores_become_millivolts_again(folder: Path, constants: Path) -> None:
    row = rows_of(folder, constants)[0]
    assert isinstance(row, PairRow)
    time = np.arange(1000) / 100
    middle = slice(200, 800)
    for lead in range(12):
        expected = np.sin(2 * np.pi * (2 + lead) * time) * SD[lead] * MV_PER_UNIT
        np.testing.assert_allclose(row.ecg[lead, middle], expected[middle], atol=0.004)


def test_slow_waves_that_a_second_high_pass_would_take_stay(folder: Path, constants: Path) -> None:
    path = folder / "EchoNext_val_waveforms.npy"
    waves = np.load(path)
    waves[0, 0, :, 1] = np.sin(2 * np.pi * 0.4 * np.arange(2500) / 250)
    np.save(path, waves)
    row = next(row for row in rows_of(folder, constants) if getattr(row, "patient", "") == "c")
    assert np.abs(row.ecg[1, 250:750]).max() == pytest.approx(SD[1] * MV_PER_UNIT, rel=0.05)


def test_a_lead_that_never_moves_is_missing(folder: Path, constants: Path) -> None:
    row = rows_of(folder, constants)[1]
    assert row.leads.tolist() == [True] * 11 + [False]
    assert not row.ecg[11].any()
    assert row.ecg[10].any()


def test_a_row_of_nan_is_named_and_the_run_goes_on(folder: Path, constants: Path) -> None:
    rows = rows_of(folder, constants)
    assert [type(row) for row in rows] == [PairRow, PairRow, BadRow, PairRow, PairRow, PairRow]
    assert rows[2].where == "EchoNext_train_waveforms.npy, row 3 (metadata row 3)"
    assert [row.split for row in rows if isinstance(row, PairRow)] == [
        "train", "train", "validation", "test", "test",
    ]  # fmt: skip


@pytest.mark.parametrize("worded", [True, False])
def test_labels_under_either_name(tmp_path: Path, worded: bool) -> None:
    folder = write_mini_echonext(tmp_path / "set", worded=worded)
    lines = read_metadata(find_metadata(folder))
    assert set(lines[1].labels) == set(STRUCTURAL_LABELS)
    assert {key for key, positive in lines[1].labels.items() if positive} == {"lvef_lte_45", "shd"}
    assert not any(lines[0].labels.values())


def test_an_empty_label_is_unknown(folder: Path) -> None:
    path = find_metadata(folder)
    with path.open() as file:
        table = list(csv.reader(file))
    at = table[0].index(WORDED["pasp_gte_45"])
    table[1][at] = ""
    with path.open("w", newline="") as file:
        csv.writer(file).writerows(table)
    assert set(read_metadata(path)[0].labels) == set(STRUCTURAL_LABELS) - {"pasp_gte_45"}


def test_no_split_joins_training_without_held_out_patients(folder: Path, constants: Path) -> None:
    rows = [
        row for row in rows_of(folder, constants, with_no_split=True) if row.__class__ is PairRow
    ]
    assert [row.patient for row in rows] == ["a", "a", "c", "d", "e", "f"]
    assert rows[-1].split == "train"


def test_no_split_needs_patients(tmp_path: Path, constants: Path) -> None:
    folder = write_mini_echonext(tmp_path / "anonymous", with_patients=False)
    with pytest.raises(CallError, match="shares patients"):
        rows_of(folder, constants, with_no_split=True)


def test_without_patients_each_row_is_its_own(tmp_path: Path, constants: Path) -> None:
    folder = write_mini_echonext(tmp_path / "anonymous", with_patients=False)
    rows = [row for row in rows_of(folder, constants) if isinstance(row, PairRow)]
    assert len({row.patient for row in rows}) == len(rows) == 5
    assert not names_patients(read_metadata(find_metadata(folder)))


def test_without_constants_the_run_is_refused(tmp_path: Path) -> None:
    for path in (None, tmp_path / "nowhere.json"):
        with pytest.raises(CallError, match="mean and sd of the 12 leads and mv_per_unit"):
            read_constants(path)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"mv_per_unit": None}, "no mv_per_unit"),
        ({"mean": [1, 2]}, "mean is not 12 finite numbers"),
        ({"sd": [float("nan")] * 12}, "sd is not 12 finite numbers"),
        ({"sd": "wide"}, "no sd"),
        ({"mv_per_unit": 4.88}, "which no hearts have"),
        ({"mv_per_unit": 1e-6}, "which no hearts have"),
        ({"sd": [0.0] * 12}, "which no hearts have"),
    ],
)
def test_constants_that_cannot_be_right(
    tmp_path: Path, changes: dict[str, object], said: str
) -> None:
    with pytest.raises(CallError, match=said):
        read_constants(write_constants(tmp_path / "c.json", **changes))


def test_constants_as_npz(tmp_path: Path) -> None:
    np.savez(tmp_path / "c.npz", mean=MEAN, sd=SD, mv_per_unit=MV_PER_UNIT)
    read = read_constants(tmp_path / "c.npz")
    np.testing.assert_allclose(read.sd_mv, SD * MV_PER_UNIT, rtol=1e-6)
    np.testing.assert_allclose(read.mean_mv, MEAN * MV_PER_UNIT, rtol=1e-6)
    for text in ("[]", "{"):
        (tmp_path / "bad.json").write_text(text)
        with pytest.raises(CallError):
            read_constants(tmp_path / "bad.json")


def test_the_machine_by_the_tabular_arrays(folder: Path, tmp_path: Path) -> None:
    path = write_constants(tmp_path / "t.json", tabular_mean=TABULAR_MEAN, tabular_sd=TABULAR_SD)
    row = rows_of(folder, path)[0]
    assert row.machine[0] == 93
    assert np.isnan(row.machine[1:3]).all(), "zero stands for not measured"
    assert row.machine[3:] == (95, 453)
    assert row.age_years == 45
    assert row.female is False


def test_without_tabular_constants_only_the_sex_is_read(folder: Path, constants: Path) -> None:
    row = rows_of(folder, constants)[0]
    assert np.isnan(row.machine).all()
    assert np.isnan(row.age_years)
    assert row.female is False


def test_metadata_columns_go_before_the_arrays(folder: Path, constants: Path) -> None:
    path = find_metadata(folder)
    with path.open() as file:
        table = list(csv.reader(file))
    extra = ["sex", "age_at_ecg", "ventricular_rate", "pr_interval", "atrial_rate"]
    added = [extra, *([["Female", "72", "64", "0", ""]] * (len(table) - 1))]
    with path.open("w", newline="") as file:
        csv.writer(file).writerows([one + two for one, two in zip(table, added, strict=True)])
    row = rows_of(folder, constants)[0]
    assert (row.female, row.age_years, row.machine[0]) == (True, 72, 64)
    assert np.isnan(row.machine[1:]).all()


def test_arrays_and_metadata_of_different_releases(folder: Path, constants: Path) -> None:
    np.save(folder / "EchoNext_test_waveforms.npy", np.zeros((3, 1, 2500, 12), np.float32))
    with pytest.raises(CallError, match=r"\(3, 1, 2500, 12\).*\(2, 1, 2500, 12\)"):
        rows_of(folder, constants)
    (folder / "EchoNext_test_waveforms.npy").unlink()
    with pytest.raises(CallError, match="missing or damaged"):
        rows_of(folder, constants)


def test_a_table_that_is_another(folder: Path) -> None:
    path = find_metadata(folder)
    with pytest.raises(CallError, match="no column mrn"):
        read_metadata(path, "mrn")
    path.write_text(path.read_text().replace("pasp_gte_45_flag", "pasp"))
    with pytest.raises(CallError, match="no column for pasp_gte_45"):
        read_metadata(path)
    path.unlink()
    with pytest.raises(CallError, match="0 metadata tables"):
        find_metadata(folder)


def test_a_band_beyond_the_arrays_is_refused(folder: Path, constants: Path) -> None:
    spec = replace(SPEC, rate_hz=500.0, samples=5000, lowpass_start_hz=140, lowpass_stop_hz=150)
    lines = read_metadata(find_metadata(folder))
    with pytest.raises(CallError, match="lower band"):
        next(echonext_rows(folder, lines, read_constants(constants), spec))


def test_pairs_on_disk(folder: Path, constants: Path, tmp_path: Path) -> None:
    write_pairs(tmp_path / "pairs", echonext_about(SPEC), rows_of(folder, constants))
    pairs = open_pairs(tmp_path / "pairs")
    assert pairs.patient.tolist() == ["a", "a", "c", "d", "e"]
    assert pairs.known.all()
    assert pairs.view_dimensions == 0
    assert pairs.labels[1].sum() == 2


def test_the_command(folder: Path, constants: Path, tmp_path: Path) -> None:
    call = [str(folder), "--out", str(tmp_path / "pairs"), "--constants", str(constants)]
    done = CliRunner().invoke(echonext, call, catch_exceptions=False)
    assert done.exit_code == 0
    assert "5 rows of 4 patients" in done.output
    assert "1 rows left out" in done.output
    assert len(done.output.splitlines()) == 1


def test_the_command_says_that_patients_cannot_be_checked(tmp_path: Path, constants: Path) -> None:
    folder = write_mini_echonext(tmp_path / "set", with_patients=False)
    call = [str(folder), "--out", str(tmp_path / "p"), "--constants", str(constants), "--json"]
    said = json.loads(CliRunner().invoke(echonext, call, catch_exceptions=False).output)
    assert said["rows"] == 5
    assert "do not name patients" in said["notes"][0]
