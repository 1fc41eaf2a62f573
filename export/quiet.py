"""Quiet: converters tell of every pass; only our own lines and real warnings are of interest."""

import io
import logging
import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout


def quiet() -> None:
    """Silence the converters' logs for the rest of this process."""
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    warnings.filterwarnings("ignore", category=UserWarning)
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(message)s", datefmt="%H:%M:%S")
    logging.getLogger("export").setLevel(logging.INFO)


@contextmanager
def silently() -> Iterator[None]:
    """Drop what a converter prints, its progress included; what it raises still counts."""
    with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
        yield
