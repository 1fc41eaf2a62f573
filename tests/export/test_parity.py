import numpy as np
import pytest

from echo2ecg_edge.model.companions import Companions
from echo2ecg_edge.model.engines import Arrays
from echo2ecg_edge.model.manifest import Manifest
from echo2ecg_edge.model.reference import Reference
from export.check import Truth
from export.parity import compare, compare_outputs, parity_table
from tests.rich_bundle import rich_manifest
from tests.tiny_bundle import EMBEDDING, manifest

ROWS = 40
BATCH = np.zeros((ROWS, 12, 1, 10), np.float32)


class Fixed:
    """An engine that says the same whatever it is given."""

    name = "fixed"

    def __init__(self, outputs: Arrays) -> None:
        self.outputs = outputs

    def run(self, batch: np.ndarray) -> Arrays:
        return self.outputs


def outputs(of: Manifest, seed: int = 0) -> dict[str, np.ndarray]:
    rng = np.random.default_rng(seed)
    sizes = {name: getattr(of.outputs, name) for name in of.outputs.__slots__}
    drawn = {
        name: rng.normal(0, 1, (ROWS, size)).astype(np.float32)
        for name, size in sizes.items()
        if size
    }
    drawn["logits"] -= 2.5  # some are referred, some are not
    if "lvef" in drawn:
        drawn["lvef"] += 55
        drawn["implausible"] *= 3
    return drawn


def truth(of: Manifest) -> dict[str, Truth]:
    found = np.random.default_rng(3).random((ROWS, len(of.labels))) < 0.5
    return {"logits": Truth(np.ones(ROWS, bool), found)}


@pytest.mark.parametrize("of", [manifest(), rich_manifest()], ids=["plain", "rich"])
def test_a_model_is_faithful_to_itself(of: Manifest) -> None:
    row = compare(Fixed(outputs(of)), Fixed(outputs(of)), of, BATCH, "test", truth(of))
    assert row.faults == []
    compared = " ".join(check.what for check in row.checks)
    for words in ("logits", "embedding", "log_variance", "AUROC", "verdicts"):
        assert words in compared
    assert ("findings" in compared) == ("LVEF" in compared) == (of.outputs.findings > 0)
    assert ("implausible flags" in compared) == (of.odd is not None)


@pytest.mark.parametrize("name", ["logits", "embedding", "log_variance", "findings", "implausible"])
def test_one_changed_output_is_a_fault_that_names_it(name: str) -> None:
    """The embedding may be wrong while the logits look fine (EDGE facts): every output counts."""
    of = rich_manifest()
    changed = outputs(of) | {name: outputs(of)[name][::-1]}
    row = compare(Fixed(outputs(of)), Fixed(changed), of, BATCH, "test")
    assert any(name in fault for fault in row.faults)


def test_a_changed_ranking_is_a_fault() -> None:
    of = manifest()
    changed = outputs(of) | {"logits": outputs(of, 1)["logits"]}
    row = compare(Fixed(outputs(of)), Fixed(changed), of, BATCH, "test", truth(of))
    assert any("AUROC" in fault for fault in row.faults)
    assert any("verdicts" in fault for fault in row.faults)


def test_verdicts_know_how_odd_an_ecg_is() -> None:
    """An embedding far from training repeats an ECG; twice as far, it is the same direction."""
    of = rich_manifest()
    says = outputs(of) | {"logits": np.full((ROWS, len(of.labels)), -9, np.float32)}
    says["log_variance"] -= 9
    says["implausible"] = np.full((ROWS, 1), -9, np.float32)
    far = says | {"embedding": says["embedding"] * 200}
    centre = np.zeros(EMBEDDING, np.float32)
    near_zero = Companions(reference=Reference(centre, np.eye(EMBEDDING, dtype=np.float32)))
    args = Fixed(says), Fixed(far), of, BATCH, "test"
    assert compare(*args).faults == []
    assert any("verdicts" in fault for fault in compare(*args, companions=near_zero).faults)


def test_partial_ecgs_are_compared_by_outputs_alone() -> None:
    of = rich_manifest()
    row = compare_outputs(Fixed(outputs(of)), Fixed(outputs(of)), of, BATCH, "limb leads")
    assert row.faults == []
    assert not any("verdicts" in check.what for check in row.checks)


def test_there_is_a_table_per_set_of_ecgs_and_a_column_per_model() -> None:
    of = manifest()
    says = Fixed(outputs(of)), Fixed(outputs(of))
    rows = [compare(*says, of, BATCH, data) for data in ("first", "first", "second")]
    first, second = parity_table(rows).split("\n\n40 second:")
    assert first.startswith("40 first:\n\n| check | gate | fixed | fixed |\n")
    assert "| share of same verdicts | at least 0.99 | 1.0000 | 1.0000 |" in first
    assert "| share of same verdicts | at least 0.99 | 1.0000 |" in second
