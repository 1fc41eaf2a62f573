"""Embed the reports of a data set once, and keep the vectors beside it."""

import hashlib
import logging
import os
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from train.pairs import Pairs
from train.text.encoder import SentenceEncoder

log = logging.getLogger(__name__)

Vectors = NDArray[np.float32]
CHUNK = 4096


def report_embeddings(
    pairs: Pairs, folder: Path, encoder: SentenceEncoder
) -> tuple[Vectors, Vectors]:
    """Return the vectors of all ECG reports and all echo reports, from disk where they are there.

    The files are named after the encoder and a digest of the texts, so that neither another
    encoder nor changed reports find the wrong vectors.

    Args:
        pairs: The data.
        folder: Where the data lie; the vectors are written there.
        encoder: The frozen sentence encoder.

    Returns:
        ECG reports and echo reports, each memory-mapped float32 (rows, dimensions); zeros where
        there is no report.
    """
    return (
        _cached(folder, "ecg_text", pairs.ecg_report, encoder),
        _cached(folder, "echo_text", pairs.echo_report, encoder),
    )


def _cached(folder: Path, what: str, texts: NDArray[np.str_], encoder: SentenceEncoder) -> Vectors:
    path = folder / f"{what}-{encoder.name}-{_digest(texts)}.npy"
    if not path.is_file():
        log.info("embedding %d reports into %s", len(texts), path.name)
        # Renamed when complete: a run that is cut off leaves no half file behind.
        part = path.with_suffix(f".{os.getpid()}.part")
        with part.open("wb") as file:
            np.save(file, encoder.encode(texts.tolist()))
        part.replace(path)
    vectors: Vectors = np.load(path, mmap_mode="r")
    return vectors


def _digest(texts: NDArray[np.str_]) -> str:
    digest = hashlib.sha256(str(len(texts)).encode())
    for first in range(0, len(texts), CHUNK):
        for text in texts[first : first + CHUNK].tolist():
            digest.update(text.encode() + b"\0")
    return digest.hexdigest()[:8]
