"""Operating points, Bayes, and tables that are not there."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from echo2ecg_edge.errors import BundleError, CallError
from echo2ecg_edge.model.bundle import Bundle
from echo2ecg_edge.model.tables import OperatingPoint, Tables, operating_point
from tests.rich_bundle import write_rich_bundle

KEY = "lvef_lte_45"


@pytest.fixture(scope="module")
def rich(tmp_path_factory: pytest.TempPathFactory) -> Bundle:
    return Bundle.load(write_rich_bundle(tmp_path_factory.mktemp("bundles") / "rich"))


def test_the_points_of_a_label(rich):
    tables = Tables.of(rich)
    assert tables.data == "simulated validation patients"
    assert [point.threshold for point in tables.points(KEY)] == [0.1, 0.3, 0.6]


@pytest.mark.parametrize(
    ("wanted", "threshold"),
    [
        ({"sensitivity": 0.8}, 0.3),
        ({"sensitivity": 0.81}, 0.1),
        ({"specificity": 0.7}, 0.3),
        ({"specificity": 0.71}, 0.6),
        ({"specificity": 0.0}, 0.1),
    ],
)
def test_a_point_reaches_what_is_asked_at_the_least_cost(rich, wanted, threshold):
    assert operating_point(rich, KEY, **wanted).threshold == threshold


@pytest.mark.parametrize(
    ("wanted", "says"),
    [
        ({}, "Give one of the two"),
        ({"sensitivity": 0.8, "specificity": 0.8}, "Give one of the two"),
        ({"sensitivity": 0.99}, "No threshold of 'lvef_lte_45' reaches that"),
    ],
)
def test_what_cannot_be_meant_or_reached_is_said(rich, wanted, says):
    with pytest.raises(CallError, match=says):
        operating_point(rich, KEY, **wanted)


def test_an_unknown_label_names_the_known_ones(rich):
    with pytest.raises(CallError, match=r"no table for 'shd'. Name one of: lvef_lte_45"):
        operating_point(rich, "shd", sensitivity=0.9)


def test_a_textbook_example_of_bayes():
    point = OperatingPoint(0.5, sensitivity=0.9, specificity=0.8)
    assert point.ppv(0.1) == pytest.approx(0.09 / 0.27)
    assert point.npv(0.1) == pytest.approx(0.72 / 0.73)


def test_where_nobody_is_positive_there_is_no_predictive_value():
    assert OperatingPoint(1.0, 0.0, 1.0).ppv(0.3) is None
    assert OperatingPoint(0.0, 1.0, 0.0).npv(0.3) is None


share = st.floats(0.01, 0.99)


@given(share, share, share, share)
def test_more_prevalence_raises_ppv_and_lowers_npv(sensitivity, specificity, first, second):
    point = OperatingPoint(0.5, sensitivity, specificity)
    rare, common = sorted((first, second))
    assert 0 <= point.ppv(rare) <= point.ppv(common) + 1e-12 <= 1 + 1e-12
    assert 0 <= point.npv(common) <= point.npv(rare) + 1e-12 <= 1 + 1e-12


def test_a_bundle_without_tables_says_so(tiny):
    with pytest.raises(BundleError, match="The bundle 'tiny' has no tables of thresholds"):
        Tables.of(tiny)


@pytest.mark.parametrize(
    "content",
    [
        b"{",
        b"[]",
        b'{"roc": {}}',
        b'{"data": "x", "roc": [1]}',
        b'{"data": "x", "roc": {"shd": [{"threshold": 0.5}]}}',
        b'{"data": "x", "roc": {"shd": [{"threshold": 2, "sensitivity": 1, "specificity": 1}]}}',
        b'{"data": "x", "roc": {"shd": [{"threshold": NaN, "sensitivity": 1, "specificity": 1}]}}',
    ],
)
def test_damaged_tables_are_refused(tmp_path: Path, content):
    bundle = Bundle.load(write_rich_bundle(tmp_path, tables_json=content))
    with pytest.raises(BundleError, match=r"tables\.json is not a table of thresholds"):
        Tables.of(bundle)


def test_a_table_of_something_else_is_refused(tmp_path: Path):
    bundle = Bundle.load(
        write_rich_bundle(tmp_path, tables_json=b'{"data": "x", "roc": {"a": []}}')
    )
    with pytest.raises(BundleError, match=r"tables\.json has a table for 'a'"):
        Tables.of(bundle)
