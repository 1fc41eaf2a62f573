"""What a report says where a model looks for something else than the heart's structure."""

from dataclasses import replace
from pathlib import Path

import pytest

from echo2ecg_edge.labels import Knowledge
from echo2ecg_edge.report import as_text
from echo2ecg_edge.screener import Screener
from tests.synthetic import recording
from tests.tiny_bundle import manifest, onnx_model, weights, write_bundle


def report(folder: Path, keys: tuple[str, ...], logit_bias: float) -> str:
    """Screen with a bundle whose labels have these keys, and return the text."""
    plain = manifest()
    labels = tuple(
        replace(label, key=key, title=f"title of {key}", knowledge=Knowledge.REAL)
        for label, key in zip(plain.labels, keys, strict=False)
    )
    sizes = replace(plain.outputs, logits=len(labels))
    content = replace(
        plain, labels=labels, outputs=sizes, trained_on=Knowledge.REAL, status="Made for tests."
    )
    full = weights(logit_bias=logit_bias)
    full.matrices["logits"] = full.matrices["logits"][:, : len(labels)]
    full.biases["logits"] = full.biases["logits"][: len(labels)]
    models = {"model.int8.onnx": onnx_model(full)}
    return as_text(Screener(write_bundle(folder, content, models)).screen(recording()))


@pytest.mark.parametrize(
    ("bias", "says"),
    [
        (3.0, "REFER: this model found what it looks for. Show the ECG to a clinician."),
        (-3.0, "ROUTINE: this model did not find what it looks for. It looks for nothing else."),
    ],
)
def test_a_label_that_is_not_of_the_structure_asks_for_no_echo(tmp_path, bias, says):
    text = report(tmp_path, ("sbrad", "coin"), bias)
    assert text.splitlines()[0] == says
    assert "What this model looks for (real)" in text
    assert "echocardiogram" not in text.splitlines()[0]
    assert "Structural risk" not in text


def test_one_structural_label_is_enough_for_the_usual_words(tmp_path):
    text = report(tmp_path, ("lvef_lte_45", "coin"), 3.0)
    assert text.startswith("REFER: ask for an echocardiogram.")
    assert "Structural risk (real)" in text
