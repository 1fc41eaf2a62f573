"""``echo2ecg-edge model``: what it prints, and how it exits."""

import hashlib
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest

from echo2ecg_edge.cli import main
from echo2ecg_edge.model import bundle
from echo2ecg_edge.report.words import DISCLAIMER
from echo2ecg_edge.store.place import HOME_SWITCH
from tests.store.edge_files import ONNX, edge_file, save_folder, tiny_named, write_encoder

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch, capsys) -> Run:
    """Run ``model`` for a user without bundles; returns exit code, stdout and stderr."""
    monkeypatch.setenv(HOME_SWITCH, str(tmp_path / "home"))
    monkeypatch.setattr(bundle, "BUNDLES", tmp_path / "package")
    tiny_named(tmp_path / "package" / "edge-1", "edge-1")
    monkeypatch.chdir(tmp_path)

    def command(*words: object) -> tuple[int, str, str]:
        code = main(["model", *map(str, words)])
        return int(code), *capsys.readouterr()

    return command


def test_from_one_machine_to_another(run, tmp_path):
    folder = tiny_named(tmp_path / "made", "mine", "1.5")
    code, out, err = run("save", folder)
    digest = hashlib.sha256((tmp_path / "mine-1.5.edge").read_bytes()).hexdigest()
    assert (code, err) == (0, "")
    assert out.startswith("Wrote mine-1.5.edge (")
    assert f"\nSHA-256: {digest}\n" in out
    code, out, err = run("import", "mine-1.5.edge", "--sha256", digest)
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert lines[:3] == [
        "Imported mine 1.5. There was none of this name before.",
        f"SHA-256: {digest}",
        "Licence: Apache-2.0",
    ]
    assert "Labels: 12 labels, learned from simulated patients." in lines
    assert lines[4].startswith("Status: Structural risk was learned from simulated patients only.")
    assert lines[-2:] == [
        "It is not in use until: echo2ecg-edge model use mine",
        DISCLAIMER,
    ]
    code, out, _ = run("use", "mine")
    assert (code, out.splitlines()[0]) == (0, "In use from now on: mine 1.5.")
    assert "Status: Structural risk was learned from simulated patients only." in out
    code, out, _ = run("import", "mine-1.5.edge")
    assert "It replaced version 1.5." in out
    assert "It is in use" in out
    assert run("remove", "mine") == (0, "Removed mine. In use from now on: edge-1.\n", "")


def test_the_list_as_text(run, tmp_path):
    run("import", edge_file(tmp_path, "1.0", "mine"))
    run("use", "mine")
    (tmp_path / "package" / "edge-1" / ONNX).write_bytes(b"x")
    code, out, err = run("list")
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert lines[0].startswith("edge-1: damaged (package, ")
    assert "its checksum differs. Install" in " ".join(out.split())
    start = next(place for place, line in enumerate(lines) if line.startswith("mine 1.0"))
    assert lines[start].endswith(" MB, in use)")
    assert lines[start + 1 : start + 3] == [
        "  Labels: 12 labels, learned from simulated patients.",
        "  Licence: Apache-2.0",
    ]
    assert lines[-1] == DISCLAIMER
    assert max(map(len, lines)) <= 80


def test_the_list_as_json(run, tmp_path):
    run("import", edge_file(tmp_path, "1.0", "mine"))
    document = json.loads(run("list", "--json")[1])
    assert document["problem"] is None
    default, mine = document["bundles"]
    assert (default["name"], default["source"], default["in_use"]) == ("edge-1", "package", True)
    assert (mine["name"], mine["source"], mine["in_use"]) == ("mine", "imported", False)
    assert mine["learned_from"] == ["simulated patients"]
    assert len(mine["labels"]) == 12
    (tmp_path / "home" / "bundles" / "mine" / ONNX).unlink()
    mine = json.loads(run("list", "--json")[1])["bundles"][1]
    assert set(mine) == {"name", "source", "in_use", "bytes", "problem"}
    assert "cannot be read" in mine["problem"]


