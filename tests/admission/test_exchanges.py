"""What each exchange does to the leads, from the electrodes' potentials."""

import numpy as np
import pytest

from echo2ecg_edge.admission.exchanges import CHEST_EXCHANGES, EXCHANGES, LIMB_EXCHANGES
from echo2ecg_edge.electrodes import Electrode

PLACES = [each for each in Electrode if each is not Electrode.RL]


def leads(potentials):
    """I, II and V1 to V6 from the potential under each electrode."""
    arms_and_leg = [potentials[each] for each in ("RA", "LA", "LL")]
    centre = np.mean(arms_and_leg, axis=0)
    right_arm, left_arm, left_leg = arms_and_leg
    chest = [potentials[f"V{n}"] - centre for n in range(1, 7)]
    return np.stack([left_arm - right_arm, left_leg - right_arm, *chest])


@pytest.mark.parametrize("exchange", EXCHANGES, ids=lambda each: "-".join(each.electrodes))
def test_undoing_an_exchange_gives_the_leads_back(exchange):
    random = np.random.default_rng(0)
    potentials = {each: random.standard_normal(50) for each in PLACES}
    moved = dict(potentials)
    wrong = exchange.electrodes
    there = (
        wrong[::-1] if len(wrong) == len(CHEST_EXCHANGES[-1].electrodes) else wrong[1:] + wrong[:1]
    )
    for here, place in zip(wrong, there, strict=True):
        moved[here] = potentials[place]
    np.testing.assert_allclose(exchange.undo @ leads(moved), leads(potentials), atol=1e-5)


def test_every_pair_that_can_be_seen_is_known():
    pairs = {frozenset(each.electrodes) for each in EXCHANGES if len(each.electrodes) == 2}
    assert len(pairs) == 3 + 15
    assert len(LIMB_EXCHANGES) == 5
    assert len(CHEST_EXCHANGES) == 16
