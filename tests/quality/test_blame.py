import numpy as np
import pytest

from echo2ecg_edge.leads import LEADS
from echo2ecg_edge.quality.blame import MEASURING, blamed, power_shares, shares, suspects


@pytest.mark.parametrize(
    ("leads", "electrodes"),
    [
        (["I"], ("RA", "LA")),
        (["II"], ("RA", "LL")),
        (["III"], ("LA", "LL")),
        (["I", "II"], ("RA",)),
        (["I", "III"], ("LA",)),
        (["II", "III"], ("LL",)),
        (["I", "aVL"], ("LA",)),
        (["I", "II", "aVR", "aVL"], ("RA",)),
        (["aVF"], ("LL",)),
        (["I", "II", "III"], ("RA", "LA", "LL")),
        (["V3", "V1"], ("V1", "V3")),
        (["V2", "aVR"], ("RA", "V2")),
        ([], ()),
    ],
)
def test_suspects(leads, electrodes):
    assert suspects(leads) == electrodes


@pytest.mark.parametrize("electrode", MEASURING)
def test_one_electrode_is_found_by_what_it_does(electrode):
    power = 0.04 * power_shares(LEADS)[:, MEASURING.index(electrode)]
    assert blamed(power + 1e-4, LEADS) == (electrode,)


def test_two_electrodes_are_found_and_a_weak_third_is_not():
    heights = np.zeros(9)
    heights[[0, 5, 7]] = 1.0, 0.9, 0.3
    assert blamed(power_shares(LEADS) @ heights**2, LEADS) == ("RA", "V3")


def test_limb_leads_alone_tell_limb_electrodes():
    power = power_shares(LEADS[:6])[:, 1]
    assert blamed(power, LEADS[:6]) == ("LA",)


def test_nothing_disturbed_blames_nobody():
    assert blamed(np.zeros(12), LEADS) == ()


def test_shares_follow_the_definitions_of_the_leads():
    potential = np.random.default_rng(0).standard_normal(9)
    ra, la, ll = potential[:3]
    wilson = (ra + la + ll) / 3
    expected = [la - ra, ll - ra, ll - la, 1.5 * (ra - wilson), 1.5 * (la - wilson)]
    expected += [1.5 * (ll - wilson), *(potential[3:] - wilson)]
    np.testing.assert_allclose(shares(LEADS) @ potential, expected)
