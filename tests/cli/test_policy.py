"""``echo2ecg-edge policy``: what is shown before anything is saved, and what is kept."""

import json
from pathlib import Path

import pytest

from echo2ecg_edge.cli import main
from echo2ecg_edge.store.place import HOME_SWITCH

SITE = 'name = "Kisumu"\nmode = "capacity"\ncapacity = 8\n\n[prevalence]\nshd = 0.05\n'


@pytest.fixture
def here(tmp_path, monkeypatch) -> Path:
    """An empty folder to work in, and a home beside it."""
    monkeypatch.setenv(HOME_SWITCH, str(tmp_path / "home"))
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    Path("site.toml").write_text(SITE)
    return tmp_path / "here"


def test_the_plan_in_force_is_shown(here, folder, capsys):
    assert main(["policy", "show", "--bundle", folder]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("Policy default.\nMode balanced")
    assert "(twelve leads), from 1500 simulated validation patients:" in shown
    assert "No prevalence is stated" in shown
    assert all(len(line) <= 80 for line in shown.splitlines())


def test_a_file_is_shown_as_text_and_as_json(here, folder, capsys):
    assert main(["policy", "show", "site.toml", "--bundle", folder]) == 0
    assert "Policy Kisumu, site.toml." in capsys.readouterr().out
    assert main(["policy", "show", "site.toml", "--bundle", folder, "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["policy"]["name"] == "Kisumu"
    assert said["expected"]["referred"]["value"] == pytest.approx(8, abs=0.3)


def test_a_file_is_checked(here, folder, capsys):
    assert main(["policy", "check", "site.toml", "--bundle", folder]) == 0
    assert capsys.readouterr().out == "site.toml can be used with tiny 0.0.1.\n"
    Path("site.toml").write_text(SITE.replace("0.05", "5"))
    assert main(["policy", "check", "site.toml", "--bundle", folder]) == 2
    assert "site.toml, line 6: shd must be a share" in capsys.readouterr().err


def test_nothing_is_saved_unasked(here, folder, capsys):
    assert main(["policy", "use", "site.toml", "--bundle", folder]) == 2
    said = capsys.readouterr()
    assert "To expect here (twelve leads)" in said.out
    assert "Nothing was saved" in said.err
    assert not (here.parent / "home").exists()
    assert main(["policy", "new", "other.toml", "--bundle", folder]) == 2
    assert not Path("other.toml").exists()


def test_on_a_terminal_it_asks_and_no_means_no(here, folder, capsys, monkeypatch):
    monkeypatch.setattr("echo2ecg_edge.cli.asking.sys.stdin.isatty", lambda: True, raising=False)
    for answer, code in ((False, 130), (True, 0)):

        def asked(_: str, *, abort: bool, err: bool, answer: bool = answer) -> None:
            if not answer and abort and err:
                raise KeyboardInterrupt

        monkeypatch.setattr("echo2ecg_edge.cli.asking.click.confirm", asked)
        assert main(["policy", "use", "site.toml", "--bundle", folder]) == code
        assert (here.parent / "home" / "policy.toml").exists() == answer


def test_what_was_shown_is_kept_whatever_becomes_of_the_file(here, folder, monkeypatch):
    def changed_meanwhile(*_, **__):
        Path("site.toml").write_text("name = 5")

    monkeypatch.setattr("echo2ecg_edge.cli.policy.agree", changed_meanwhile)
    assert main(["policy", "use", "site.toml", "--bundle", folder]) == 0
    assert (here.parent / "home" / "policy.toml").read_text() == SITE


def test_a_policy_is_used_and_reset(here, folder, capsys):
    assert main(["policy", "use", "site.toml", "--bundle", folder, "--yes"]) == 0
    assert "in use from now on" in capsys.readouterr().out
    kept = here.parent / "home" / "policy.toml"
    assert kept.read_text() == SITE
    assert main(["policy", "show", "--bundle", folder]) == 0
    assert "Policy Kisumu, " in capsys.readouterr().out
    assert main(["policy", "reset"]) == 0
    assert not kept.exists()
    assert main(["policy", "reset"]) == 0
    assert "No policy was in use" in capsys.readouterr().out


def test_a_new_policy_is_written_as_it_was_asked_for(here, folder, capsys):
    asked = ["--name", "Kisumu", "--capacity", "8", "--prevalence", "shd=5%", "--yes"]
    assert main(["policy", "new", "new.toml", *asked, "--bundle", folder]) == 0
    assert main(["policy", "show", "new.toml", "--bundle", folder, "--json"]) == 0
    new = json.loads(capsys.readouterr().out.split("policy use new.toml\n")[1])
    assert main(["policy", "show", "site.toml", "--bundle", folder, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["policy"] == new["policy"]
    assert main(["policy", "new", "new.toml", *asked, "--bundle", folder]) == 2
    assert "already there" in capsys.readouterr().err
    assert main(["policy", "new", "new.toml", "--force", *asked, "--bundle", folder]) == 0


def test_thresholds_make_the_mode(here, folder):
    asked = ["--threshold", "shd=0.1", "--counts", "shd", "--yes", "--bundle", folder]
    assert main(["policy", "new", "new.toml", *asked]) == 0
    assert 'mode = "thresholds"' in Path("new.toml").read_text()
    assert main(["policy", "new", "plain.toml", "--yes", "--bundle", folder]) == 0
    assert Path("plain.toml").read_text().startswith('name = "Our clinic"\nmode = "balanced"')


@pytest.mark.parametrize("share", ["shd", "shd=five", "shd=%"])
def test_a_share_that_is_none_is_a_wrong_argument(here, folder, capsys, share):
    assert main(["policy", "new", "new.toml", "--prevalence", share, "--yes"]) == 2
    assert "is not like shd=0.05 or shd=5%" in capsys.readouterr().err
