"""What `screen` writes beside its answer: reports, a results folder; in other forms and words."""

import json
import os

import pytest

from echo2ecg_edge.cli import main
from echo2ecg_edge.leads import LEADS
from echo2ecg_edge.readers import write_csv
from echo2ecg_edge.words import LANGUAGES
from tests.rich_bundle import rich_weights, write_rich_bundle
from tests.synthetic import recording


@pytest.fixture(scope="module")
def referring(tmp_path_factory):
    """A bundle that refers every ECG."""
    folder = tmp_path_factory.mktemp("bundles") / "rich"
    return write_rich_bundle(folder, rich_weights(logit_bias=1.0))


@pytest.fixture
def csv(tmp_path):
    (tmp_path / "ecgs").mkdir()
    write_csv(recording(), tmp_path / "ecgs" / "ecg.csv")
    return tmp_path / "ecgs" / "ecg.csv"


@pytest.fixture
def screen(referring, capsys):
    def command(*words):
        code = main(["screen", "--bundle", str(referring), *map(str, words)])
        return int(code), *capsys.readouterr()

    return command


@pytest.mark.parametrize(
    ("ending", "start"), [("html", b"<!doctype html>"), ("pdf", b"%PDF"), ("png", b"\x89PNG")]
)
def test_a_report_is_written_beside_the_answer(screen, csv, tmp_path, ending, start):
    page = tmp_path / f"page.{ending}"
    code, out, err = screen(csv, "--report", page)
    assert code == 0
    assert out.startswith("REFER: ")
    assert err == f"Report: {page}\n"
    assert page.read_bytes().lower().startswith(start.lower())
    assert page.stat().st_size <= 300_000


def test_a_refused_ecg_has_a_report_too(screen, tmp_path):
    (tmp_path / "letter.csv").write_text("Dear Anna")
    code, _, _ = screen(tmp_path / "letter.csv", "--report", tmp_path / "page.html")
    assert code == 3
    assert "CANNOT SCREEN" in (tmp_path / "page.html").read_text("utf-8")


def test_a_report_never_takes_the_place_of_the_ecg(screen, csv, tmp_path):
    ecg = csv.rename(tmp_path / "ecg.html")
    code, out, err = screen(ecg, "--report", tmp_path / "." / "ecg.html")
    assert (code, out) == (2, "")
    assert "cannot be replaced by a report" in err
    assert ",".join(LEADS) in ecg.read_text()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_report_that_cannot_be_written_exits_with_6(screen, csv, tmp_path):
    (tmp_path / "locked").mkdir(mode=0o500)
    assert screen(csv, "--report", tmp_path / "locked" / "page.html")[0] == 6


def test_the_fhir_bundle_says_the_verdict(screen, csv):
    code, out, _ = screen(csv, "--fhir")
    assert code == 0
    bundle = json.loads(out)
    (report,) = [
        entry["resource"]
        for entry in bundle["entry"]
        if entry["resource"]["resourceType"] == "DiagnosticReport"
    ]
    assert report["conclusion"].startswith("REFER")


def test_the_schema_is_printed(screen):
    code, out, _ = screen("--schema")
    assert code == 0
    assert json.loads(out)["$schema"].startswith("https://json-schema.org/")


@pytest.mark.parametrize("code", [code for code in LANGUAGES if code != "en"])
def test_every_language_is_spoken(screen, csv, monkeypatch, code):
    english = screen(csv)[1]
    said = screen(csv, "--lang", code)[1]
    assert said.splitlines()[0] != english.splitlines()[0]
    monkeypatch.setenv("ECHO2ECG_EDGE_LANG", code)
    assert screen(csv)[1] == said


def test_a_policy_decides(screen, csv, tmp_path):
    policy = tmp_path / "strict.toml"
    policy.write_text(
        'name = "Strict"\nmode = "thresholds"\ncounts = ["shd"]\n[thresholds]\nshd = 0.99\n'
    )
    code, out, _ = screen(csv, "--policy", policy)
    assert code == 0
    assert out.startswith("ROUTINE: ")
    assert "Strict" in out
    document = json.loads(screen(csv, "--policy", policy, "--json")[1])
    assert document["policy"]["name"] == "Strict"
    assert [label["key"] for label in document["structural"] if label["counts"]] == ["shd"]


def test_a_damaged_policy_screens_nobody(screen, csv, tmp_path):
    (tmp_path / "bad.toml").write_text("mode = ")
    code, out, err = screen(csv, "--policy", tmp_path / "bad.toml")
    assert (code, out) == (2, "")
    assert "bad.toml" in err


def test_a_folder_is_kept_and_gone_on_with(screen, csv, tmp_path):
    (csv.parent / "empty.csv").write_bytes(b"")
    out = tmp_path / "results"
    code, first, _ = screen(csv.parent, "--out", out, "--reports", "html")
    assert code == 0
    assert "2 files: 1 refer, 0 routine, 0 repeat, 1 cannot screen." in first
    assert {path.name for path in out.iterdir()} >= {"summary.html", "results.csv", "reports"}
    assert len(list((out / "reports").iterdir())) == 2
    write_csv(recording(heart_rate_bpm=80), csv.parent / "b.csv")
    _, second, _ = screen(csv.parent, "--out", out, "--reports", "html")
    assert "3 files: 2 refer" in second
    assert (out / "results.csv").read_text("utf-8-sig").count("\n") == 4


def test_ctrl_c_says_how_to_go_on(screen, csv, tmp_path, monkeypatch):
    def stop(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("echo2ecg_edge.screener.Screener.screen", stop)
    code, _, err = screen(csv.parent, "--out", tmp_path / "results")
    assert code == 130
    assert "again" in err.lower()
