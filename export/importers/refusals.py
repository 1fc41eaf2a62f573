"""Refusals: why a checkpoint is not read, and the way round it."""

import pickletools
import re
from pathlib import Path
from typing import Final

from echo2ecg_edge.errors import CallError

LOOKED_AT: Final = 1_000_000
"""Bytes of a pickle that is refused anyway, to say what it asks for."""

NOT_OF_TORCH: Final = "Give the checkpoint as its authors published it: written by torch.save."

TO_PLAIN: Final = (
    'python -c "import torch; c = torch.load({old!r}, map_location={cpu!r}, weights_only=False); '
    "s = c.get({model!r}, c.get({state!r}, c)); "
    'torch.save({{k: v for k, v in s.items() if torch.is_tensor(v)}}, {new!r})"'
)


def not_plain(path: Path, problem: str) -> CallError:
    """Return the error for a pickle: one that names something to run, or one that is damaged.

    Args:
        path: The file, which was not opened.
        problem: What torch said of it.
    """
    found = re.search(r"GLOBAL ([\w.]+)", problem)
    if found is None:
        asked = _asked_by_pickle(path)
        return damaged(path) if asked is None else _refusal(path, asked, NOT_OF_TORCH)
    return _refusal(
        path,
        found[1],
        "Where you trust its source, turn it into plain tensors on a machine of your own, and "
        f"import plain.pt: {to_plain(path)}",
    )


def _refusal(path: Path, asked: str, remedy: str) -> CallError:
    problem = f"{path.name} asks to run {asked}, so it was not opened"
    return CallError(f"{problem}: a checkpoint may hold tensors only.", remedy)


def _asked_by_pickle(path: Path) -> str | None:
    """Name the first thing that a newer kind of pickle would look up, without loading it."""
    words: list[str] = []
    try:
        for step, value, _ in pickletools.genops(path.read_bytes()[:LOOKED_AT]):
            if step.name == "STACK_GLOBAL":
                return ".".join(words[-2:])
            words += [value] if isinstance(value, str) else []
    except (ValueError, OSError, LookupError):
        pass
    return None


def to_plain(path: Path) -> str:
    """Return the command that writes the tensors of a file alone, for who trusts it."""
    words = {"cpu": "cpu", "model": "model", "state": "state_dict", "new": "plain.pt"}
    return TO_PLAIN.format(old=path.name, **words)


def damaged(path: Path) -> CallError:
    """Return the error for a file that is not there, cut short or of another kind."""
    if not path.is_file():
        return CallError(f"{path} is not a file.", "Give the path of a downloaded checkpoint.")
    return CallError(
        f"{path.name} cannot be read as a checkpoint: it is cut short, damaged or of another kind.",
        "Download it again and compare its size; it must be a file written by torch.save.",
    )
