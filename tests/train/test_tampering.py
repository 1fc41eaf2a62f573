from dataclasses import replace

import numpy as np
import pytest
import torch

from echo2ecg_edge.findings import FINDINGS
from tests.train.tiny_pairs import tiny_pairs
from tests.train.tiny_recipe import tiny_recipe
from train.batch import collect
from train.ecg import OFF
from train.ecg.distort import Dice, filtered, windows
from train.ecg.tamper import WAYS, tampered
from train.families import IMPLAUSIBLE, Families
from train.feed import Feed
from train.tampering import partly_tampered

ONE, TWO, THREE, AVR, AVL, AVF = range(6)


def ecgs(n: int = 40, samples: int = 200) -> torch.Tensor:
    ecg = torch.randn(n, 12, samples, generator=torch.Generator().manual_seed(1))
    ecg[:, THREE] = ecg[:, TWO] - ecg[:, ONE]
    ecg[:, AVR] = -(ecg[:, ONE] + ecg[:, TWO]) / 2
    ecg[:, AVL] = ecg[:, ONE] - ecg[:, TWO] / 2
    ecg[:, AVF] = ecg[:, TWO] - ecg[:, ONE] / 2
    return ecg


def dice(seed: int = 2) -> Dice:
    return Dice(torch.Generator().manual_seed(seed), torch.device("cpu"))


@pytest.mark.parametrize("name", WAYS)
def test_every_way_changes_every_ecg_and_keeps_its_shape(name):
    ecg = ecgs()
    before = ecg.clone()
    out = WAYS[name](ecg, dice())
    assert out.shape == ecg.shape
    assert torch.equal(ecg, before)
    assert (out != ecg).flatten(1).any(1).all()


@pytest.mark.parametrize("name", [name for name in WAYS if name != "leads mixed"])
def test_all_but_mixed_leads_obey_the_equations_of_the_limb_leads(name):
    out = WAYS[name](ecgs(), dice())
    assert torch.allclose(out[:, TWO], out[:, ONE] + out[:, THREE], atol=1e-4)
    assert torch.allclose(out[:, AVR], -(out[:, ONE] + out[:, TWO]) / 2, atol=1e-4)


def test_exchanged_arms_turn_lead_one_over_and_leave_the_chest():
    ecg = ecgs()
    out = WAYS["arms exchanged"](ecg, dice())
    assert torch.equal(out[:, ONE], -ecg[:, ONE])
    assert torch.equal(out[:, 6:], ecg[:, 6:])


def test_chest_leads_are_only_mixed_among_themselves():
    ecg = ecgs()
    out = WAYS["chest leads mixed"](ecg, dice())
    assert torch.equal(out[:, :6], ecg[:, :6])
    assert torch.allclose(out[:, 6:].sum(1), ecg[:, 6:].sum(1), atol=1e-5)


def test_all_ways_happen_and_a_seed_repeats_them():
    ecg = ecgs(400)
    once, again, other = (tampered(ecg, dice(seed)) for seed in (3, 3, 4))
    assert torch.equal(once, again)
    assert not torch.equal(once, other)
    # Upside down and backwards can be told exactly.
    share = torch.tensor(
        [(once == -ecg).flatten(1).all(1).float().mean(),
         (once == ecg.flip(2)).flatten(1).all(1).float().mean()]
    )  # fmt: skip
    assert ((share > 0.5 / len(WAYS)) & (share < 2 / len(WAYS))).all()


def named_pairs():
    pairs = tiny_pairs()
    zeros = np.zeros((len(pairs), 1), np.float32)
    return replace(
        pairs,
        about=replace(pairs.about, label_names=("fast", "slow", IMPLAUSIBLE)),
        labels=np.concatenate([pairs.labels, zeros], 1),
        known=np.ones((len(pairs), 3), bool),
    )


def test_of_a_tampered_ecg_nothing_else_is_known():
    batch = collect(named_pairs(), np.arange(2, 60))
    leads = batch.leads.clone()
    leads[0, 3] = False
    batch = replace(batch, leads=leads)
    out = partly_tampered(batch, 0.99, 2, torch.Generator().manual_seed(0))
    chosen = out.labels[:, 2] > 0
    assert chosen.sum() >= 50
    assert not chosen[0], "it lacks a lead"
    assert not out.known[chosen, :2].any()
    assert out.known[chosen, 2].all()
    assert out.measures[chosen].isnan().all()
    assert not out.studies.has_views[chosen].any()
    assert torch.equal(out.ecg[~chosen], batch.ecg[~chosen])
    assert out.known[~chosen].all()
    assert not batch.labels[:, 2].any(), "the batch itself stays as it was"


def test_a_feed_tampers_in_training_alone():
    recipe = replace(tiny_recipe(), augment=replace(OFF, tampered=0.5))
    pairs = named_pairs()
    train, validation = (Feed(pairs, split, recipe) for split in ("train", "validation"))
    ((batch, _),) = next(train.steps(0, 1))
    assert 0 < batch.labels[:, 2].sum() < len(batch)
    assert not any(part.labels[:, 2].any() for part, _ in validation.plain())
    plain = Feed(tiny_pairs(), "train", recipe)
    ((batch, _),) = next(plain.steps(0, 1))
    assert batch.known.all(), "data without the label are left alone"


def test_filters_take_high_frequencies_away_and_nothing_else():
    t = torch.arange(1000) / 100
    slow, quick = torch.sin(2 * torch.pi * 8 * t), torch.sin(2 * torch.pi * 46 * t)
    ecg = (slow + quick).expand(16, 12, -1)
    out = filtered(ecg, 1.0, dice())
    assert torch.allclose(out, slow.expand_as(out), atol=0.2)
    assert torch.equal(filtered(ecg, 0.0, dice()), ecg)


def test_windows_are_stretches_of_the_ecg_from_different_places():
    ecg = torch.arange(200.0).expand(300, 12, 200) + 1000 * torch.arange(300.0)[:, None, None]
    out = windows(ecg, 50, dice())
    assert out.shape == (300, 12, 50)
    assert (out[..., 1:] - out[..., :-1] == 1).all(), "samples follow each other"
    start = out[:, 0, 0] - 1000 * torch.arange(300.0)
    assert start.min() < 10
    assert start.max() > 140
    assert start.max() <= 150
    assert (out == out[:, :1]).all(), "all leads are cut at the same place"


def test_families_sort_labels_by_name():
    names = ("lvef_lte_45", "shd", "afib", next(iter(FINDINGS)), IMPLAUSIBLE)
    assert Families.of(names) == Families((0, 1), (2, 3), (4,))