def test_saving_and_importing_as_json(run, tmp_path):
    saved = json.loads(run("save", tiny_named(tmp_path / "made", "mine"), "--json")[1])
    assert saved["file"] == "mine-1.0.edge"
    imported = json.loads(run("import", saved["file"], "--json")[1])
    assert imported["sha256"] == saved["sha256"]
    assert (imported["name"], imported["replaced"], imported["in_use"]) == ("mine", None, False)


def test_an_encoder_says_what_it_lacks(run, tmp_path):
    file = save_folder(write_encoder(tmp_path / "made"), tmp_path)
    code, out, _ = run("import", file)
    assert code == 0
    said = " ".join(out.split())
    assert "It is an encoder: it cannot screen until labels are added (python -m train pr" in said
    assert "model use" not in out
    code, _, err = run("use", "mine")
    assert code == 5
    assert "cannot screen" in err
    assert "encoder" in run("list")[1]


@pytest.mark.parametrize(
    ("words", "exit_code", "says"),
    [
        (["import", "missing.edge"], 2, "There is no file 'missing.edge'."),
        (["import", "letter.edge"], 5, "This is not a bundle's file. Give the NAME.edge that"),
        (["import", "letter.edge", "--sha256", "12"], 2, "is not a SHA-256"),
        (["import"], 2, "Missing argument 'FILE'"),
        (["use", "missing"], 5, "There is no bundle 'missing'; there are: edge-1."),
        (["remove", "edge-1"], 5, "came with the software and stays"),
        (["save", "missing"], 5, "There is no bundle 'missing'."),
        (["save", "edge-1", "letter.edge"], 2, "There already is a file 'letter.edge'."),
        (["save", "edge-1", "no/letter.edge"], 2, "There is no folder 'no'."),
    ],
)
def test_what_cannot_be_done_is_a_sentence(run, tmp_path, words, exit_code, says):
    (tmp_path / "letter.edge").write_text("Dear colleague")
    code, out, err = run(*words)
    assert (code, out) == (exit_code, "")
    assert says in err
    assert "Traceback" not in err
    assert (tmp_path / "letter.edge").read_text() == "Dear colleague"
    assert not (tmp_path / "home" / "bundles" / "mine").exists()


def test_a_home_that_is_no_folder_exits_with_6(run, tmp_path):
    (tmp_path / "home").write_text("x")
    code, _, err = run("import", edge_file(tmp_path, "1.0", "mine"))
    assert code == 6
    assert err.startswith("Error: The disk failed while importing the bundle")


@pytest.mark.skipif(sys.platform != "linux", reason="file names are text there")
def test_file_names_that_are_not_text(run, tmp_path):
    odd = tmp_path / "caf\udce9\n.edge"
    code, out, _ = run("save", tiny_named(tmp_path / "made", "mine"), odd)
    assert (code, odd.exists()) == (0, True)
    assert "caf??.edge" in out
    assert run("import", odd)[0] == 0
    os.truncate(odd, 100)
    code, _, err = run("import", odd)
    assert code == 5
    assert err.count("\n") == 1
    code, _, err = run("import", tmp_path / "no\udce9.edge")
    assert code == 2
    assert "no\\udce9.edge" in err


def test_the_help_names_every_command(run):
    out = run("--help")[1]
    for word in ("list", "import", "use", "remove", "save"):
        assert f"\n  {word} " in out


def test_a_folder_that_is_not_there_does_not_become_a_file(run, tmp_path):
    code, _, says = run("save", "edge-1", "usb/")
    assert code == 2
    assert "There is no folder 'usb/'. Is the stick there?" in says
    assert not (tmp_path / "usb").exists()


def test_a_checkpoint_is_told_where_to_go(run):
    with ZipFile("weights.pt", "w") as archive:
        archive.writestr("weights/data.pkl", b"anything")
    code, _, says = run("import", "weights.pt")
    assert code == 5
    assert "python -m export import" in says
