"""Checkpoint: a foreign file -> plain tensors by name. Nothing in the file is ever executed."""

import pickle
import struct
import warnings
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import torch
from torch import Tensor

from echo2ecg_edge.errors import CallError
from export.importers.refusals import damaged, not_plain, to_plain

State = dict[str, Tensor]

LARGEST_BYTES: Final = 4_000_000_000
"""Of a file, and of what it unpacks to; the largest published one has about one."""

HOLDERS: Final = ("model", "state_dict")
"""Under which keys training tools put the weights, beside what they note for themselves."""

PREFIXES: Final = ("model.", "module.")
"""What training tools put before every name."""

DAMAGE: Final = (
    *(ArithmeticError, AssertionError, AttributeError, EOFError, ImportError, LookupError),
    *(OSError, RuntimeError, TypeError, ValueError, struct.error, zipfile.BadZipFile),
)
"""What torch and zipfile raise on bytes that are not as they should be; found by changing some."""


def read_state(path: Path) -> State:
    """Read the tensors of a checkpoint.

    Args:
        path: Written by ``torch.save``: the tensors by name, or these under ``model`` or
            ``state_dict``.

    Returns:
        Tensors by name, without the prefix that a training tool put before all of them.

    Raises:
        CallError: It is not such a file, is cut short or too large, or holds more than tensors.
    """
    _check_size(path)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of old pickles; what matters is raised
            content = torch.load(path, map_location="cpu", weights_only=True)
    except pickle.UnpicklingError as error:
        raise not_plain(path, str(error)) from error
    except DAMAGE as error:
        raise damaged(path) from error
    return _without_prefix(_tensors(content, path))


def _check_size(path: Path) -> None:
    try:
        size = path.stat().st_size
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                size = max(size, sum(part.file_size for part in archive.infolist()))
    except DAMAGE as error:
        raise damaged(path) from error
    if size > LARGEST_BYTES:
        raise CallError(
            f"{path.name} holds {size:,} bytes, more than {LARGEST_BYTES:,}.",
            "No checkpoint that can be imported is so large: give the published file.",
        )


def _tensors(content: object, path: Path) -> State:
    """Return the part of the content that maps names to tensors."""
    if isinstance(content, Mapping):
        held = [content[key] for key in HOLDERS if isinstance(content.get(key), Mapping)]
        state: Mapping[Any, Any] = held[0] if held else content
        others = [name for name, value in state.items() if not _is_plain(name, value)]
        if state and not others:
            return dict(state)
        if state and len(others) < len(state):
            raise CallError(
                f"{path.name} holds {others[0]!r} among its weights, which is no dense tensor.",
                f"Where you trust the file, write its tensors alone: {to_plain(path)}",
            )
    raise CallError(
        f"{path.name} holds no weights by name.",
        "Give the checkpoint as its authors published it.",
    )


def _is_plain(name: object, value: object) -> bool:
    if not isinstance(name, str) or not isinstance(value, Tensor):
        return False
    return value.layout is torch.strided and not value.is_quantized and not value.is_complex()


def _without_prefix(state: State) -> State:
    for prefix in PREFIXES:
        if all(name.startswith(prefix) for name in state):
            state = {name.removeprefix(prefix): value for name, value in state.items()}
    return state
