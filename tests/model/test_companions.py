"""LVEF intervals, neighbours, oddness: what they promise, and files that do not fit."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from echo2ecg_edge.errors import BundleError
from echo2ecg_edge.labels import STRUCTURAL_LABELS, Knowledge
from echo2ecg_edge.lead_sets import LEAD_SETS, TWELVE
from echo2ecg_edge.model.bundle import Bundle
from echo2ecg_edge.model.companions import ALONE, Companions
from echo2ecg_edge.model.gallery import NEIGHBOURS, Gallery
from echo2ecg_edge.model.lvef import HIGHEST, LOWEST, lvef_estimate
from echo2ecg_edge.model.manifest import LvefBand, LvefSpec
from echo2ecg_edge.model.predict import to_predictions
from echo2ecg_edge.model.reference import Reference
from tests.rich_bundle import gallery, packed, reference, rich_manifest, write_rich_bundle
from tests.tiny_bundle import EMBEDDING, manifest, write_bundle

KEYS = tuple(STRUCTURAL_LABELS)
RICH = rich_manifest()
VECTORS = arrays(np.float32, EMBEDDING, elements=st.floats(-3, 3, width=32))


@pytest.fixture(scope="module")
def rich(tmp_path_factory: pytest.TempPathFactory) -> Bundle:
    return Bundle.load(write_rich_bundle(tmp_path_factory.mktemp("bundles") / "rich"))


def outputs(embedding=(1.0, 0.0, 0.0, 0.0), lvef=50.0, implausible=-5.0):
    sizes = {"logits": len(KEYS), "log_variance": EMBEDDING, "findings": len(RICH.findings)}
    return {
        **{name: np.zeros((1, size), np.float32) for name, size in sizes.items()},
        "embedding": np.array([embedding], np.float32),
        "lvef": np.array([[lvef]], np.float32),
        "implausible": np.array([[implausible]], np.float32),
    }


def predicted(companions=ALONE, lead_set=TWELVE, **said):
    (prediction,) = to_predictions(outputs(**said), RICH, companions, lead_set)
    return prediction


bands = st.lists(
    st.tuples(st.floats(0, 90), st.floats(-40, 20), st.floats(0, 40)), min_size=1, max_size=5
).map(lambda rows: tuple(LvefBand(below, low, low + width) for below, low, width in sorted(rows)))


@given(st.floats(-1e6, 1e6), bands)
def test_an_lvef_lies_in_its_interval_and_a_heart_can_have_it(points, spec):
    found = lvef_estimate(points, LvefSpec(Knowledge.SIMULATED, 0.9, {TWELVE: spec}), TWELVE)
    assert LOWEST <= found.low <= found.value <= found.high <= HIGHEST
    assert found.level == 0.9


@pytest.mark.parametrize(
    ("points", "interval"),
    [(39.9, (33.9, 51.9)), (40.0, (31.0, 48.0)), (60.0, (52.0, 64.0)), (99.0, (77.0, 85.0))],
)
def test_an_interval_is_that_of_the_band(points, interval):
    found = lvef_estimate(points, RICH.lvef, TWELVE)
    assert (found.low, found.high) == pytest.approx(interval)


def test_leads_without_bands_have_no_lvef():
    few = replace(RICH.lvef, bands={TWELVE: RICH.lvef.bands[TWELVE]})
    assert lvef_estimate(50.0, few, "lead_i") is None


@given(VECTORS)
def test_neighbours_are_the_nearest_studies_of_the_gallery(vector):
    content = gallery()
    studies = Gallery(*(content[name].astype(np.float32) for name in content), KEYS)
    found = studies.nearest(vector)
    assert len(found.cosines) == NEIGHBOURS
    cosines = np.sort(studies.embedding @ vector)[::-1]
    np.testing.assert_array_equal(found.cosines, cosines[:NEIGHBOURS])
    assert content["lvef"].min() <= found.lvef_low <= found.lvef_median <= found.lvef_high
    assert found.lvef_high <= content["lvef"].max()
    assert tuple(found.shares) == KEYS
    assert all(0 <= share <= 1 for share in found.shares.values())


def test_a_study_is_its_own_neighbour():
    content = {name: array[:3].astype(np.float32) for name, array in gallery().items()}
    studies = Gallery(*content.values(), KEYS)
    found = studies.nearest(content["embedding"][1])
    assert len(found.cosines) == 3
    assert found.cosines[0] == pytest.approx(1, abs=2e-3)
    assert found.lvef_median == pytest.approx(np.median(content["lvef"]))
    np.testing.assert_allclose(list(found.shares.values()), content["labels"].mean(axis=0))


def test_a_distance_is_that_of_mahalanobis():
    spread = np.diag([4.0, 1.0, 0.25, 1.0])
    whitening = np.linalg.cholesky(np.linalg.inv(spread)).astype(np.float32)
    known = Reference(np.ones(4, np.float32), whitening)
    assert known.distance(np.array([3.0, 1.0, 2.0, 1.0], np.float32)) == pytest.approx(5**0.5)


@pytest.mark.parametrize(
    ("said", "is_odd"),
    [({}, False), ({"implausible": 2.3}, True), ({"embedding": (80.0, 80.0, 0.0, 0.0)}, True)],
)
def test_an_ecg_is_odd_by_its_distance_or_by_its_look(rich, said, is_odd):
    found = predicted(Companions.of(rich), **said)
    assert found.oddness.is_odd is is_odd
    assert np.linalg.norm(found.embedding) == pytest.approx(1)


@pytest.mark.parametrize("lead_set", LEAD_SETS)
def test_oddness_is_judged_on_whole_ecgs_only(rich, lead_set):
    found = predicted(Companions.of(rich), lead_set, implausible=9.0)
    assert (found.oddness is None) is (lead_set != TWELVE)
    assert found.lead_set == lead_set
    assert found.lvef is not None


def test_a_plain_bundle_has_no_companions_and_predicts_none(tiny):
    companions = Companions.of(tiny)
    assert companions.gallery is companions.reference is None
    (prediction,) = to_predictions(outputs(), manifest())
    assert prediction.findings == ()
    assert prediction.lvef is prediction.oddness is prediction.neighbours is None


@pytest.mark.parametrize(
    ("files", "says"),
    [
        ({"gallery_npz": b"nothing"}, "gallery.npz is not a file of arrays"),
        ({"gallery_npz": packed(lvef=np.ones(3))}, "gallery.npz has no embedding"),
        ({"gallery_npz": packed(lvef=np.ones(0))}, "gallery.npz holds no echo study"),
        (
            {"gallery_npz": packed(**gallery() | {"labels": np.zeros((30, 2))})},
            r"gallery.npz has labels of shape \(30, 2\), not \(30, 12\)",
        ),
        (
            {"gallery_npz": packed(**gallery() | {"lvef": np.full(30, np.nan)})},
            "gallery.npz has values in lvef that are not numbers",
        ),
        (
            {"gallery_npz": packed(**gallery() | {"lvef": np.array([{}] * 30)})},
            "gallery.npz is not a file of arrays",
        ),
        (
            {"reference_npz": packed(**reference() | {"mean": np.zeros(3)})},
            r"reference.npz has mean of shape \(3,\), not \(4,\)",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_files_that_do_not_fit_are_refused(tmp_path: Path, files, says):
    bundle = Bundle.load(write_rich_bundle(tmp_path, **files))
    with pytest.raises(BundleError, match=says):
        Companions.of(bundle)


def test_limits_without_a_reference_are_refused(tmp_path):
    bundle = Bundle.load(write_bundle(tmp_path, RICH, {}))
    with pytest.raises(BundleError, match=r"has no reference\.npz"):
        Companions.of(bundle)


@pytest.mark.parametrize("lead_set", LEAD_SETS)
def test_fewer_leads_state_no_finding(lead_set):
    found = predicted(lead_set=lead_set)
    may_be_stated = {score.key for score in found.findings if score.stated_at is not None}
    everything = {spec.key for spec in RICH.findings if spec.stated_at is not None}
    assert may_be_stated == (everything if lead_set == TWELVE else set())
    assert len(found.findings) == len(RICH.findings), "all are listed"
