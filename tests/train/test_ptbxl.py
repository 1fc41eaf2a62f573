import csv
from pathlib import Path

import numpy as np
import pytest

from echo2ecg_edge.errors import CallError, DamagedFileError
from echo2ecg_edge.leads import LEADS
from tests.shared_ecgs import FOLDER, needs_shared, ptbxl_fold9
from train.datasets.ptbxl import Layout, layout_of, read_ptbxl
from train.datasets.statements import FINDINGS, findings

PACKED = FOLDER / "ptbxl_100hz"
ROWS = (
    ("1", "15709.0", "56.0", "1", "{'NORM': 100.0, 'SR': 0.0}", "3", "records100/0/00001_lr"),
    (
        "2",
        "13243.0",
        "300.0",
        "0",
        "{'AFIB': 0.0, 'CLBBB': 80.0}",
        "1",
        "records100/0/00002_lr",
    ),
)
COLUMNS = ("ecg_id", "patient_id", "age", "sex", "scp_codes", "strat_fold", "filename_lr")


def ramp(scale: int) -> np.ndarray:
    """Counts, shape (12, 1000): every lead its own, so that an exchange would show."""
    return np.add.outer(np.arange(12) * 100, np.arange(1000) % 50) * scale


@pytest.fixture
def official(tmp_path: Path) -> Path:
    """Two records in the layout of PhysioNet; the second stores its leads in another order."""
    with (tmp_path / "ptbxl_database.csv").open("w", newline="") as file:
        csv.writer(file).writerows([COLUMNS, *ROWS])
    folder = tmp_path / "records100" / "0"
    folder.mkdir(parents=True)
    for at, names in enumerate([LEADS, LEADS[::-1]]):
        write_record(folder, f"0000{at + 1}_lr", ramp(at + 1), names)
    return tmp_path


def write_record(folder: Path, name: str, counts: np.ndarray, leads: tuple[str, ...]) -> None:
    rows = [counts[LEADS.index(lead)] for lead in leads]
    (folder / f"{name}.dat").write_bytes(np.array(rows).T.astype("<i2").tobytes())
    lines = [f"{name} 12 100 1000"]
    lines += [f"{name}.dat 16 1000.0(0)/mV 16 0 0 0 0 {lead.upper()}" for lead in leads]
    (folder / f"{name}.hea").write_text("\n".join(lines) + "\n")


def test_the_official_folder(official: Path) -> None:
    read = read_ptbxl(official, [1, 3])
    assert layout_of(official) is Layout.OFFICIAL
    assert read.ecg_id.tolist() == [2, 1], "by fold"
    assert read.fold.tolist() == [1, 3]
    assert read.patient_id.tolist() == [13243, 15709]
    assert read.age_years.tolist() == [90.0, 56.0]
    assert read.female.tolist() == [False, True]
    assert read.statements == [{"AFIB", "CLBBB"}, {"NORM", "SR"}]
    assert read.ecg_mv.dtype == np.float32
    np.testing.assert_allclose(read.ecg_mv, np.stack([ramp(2), ramp(1)]) / 1000, atol=1e-6)


def test_one_fold_only(official: Path) -> None:
    assert read_ptbxl(official, [3]).ecg_id.tolist() == [1]


def test_what_is_not_there_is_named(official: Path, tmp_path: Path) -> None:
    with pytest.raises(CallError, match="fold 2, 9"):
        read_ptbxl(official, [1, 2, 9])
    with pytest.raises(CallError, match="does not hold PTB-XL"):
        read_ptbxl(official / "records100")
    with pytest.raises(CallError, match="no folder"):
        read_ptbxl(tmp_path / "nowhere")


def test_a_table_that_is_another(official: Path) -> None:
    table = official / "ptbxl_database.csv"
    text = table.read_text()
    table.write_text(text.replace("{'NORM'", "{'NORM"))
    with pytest.raises(CallError, match="Line 2"):
        read_ptbxl(official)
    table.write_text(text.replace("strat_fold", "fold"))
    with pytest.raises(CallError, match="no column strat_fold"):
        read_ptbxl(official)


def test_a_record_of_another_length(official: Path) -> None:
    write_record(official / "records100" / "0", "00001_lr", ramp(1)[:, :900], LEADS)
    header = official / "records100" / "0" / "00001_lr.hea"
    header.write_text(header.read_text().replace("12 100 1000", "12 100 900"))
    with pytest.raises(DamagedFileError, match="00001_lr"):
        read_ptbxl(official, [3])


def packed_folder(folder: Path, eight: np.ndarray) -> Path:
    """Write the packed form of ECGs, shape (n, 8, samples), whole steps of 5 microvolt."""
    steps = np.diff(eight, axis=2, prepend=0).astype("<i2")
    both = steps.reshape(-1).view(np.uint8).reshape(-1, 2)
    np.savez_compressed(
        folder / "fold1.npz",
        low=both[:, 0], high=both[:, 1], shape=steps.shape, ecg_id=np.arange(len(eight))[::-1],
    )  # fmt: skip
    lines = [f"{at},1,{at + 7},64.0,F,SR|NORM,NORM" for at in range(len(eight))]
    header = "ecg_id,fold,patient_id,age,sex,scp_codes,superclass"
    (folder / "records.csv").write_text("\n".join([header, *lines]) + "\n")
    return folder


def test_the_packed_folder(tmp_path: Path) -> None:
    eight = np.random.default_rng(0).integers(-400, 400, (3, 8, 1000))
    read = read_ptbxl(packed_folder(tmp_path, eight), [1])
    assert layout_of(tmp_path) is Layout.PACKED
    assert read.ecg_id.tolist() == [0, 1, 2]
    one, two = eight[::-1, 0] * 0.005, eight[::-1, 1] * 0.005
    np.testing.assert_allclose(read.ecg_mv[:, 0], one, atol=1e-5)
    np.testing.assert_allclose(read.ecg_mv[:, 4], one - two / 2, atol=1e-5)
    np.testing.assert_allclose(read.ecg_mv[:, 6:], eight[::-1, 2:] * 0.005, atol=1e-5)
    assert read.statements[0] == {"SR", "NORM"}


def test_a_packed_fold_that_is_missing(tmp_path: Path) -> None:
    packed_folder(tmp_path, np.zeros((1, 8, 1000)))
    table = tmp_path / "records.csv"
    table.write_text(table.read_text() + "5,2,9,64.0,F,SR,\n")
    with pytest.raises(DamagedFileError, match=r"fold2\.npz"):
        read_ptbxl(tmp_path, [2])


@needs_shared
def test_the_real_packed_set() -> None:
    read = read_ptbxl(PACKED, [9])
    assert len(read) == 2176
    assert np.array_equal(read.ecg_mv, ptbxl_fold9())
    assert read.age_years.max() == 90
    groups = dict(zip(FINDINGS, findings(read.statements).sum(axis=0), strict=True))
    assert groups["NORM"] > 900
    assert groups["AF"] > 100
    assert all(count > 0 for count in groups.values())


def test_findings_are_groups_of_statements() -> None:
    rows = findings([{"IPMI", "SR"}, {"NORM"}, set()])
    assert rows.shape == (3, len(FINDINGS))
    assert [name for name, is_there in zip(FINDINGS, rows[0], strict=True) if is_there] == ["PMI"]
    assert rows[1].sum() == 1
    assert not rows[2].any()
    assert findings([]).shape == (0, len(FINDINGS))


def test_no_statement_stands_in_two_findings() -> None:
    codes = [code for group in FINDINGS.values() for code in group]
    assert len(codes) == len(set(codes))
