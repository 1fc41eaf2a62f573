"""What goes wrong in the field: each mistake gets its sentence and its exit code, no traceback."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from echo2ecg_edge import Recording, read_ecg
from echo2ecg_edge.cli import main
from echo2ecg_edge.model.bundle import BUNDLES, DEFAULT_BUNDLE

EXAMPLE = BUNDLES / DEFAULT_BUNDLE / "example.csv"
Run = Callable[..., tuple[int, str]]


@pytest.fixture(scope="module")
def good() -> Recording:
    return read_ecg(EXAMPLE)


@pytest.fixture
def screen(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Write a text or an array (columns) as CSV, screen it, return exit code and output."""

    def run(content: str | np.ndarray, header: str, *options: str) -> tuple[int, str]:
        path = tmp_path / "ecg.csv"
        if isinstance(content, str):
            path.write_text(content)
        else:
            np.savetxt(path, content, fmt="%.4f", delimiter=",", header=header, comments="")
        code = main(["screen", str(path), *options])
        said = capsys.readouterr()
        assert "Traceback" not in said.out + said.err
        return code, " ".join((said.out + said.err).split())

    return run


NAMES = ",".join(("I", "II", "III", "aVR", "aVL", "aVF", "V1", "V2", "V3", "V4", "V5", "V6"))
MV_500 = ("--units", "mV", "--rate", "500")


def test_the_good_file_is_screened(screen: Run, good: Recording) -> None:
    code, said = screen(good.signal_mv.T, NAMES, *MV_500)
    assert code == 0
    assert "simulated" in said
    assert "Not a medical device" in said


def test_microvolts_declared_as_millivolts(screen: Run, good: Recording) -> None:
    code, said = screen(good.signal_mv.T * 1000, NAMES, *MV_500)
    assert code == 4
    assert "--units uV" in said


def test_millivolts_declared_as_microvolts(screen: Run, good: Recording) -> None:
    code, said = screen(good.signal_mv.T, NAMES, "--units", "uV", "--rate", "500")
    assert code == 4
    assert "units or the gain are probably wrong" in said


def test_250_hz_declared_as_500_hz(screen: Run, good: Recording) -> None:
    code, said = screen(good.signal_mv.T[::2], NAMES, *MV_500)
    assert code == 4
    assert "the rate is wrong: check it" in " ".join(said.split())


@pytest.mark.parametrize("swap", [(0, 1), (1, 2), (0, 7), (3, 5)])
def test_swapped_columns(screen: Run, good: Recording, swap: tuple[int, int]) -> None:
    columns = good.signal_mv.T.copy()
    columns[:, swap] = columns[:, swap[::-1]]
    code, said = screen(columns, NAMES, *MV_500)
    assert code == 4
    assert "limb leads contradict each other" in said


def test_missing_values_in_one_lead(screen: Run, good: Recording) -> None:
    columns = good.signal_mv.T.copy()
    columns[1000:3000, 9] = np.nan
    code, said = screen(columns, NAMES, *MV_500)
    assert code == 4
    assert "press the V4 electrode" in " ".join(said.split())


def test_nothing_but_missing_values(screen: Run, good: Recording) -> None:
    code, said = screen(np.full_like(good.signal_mv.T, np.nan), NAMES, *MV_500)
    assert code in (3, 4)
    assert "missing" in said


def test_an_empty_file(screen: Run) -> None:
    code, said = screen("", "")
    assert code == 3
    assert "empty" in said


def test_three_leads(screen: Run, good: Recording) -> None:
    code, said = screen(good.signal_mv.T[:, :3], "I,II,V2", *MV_500)
    assert code == 4
    assert "lacks" in said


def test_a_text_file(screen: Run) -> None:
    code, said = screen("Dear colleague,\nplease find the ECG attached.\nYours\n", "")
    assert code == 3
    assert "no table of ECG values" in said


@pytest.mark.parametrize(
    ("options", "says"), [(("--units", "mV"), "--rate"), (("--rate", "500"), "--units")]
)
def test_what_is_not_stated_is_asked_for(
    screen: Run, good: Recording, options: tuple[str, str], says: str
) -> None:
    code, said = screen(good.signal_mv.T, NAMES, *options)
    assert code == 3
    assert says in said


def test_rate_and_units_are_asked_for_at_once(screen: Run, good: Recording) -> None:
    code, said = screen(good.signal_mv.T, NAMES)
    assert code == 3
    assert "--rate 500 --units mV" in said


def test_a_child(screen: Run, good: Recording) -> None:
    code, said = screen(good.signal_mv.T, NAMES, *MV_500, "--age", "9")
    assert code == 4
    assert "adults" in said


def test_a_folder_is_worked_through(
    tmp_path: Path, good: Recording, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.csv").write_text(EXAMPLE.read_text())
    (tmp_path / "b.csv").write_text("hello")
    assert main(["screen", str(tmp_path), "--jsonl"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 2


def test_a_path_that_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["screen", "nowhere.csv"]) == 2
    assert "nowhere.csv" in capsys.readouterr().err
