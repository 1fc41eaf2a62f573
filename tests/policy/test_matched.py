"""Returned results find their screening; what fits none or several is said."""

import numpy as np
import pytest

from echo2ecg_edge.errors import PolicyError
from echo2ecg_edge.policy.matched import match
from echo2ecg_edge.policy.returned import Returned
from echo2ecg_edge.policy.scored import Scored

IDS = ("ward/anna.csv", "ward/ben.csv", "home/ben.csv", "carl.hea")
SCORED = Scored(IDS, ("shd",), np.full((len(IDS), 1), 0.2), frozenset({"ward/dora.csv"}))


def returned(*names: str) -> Returned:
    lines = {name: at for at, name in enumerate(names, 2)}
    return Returned({name: {"shd": True} for name in names}, lines, ())


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("ward/anna.csv", "ward/anna.csv"),
        ("'ward/anna.csv", "ward/anna.csv"),
        (r"ward\anna.csv", "ward/anna.csv"),
        ("./ward/anna.csv", "ward/anna.csv"),
        ("anna.csv", "ward/anna.csv"),
        ("anna", "ward/anna.csv"),
        ("carl", "carl.hea"),
        ("home/ben", "home/ben.csv"),
        ("home/ben.csv", "home/ben.csv"),
    ],
)
def test_an_id_is_found(name, found):
    assert match(returned(name), SCORED).outcomes == {found: {"shd": True}}


def test_an_id_of_a_folder_is_found_among_paths_as_typed():
    typed = ("/data/ecgs/home/ben.csv", "/data/ecgs/ward/ben.csv")
    scored = Scored(typed, ("shd",), np.full((2, 1), 0.2), frozenset())
    assert [*match(returned("ward/ben.csv"), scored).outcomes] == [typed[1]]


def test_what_is_not_known_or_not_scored_is_named():
    found = match(returned("anna", "zoe", "dora.csv"), SCORED)
    assert [*found.outcomes] == ["ward/anna.csv"]
    assert found.unknown == ("zoe",)
    assert found.unscored == ("dora.csv",)


def test_a_name_that_fits_two_is_refused():
    with pytest.raises(PolicyError, match=r"Line 2: “ben” could be “ward/ben.csv” or “home/ben"):
        match(returned("ben"), SCORED)


def test_two_results_of_one_ecg_are_refused():
    with pytest.raises(PolicyError, match="Lines 2 and 3 are of the same ECG"):
        match(returned("anna", "ward/anna.csv"), SCORED)
