"""At whatever moment an import dies, a whole bundle is in use, and the next import works."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from echo2ecg_edge.store import swap
from echo2ecg_edge.store.place import own_folder, own_names, previous
from echo2ecg_edge.store.swap import incoming, swap_in, take_away, tidy

ROOT = Path(__file__).resolve().parents[2]
DIE = """
import os, shutil, signal, sys
from pathlib import Path
from echo2ecg_edge.store.swap import incoming, swap_in

function, calls = sys.argv[1], int(sys.argv[2])
owner = {"rename": Path, "rmtree": shutil}[function]
whole = getattr(owner, function)

def dying(*words, **more):
    global calls
    if calls == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    calls -= 1
    return whole(*words, **more)

with incoming() as folder:
    (folder / "text").write_text("new")
    setattr(owner, function, dying)
    swap_in(folder, "mine")
"""


@pytest.fixture
def old(home: Path) -> Path:
    folder = home / "bundles" / "mine"
    folder.mkdir(parents=True)
    (folder / "text").write_text("old")
    return folder


def content() -> str:
    folder = own_folder("mine")
    assert folder is not None
    return (folder / "text").read_text()


def bring_in(text: str) -> None:
    with incoming() as folder:
        (folder / "text").write_text(text)
        swap_in(folder, "mine")


def names(home: Path) -> list[str]:
    return sorted(path.name for path in (home / "bundles").iterdir())


def test_the_new_takes_the_place_of_the_old(old, home):
    bring_in("new")
    assert content() == "new"
    assert names(home) == ["mine"]


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
@pytest.mark.parametrize(
    ("function", "calls", "left", "text"),
    [
        ("rename", 0, [".incoming", "mine"], "old"),
        ("rename", 1, [".incoming", ".mine.previous"], "old"),
        ("rmtree", 0, [".mine.previous", "mine"], "new"),
    ],
)
def test_killed_at_any_moment(old, home, function, calls, left, text):
    done = subprocess.run([sys.executable, "-c", DIE, function, str(calls)], cwd=ROOT)
    assert done.returncode == -signal.SIGKILL
    assert names(home) == left
    assert own_names() == ("mine",)
    assert content() == text
    tidy()
    assert (names(home), content()) == (["mine"], text)
    bring_in("newer")
    assert (names(home), content()) == (["mine"], "newer")


def test_a_swap_that_fails_puts_the_old_one_back(old, home, monkeypatch):
    whole = Path.rename

    def fail(self: Path, target: Path) -> Path:
        if self.name == swap.INCOMING:
            raise OSError("no")
        return whole(self, target)

    monkeypatch.setattr(Path, "rename", fail)
    with pytest.raises(OSError, match="no"):
        bring_in("new")
    assert (names(home), content()) == (["mine"], "old")


def test_what_was_left_half_done_is_no_obstacle(old, home):
    (home / "bundles" / swap.INCOMING).mkdir()
    (home / "bundles" / swap.INCOMING / "litter").write_text("x")
    old.rename(previous("mine"))
    bring_in("new")
    assert (names(home), content()) == (["mine"], "new")


def test_taken_away_is_gone(old, home):
    take_away("mine")
    assert names(home) == []
    old.mkdir()
    old.rename(previous("mine"))
    take_away("mine")
    assert names(home) == []
