"""Teach the two networks of admission, and keep them as numpy can read them."""

import logging
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Final

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from echo2ecg_edge.admission.arrangement import EIGHT, NETWORKS, TWO, undoing
from echo2ecg_edge.admission.picture import STRETCHES, levelled
from echo2ecg_edge.admission.tempo import NETWORK
from train.admission.beats import Beats

log = logging.getLogger(__name__)
BATCH: Final = 128
HIGHEST_RATE: Final = 3e-3
ARRANGEMENT_DROPPED, TEMPO_DROPPED = 0.1, 0.2
"""Share of hidden units left out at random while learning."""
TEMPO_SHARE: Final = 5
"""The tempo is learned in so many times fewer epochs: later it only grows too sure."""
GAIN_SPREAD, NOISE_MV, WITHOUT_P = 0.05, 0.01, 0.1
"""Electrodes a little off, noise, and hearts without P wave."""
COURSE_NOISE: Final = 0.3
"""Times the spread of each number."""

Arrays = dict[str, NDArray[np.floating]]
Losses = Callable[[nn.Module, Tensor], Tensor]


def teach(beats: Beats, epochs: int) -> Arrays:
    """Teach all networks and return what ``learned.npz`` holds.

    Args:
        beats: Of the training ECGs.
        epochs: How often each beat is seen.
    """
    arrays = {}
    for leads in (EIGHT, TWO):
        numbers = leads * sum(STRETCHES)
        network = _network(ARRANGEMENT_DROPPED, numbers, 64, 64, 1)
        _fit(network, torch.from_numpy(beats.pictures[:, :leads]), _arrangement_loss, epochs)
        arrays |= packed(NETWORKS[leads], network)
    return arrays | packed(NETWORK, _tempo(beats, max(1, epochs // TEMPO_SHARE)))


def save(arrays: Arrays, path: Path) -> None:
    """Write the networks."""
    np.savez_compressed(path, allow_pickle=False, **arrays)


def packed(name: str, network: nn.Sequential) -> Arrays:
    """Return the weights of a network's layers by the names that admission reads."""
    layers = [module for module in network if isinstance(module, nn.Linear)]
    arrays = {}
    for place, layer in enumerate(layers):
        arrays[f"{name}.weight{place}"] = layer.weight.detach().numpy().T.astype(np.float16)
        arrays[f"{name}.bias{place}"] = layer.bias.detach().numpy()
    return arrays


def _network(dropped: float, *widths: int) -> nn.Sequential:
    modules: list[nn.Module] = []
    for before, after in pairwise(widths):
        modules += [nn.Linear(before, after), nn.ReLU(), nn.Dropout(dropped)]
    return nn.Sequential(*modules[:-2])


def _fit(network: nn.Module, beats: Tensor, loss_of: Losses, epochs: int) -> None:
    batches = len(beats) // BATCH
    optimiser = torch.optim.AdamW(network.parameters(), HIGHEST_RATE, weight_decay=1e-3)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimiser, HIGHEST_RATE, total_steps=epochs * batches
    )
    for epoch in range(epochs):
        total = 0.0
        for rows in torch.randperm(len(beats))[: batches * BATCH].split(BATCH):
            loss = loss_of(network, beats[rows])
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            schedule.step()
            total += loss.item()
        if epoch % 10 == 9:
            log.info("epoch %d: loss %.3f", epoch + 1, total / batches)


def _arrangement_loss(network: nn.Module, pictures: Tensor) -> Tensor:
    """Among all ways of moving its electrodes, the picture as it is must look right."""
    seen = pictures * (1 + GAIN_SPREAD * torch.randn(*pictures.shape[:2], 1))
    seen = seen + NOISE_MV * torch.randn_like(seen)
    seen[:, :, : STRETCHES[0]] *= torch.rand(len(seen), 1, 1) > WITHOUT_P
    moved = undoing(pictures.shape[1])[None] @ seen.numpy()[:, None]
    looks_right = network(torch.from_numpy(levelled(moved)).flatten(2))[..., 0]
    return functional.cross_entropy(looks_right, torch.zeros(len(seen), dtype=torch.long))


def _tempo(beats: Beats, epochs: int) -> nn.Sequential:
    """Teach the tempo; the numbers' means and spreads go into the first layer at the end."""
    courses = torch.from_numpy(np.concatenate(beats.courses))
    tempo = torch.from_numpy(np.repeat(np.arange(3), [len(each) for each in beats.courses]))
    mean, spread = courses.mean(0), courses.std(0) + 1e-6
    network = _network(TEMPO_DROPPED, courses.shape[1], 32, 3)
    labelled = torch.cat([(courses - mean) / spread, tempo[:, None]], dim=1)
    _fit(network, labelled, _tempo_loss, epochs)
    first = network[0]
    assert isinstance(first, nn.Linear)
    with torch.no_grad():
        first.weight /= spread
        first.bias -= first.weight @ mean
    return network.eval()


def _tempo_loss(network: nn.Module, labelled: Tensor) -> Tensor:
    courses = labelled[:, :-1]
    noisy = courses + COURSE_NOISE * torch.randn_like(courses)
    return functional.cross_entropy(network(noisy), labelled[:, -1].long())
