"""``policy estimate`` and ``policy recalibrate``: shown before anything is saved, and undone."""

import tomllib
from pathlib import Path

import pytest

from echo2ecg_edge.cli import main
from echo2ecg_edge.store.place import HOME_SWITCH
from tests.policy.own_site import crowd, named, people, write_csv, write_jsonl


@pytest.fixture
def here(tmp_path, monkeypatch) -> Path:
    """A folder with results and returned echos, and the home beside it."""
    monkeypatch.setenv(HOME_SWITCH, str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    probability, truth = crowd(300, 8, slope=0.8, shift=-1.0)
    write_csv(tmp_path / "out", named(probability))
    lines = [f"p{at},{int(has_it)}" for at, has_it in enumerate(truth)]
    Path("echos.csv").write_text("\n".join(["id,shd", *lines]))
    return tmp_path


def test_an_estimate_is_printed_and_nothing_is_saved(here, folder, capsys):
    write_csv(here / "out", named(people(0.3, 5000, 7)))
    assert main(["policy", "estimate", "out", "--bundle", folder]) == 0
    said = capsys.readouterr().out
    assert tomllib.loads(said)["prevalence"]["shd"] == pytest.approx(0.3, abs=0.07)
    assert not (here / "home").exists()


def test_an_estimate_from_lines_says_the_same(here, folder, capsys):
    screenings = named(people(0.2, 300, 8))
    write_csv(here / "out", screenings)
    write_jsonl(here / "out.jsonl", screenings)
    assert main(["policy", "estimate", "out", "--bundle", folder]) == 0
    one = capsys.readouterr().out
    assert main(["policy", "estimate", "out.jsonl", "--bundle", folder]) == 0
    assert capsys.readouterr().out == one


def test_nothing_is_saved_unasked(here, folder, capsys):
    assert main(["policy", "recalibrate", "out", "echos.csv", "--bundle", folder]) == 2
    said = capsys.readouterr()
    assert "300 ECGs with results" in said.out
    assert "What this changes here, for everybody who is screened (policy default):" in said.out
    assert "Nothing was saved" in said.err
    assert not (here / "home").exists()


def test_it_is_saved_shown_by_the_policy_and_undone(here, folder, capsys):
    assert main(["policy", "recalibrate", "out", "echos.csv", "--bundle", folder, "--yes"]) == 0
    assert "Saved. To go back: echo2ecg-edge policy recalibrate --undo" in capsys.readouterr().out
    assert main(["policy", "show", "--bundle", folder]) == 0
    assert "Recalibrated on echos of this site: shd." in capsys.readouterr().out
    assert main(["policy", "recalibrate", "--undo", "--yes"]) == 0
    assert "The model's own risks are in use" in capsys.readouterr().out
    assert main(["policy", "show", "--bundle", folder]) == 0
    assert "Recalibrated" not in capsys.readouterr().out


def test_the_one_before_comes_back(here, folder, capsys):
    for shift, seed in ((-1.0, 8), (1.5, 9)):
        probability, truth = crowd(300, seed, shift=shift)
        write_csv(here / "out", named(probability))
        lines = [f"p{at},{int(has_it)}" for at, has_it in enumerate(truth)]
        Path("echos.csv").write_text("\n".join(["id,shd", *lines]))
        assert main(["policy", "recalibrate", "out", "echos.csv", "--bundle", folder, "--yes"]) == 0
    assert main(["policy", "recalibrate", "--undo", "--yes"]) == 0
    assert "The recalibration before it is in use" in capsys.readouterr().out


def test_nothing_learned_is_done_without_asking(here, folder, capsys):
    assert main(["policy", "recalibrate", "out", "echos.csv", "--label", "pasp_gte_45",
                 "--bundle", folder]) == 2  # fmt: skip
    assert "Nothing was learned, and nothing is saved." in capsys.readouterr().out
    assert not (here / "home").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("recalibrate",), "Give RESULTS and RETURNED, or --undo"),
        (("recalibrate", "out"), "Give RESULTS and RETURNED, or --undo"),
        (("recalibrate", "out", "--undo"), "--undo takes no files"),
        (("recalibrate", "--undo", "--yes"), "There is no recalibration to undo"),
        (("recalibrate", "gone", "echos.csv"), "'gone' cannot be read"),
        (("recalibrate", "out", "gone.csv"), "'gone.csv' cannot be read"),
        (("estimate", "echos.csv"), "does not hold screenings"),
    ],
)
def test_what_cannot_be_meant_is_said(here, folder, capsys, words, said):
    options = () if "--undo" in words else ("--bundle", folder)
    assert main(["policy", *words, *options]) == 2
    assert said in capsys.readouterr().err


def test_help_says_what_the_files_hold(capsys):
    assert main(["policy", "recalibrate", "--help"]) == 0
    assert "1, 0" in capsys.readouterr().out
