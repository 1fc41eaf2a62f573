"""Every doubt, with the figures that made it so."""

from dataclasses import replace

import pytest

from echo2ecg_edge.prediction import Oddness
from echo2ecg_edge.reason import ReasonCode
from echo2ecg_edge.triage.doubts import doubts
from tests.rich_bundle import rich_manifest
from tests.screenings import scored

MANIFEST = rich_manifest()
ODD = Oddness(distance=130.0, implausible=0.95, is_odd=True)


def found(manifest=MANIFEST, **more):
    uncertainty = more.pop("uncertainty", None)
    prediction = scored(0.1, **more).prediction
    return doubts(replace(prediction, uncertainty=uncertainty), manifest)


def test_an_odd_ecg_comes_with_its_figures_and_limits():
    (doubt,) = found(oddness=ODD)
    assert (doubt.repeat, doubt.beside) == (
        ReasonCode.UNLIKE_TRAINING,
        ReasonCode.REFERRED_UNLIKE_TRAINING,
    )
    assert doubt.values == {
        "distance": 130.0,
        "distance_limit": 100.0,
        "implausible": 0.95,
        "implausible_limit": 0.9,
        "percentile": 99.5,
    }


def test_an_uncertain_model_comes_with_its_figure_and_limit():
    known = MANIFEST.uncertainty
    (doubt,) = found(uncertainty=known.limit + 0.5)
    assert (doubt.repeat, doubt.beside) == (
        ReasonCode.TOO_UNCERTAIN,
        ReasonCode.REFERRED_IN_DOUBT,
    )
    assert doubt.values == {
        "uncertainty": known.limit + 0.5,
        "limit": known.limit,
        "percentile": known.percentile,
    }


@pytest.mark.parametrize(
    ("manifest", "more"),
    [
        (MANIFEST, {"oddness": replace(ODD, is_odd=False)}),
        (replace(MANIFEST, odd=None), {"oddness": ODD}),
        (MANIFEST, {"oddness": None}),
        (MANIFEST, {"uncertainty": None}),
        (replace(MANIFEST, uncertainty=None), {"uncertainty": 100.0}),
        (MANIFEST, {"uncertainty": MANIFEST.uncertainty.limit}),
    ],
)
def test_what_a_bundle_does_not_know_is_no_doubt(manifest, more):
    assert found(manifest, **more) == ()


def test_where_leads_lack_the_other_limits_do_not_hold():
    (doubt,) = found(oddness=ODD, uncertainty=100.0, lead_set="limb")
    assert doubt.repeat is ReasonCode.LEADS_MISSING
    assert doubt.beside is ReasonCode.REFERRED_ON_FEWER_LEADS
