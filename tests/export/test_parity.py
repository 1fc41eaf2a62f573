import numpy as np
import pytest

from echo2ecg_edge.model.engines import Arrays
from export.parity import compare, parity_table
from tests.tiny_bundle import manifest


class Fixed:
    """An engine that says the same whatever it is given."""

    name = "fixed"

    def __init__(self, outputs: Arrays) -> None:
        self.outputs = outputs

    def run(self, batch: np.ndarray) -> Arrays:
        return self.outputs


def outputs(seed: int = 0) -> dict[str, np.ndarray]:
    rng = np.random.default_rng(seed)
    sizes = {
        "logits": manifest().outputs.logits,
        "embedding": manifest().outputs.embedding,
        "log_variance": manifest().outputs.embedding,
    }
    drawn = {name: rng.normal(0, 1, (40, size)).astype(np.float32) for name, size in sizes.items()}
    return drawn | {"logits": drawn["logits"] - 2.5}  # some are referred, some are not


BATCH = np.zeros((40, 12, 1, 10), np.float32)
LABELS = (np.random.default_rng(3).random((40, manifest().outputs.logits)) < 0.5).astype(np.float32)


def test_a_model_is_faithful_to_itself() -> None:
    row = compare(Fixed(outputs()), Fixed(outputs()), manifest(), BATCH, "test", LABELS)
    assert row.faults == []
    assert row.auroc_change == 0
    assert row.verdict_agreement == 1


@pytest.mark.parametrize("name", ["logits", "embedding", "log_variance"])
def test_one_changed_output_is_a_fault_that_names_it(name: str) -> None:
    """The embedding may be wrong while the logits look fine (EDGE facts): every output counts."""
    changed = outputs() | {name: np.maximum(outputs()[name], 0)}
    row = compare(Fixed(outputs()), Fixed(changed), manifest(), BATCH, "test")
    assert any(name in fault for fault in row.faults)


def test_a_changed_ranking_is_a_fault() -> None:
    changed = outputs() | {"logits": outputs(1)["logits"]}
    row = compare(Fixed(outputs()), Fixed(changed), manifest(), BATCH, "test", LABELS)
    assert any("AUROC" in fault for fault in row.faults)
    assert any("verdicts" in fault for fault in row.faults)


def test_the_table_has_a_line_per_model() -> None:
    row = compare(Fixed(outputs()), Fixed(outputs()), manifest(), BATCH, "test")
    assert parity_table([row, row]).count("| fixed |") == 2
