"""Load a frozen language model from a folder: no network, no progress bar, nothing on stdout."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from echo2ecg_edge.errors import CallError

OFFLINE = {"HF_HUB_OFFLINE": "1", "TRANSFORMERS_OFFLINE": "1", "HF_HUB_DISABLE_TELEMETRY": "1"}


def load_language_model(folder: Path) -> tuple[Any, Any]:
    """Load tokenizer and network, the network frozen and in evaluation mode.

    Args:
        folder: Holds a model in the layout of transformers (``config.json`` and its neighbours).

    Raises:
        CallError: transformers is not installed, or the folder holds no such model.
    """
    with _offline():
        try:
            from transformers import AutoModel, AutoTokenizer
        except ImportError as missing:
            raise needs_text_extra("Reading reports", "transformers") from missing
        if not (folder / "config.json").is_file():
            raise CallError(
                f"There is no language model in {folder}: it has no config.json.",
                "Point to a folder in the layout of transformers.",
            )
        try:
            with _quiet():
                tokenizer = AutoTokenizer.from_pretrained(str(folder), local_files_only=True)
                network = AutoModel.from_pretrained(str(folder), local_files_only=True)
        except (OSError, ValueError) as damage:
            raise CallError(
                f"The language model in {folder} cannot be loaded: {damage}",
                "Download its folder again, complete with tokenizer and weights.",
            ) from damage
    return tokenizer, network.eval().requires_grad_(False)


def needs_text_extra(what: str, package: str) -> CallError:
    """Make the error for a package that is not installed."""
    return CallError(
        f"{what} needs the package {package}, which is not installed.",
        'Install it with: pip install "echo2ecg-edge[text]".',
    )


@contextmanager
def _offline() -> Iterator[None]:
    """Tell the hub's client to stay off the network, for as long as it loads."""
    before = {name: os.environ.get(name) for name in OFFLINE}
    os.environ.update(OFFLINE)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


@contextmanager
def _quiet() -> Iterator[None]:
    """Hold back transformers' progress bar and notes; warnings pass."""
    from transformers.utils import logging

    level, bar = logging.get_verbosity(), logging.is_progress_bar_enabled()
    logging.set_verbosity_error()
    logging.disable_progress_bar()
    try:
        yield
    finally:
        logging.set_verbosity(level)
        if bar:
            logging.enable_progress_bar()
