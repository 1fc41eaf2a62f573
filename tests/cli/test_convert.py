"""``echo2ecg-edge convert``: into new files only, and they read back the same."""

import json

import numpy as np
import pytest

from echo2ecg_edge.cli import main
from echo2ecg_edge.readers import read_ecg, write_csv
from tests.synthetic import recording


@pytest.fixture
def csv(tmp_path):
    write_csv(recording(), tmp_path / "ecg.csv")
    return tmp_path / "ecg.csv"


@pytest.fixture
def convert(capsys):
    """Run the command; returns exit code, stdout and stderr."""

    def command(*words: object) -> tuple[int, str, str]:
        code = main(["convert", *map(str, words)])
        return int(code), *capsys.readouterr()

    return command


@pytest.mark.parametrize("name", ["out.csv", "out.hea", "out.json", "OUT.CSV"])
def test_the_ending_says_the_format(convert, csv, tmp_path, name):
    code, out, err = convert(csv, tmp_path / name, "--age", 63, "--sex", "female")
    assert (code, err) == (0, "")
    assert " ".join(out.split()).startswith(f"Wrote {tmp_path / name}"[:70])
    again = read_ecg(tmp_path / name)
    assert again.patient.age_years == 63
    assert again.patient.sex == "female"
    np.testing.assert_allclose(again.signal_mv, read_ecg(csv).signal_mv, atol=1.1e-4)


def test_to_counts_more_than_the_ending(convert, csv, tmp_path):
    assert convert(csv, tmp_path / "out.txt", "--to", "csv")[0] == 0
    assert read_ecg(tmp_path / "out.txt").leads == read_ecg(csv).leads


def test_as_json(convert, csv, tmp_path):
    document = json.loads(convert(csv, tmp_path / "out.hea", "--json")[1])
    assert document["files"] == [str(tmp_path / "out.hea"), str(tmp_path / "out.dat")]
    assert document["format"] == "wfdb"


def test_what_the_file_does_not_say_is_passed_on(convert, csv, tmp_path):
    lines = [line for line in csv.read_text().splitlines() if not line.startswith("#")]
    csv.write_text("\n".join(lines))
    assert convert(csv, tmp_path / "out.hea")[0] == 3
    assert convert(csv, tmp_path / "out.hea", "--rate", 250, "--units", "uV")[0] == 0
    assert read_ecg(tmp_path / "out.hea").rate_hz == 250


@pytest.mark.parametrize(
    ("out", "says"),
    [
        ("ecg.csv", "There already is a file"),
        ("out.pdf", "is not clear from its ending"),
        ("no/out.csv", "There is no folder"),
        ("a b.hea", "no name for a WFDB header"),
    ],
)
def test_what_cannot_be_meant_exits_with_2(convert, csv, tmp_path, out, says):
    before = csv.read_bytes()
    code, said, err = convert(csv, tmp_path / out)
    assert (code, said) == (2, "")
    assert says in err
    assert csv.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["ecg.csv"]
