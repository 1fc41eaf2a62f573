"""The population of a bundle: read whole, or refused."""

import numpy as np
import pytest

from echo2ecg_edge.errors import BundleError
from echo2ecg_edge.model.bundle import Bundle
from echo2ecg_edge.model.population import Population
from tests.policy.made_up import KEYS, PATIENTS, WHO, arrays, populated
from tests.rich_bundle import packed, write_rich_bundle


def test_a_population_is_what_was_packed(tmp_path):
    found = Population.of(populated(tmp_path))
    assert (found.keys, found.data, found.patients) == (KEYS, WHO, PATIENTS)
    np.testing.assert_array_equal(found.log_odds, arrays()["log_odds"].astype(np.float64))
    np.testing.assert_array_equal(found.truth, arrays()["truth"] > 0)
    assert found.weight.sum() == pytest.approx(1)
    assert found.prevalence("shd") == pytest.approx(arrays()["truth"][:, -1].mean())


def test_a_bundle_may_have_none(tmp_path):
    assert Population.of(Bundle.load(write_rich_bundle(tmp_path / "rich"))) is None


@pytest.mark.parametrize(
    ("changed", "what"),
    [
        ({"truth": np.zeros(0)}, "no patient"),
        ({"truth": np.zeros((3, 2), np.uint8)}, "log_odds of shape"),
        ({"truth": np.full((PATIENTS, len(KEYS)), 2, np.uint8)}, "neither 0 nor 1"),
        ({"log_odds": np.full((PATIENTS, len(KEYS)), np.nan)}, "not numbers"),
        ({"log_odds": np.full((PATIENTS, len(KEYS)), "x")}, "has log_odds of shape"),
        ({"data": np.array("  ")}, "does not say"),
        ({"data": np.array(["a", "b"])}, "does not say"),
        ({"data": np.array(7)}, "does not say"),
    ],
)
def test_what_does_not_fit_is_refused(tmp_path, changed, what):
    with pytest.raises(BundleError, match=what):
        Population.of(populated(tmp_path, **changed))


def test_a_population_without_an_array_is_refused(tmp_path):
    without = {name: array for name, array in arrays().items() if name != "log_odds"}
    folder = write_rich_bundle(tmp_path / "rich", population_npz=packed(**without))
    with pytest.raises(BundleError, match="no log_odds"):
        Population.of(Bundle.load(folder))
