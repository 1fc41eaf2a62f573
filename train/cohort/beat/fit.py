"""Fit the moving dipole to real median beats: the most probable parameters, all beats at once.

Twice: first around a typical beat, then around the population that the first round found, which
pulls in waves that one ECG alone does not pin down (empirical Bayes).
"""

import logging

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from train.cohort.beat import waves as w
from train.cohort.state import Floats

log = logging.getLogger(__name__)

QRS_TIMES_S = np.arange(-0.09, 0.13, 0.004)
OTHER_TIMES_S = np.concatenate([np.arange(-0.33, -0.09, 0.012), np.arange(0.13, 0.64, 0.016)])
TIMES_S = np.sort(np.concatenate([QRS_TIMES_S, OTHER_TIMES_S]))
"""Where beats are compared: densely in QRS."""
ERROR_MV = 0.03
NEXT_P_S = 0.26
"""The next P wave may begin this long before the next beat; what follows is not compared."""
STEPS, RATE = (240, 120), 0.03
"""Steps of the first round and of the second, which starts from the first."""


def fit_beats(beats_mv: NDArray[np.float32], rr_s: Floats, batch: int = 2048) -> Floats:
    """Fit parameters to median beats.

    Args:
        beats_mv: Leads I II V1..V6 at TIMES_S, shape (n, 8, len(TIMES_S)).
        rr_s: Interval to the next beat, shape (n,).
        batch: Beats fitted together; the result does not depend on it.

    Returns:
        Shape (n, PARAMETERS).
    """
    mean, sd = w.typical(), w.spread()
    fitted = np.broadcast_to(mean, (len(beats_mv), w.PARAMETERS))
    for round_, steps in enumerate(STEPS, start=1):
        parts = [
            _fit(
                beats_mv[i : i + batch], rr_s[i : i + batch], fitted[i : i + batch], mean, sd, steps
            )
            for i in range(0, len(beats_mv), batch)
        ]
        fitted = np.concatenate(parts)
        mean, sd = np.median(fitted, axis=0), 1.2 * fitted.std(axis=0) + 1e-4
        log.info("round %d: residual %.1f uV", round_, 1000 * residual_mv(fitted, beats_mv))
    return fitted


def residual_mv(parameters: Floats, beats_mv: NDArray[np.float32]) -> float:
    """Root mean square of what the fit leaves over."""
    beat = w.unpack(parameters)
    seen = beat.lead_field.astype(np.float32) @ beat.dipole(TIMES_S).swapaxes(1, 2)
    return float(np.sqrt(np.square(seen - beats_mv).mean()))


def _fit(
    beats_mv: NDArray[np.float32],
    rr_s: Floats,
    start: Floats,
    mean: Floats,
    sd: Floats,
    steps: int,
) -> Floats:
    target = torch.from_numpy(beats_mv)
    t = torch.from_numpy(TIMES_S.astype(np.float32))
    compared = t[None] < torch.from_numpy((rr_s - NEXT_P_S).astype(np.float32))[:, None]
    spacing = torch.from_numpy(np.gradient(TIMES_S).astype(np.float32)) / 0.01
    weight = (compared * spacing)[:, None] / ERROR_MV**2
    centre, scale = (torch.from_numpy(v.astype(np.float32)) for v in (mean, sd))
    z = ((torch.from_numpy(start.astype(np.float32)) - centre) / scale).requires_grad_()
    optimiser = torch.optim.Adam([z], lr=RATE * 3)
    decay = torch.optim.lr_scheduler.CosineAnnealingLR(optimiser, steps, RATE / 10)
    for _ in range(steps):
        optimiser.zero_grad()
        misfit = weight * (_seen(centre + scale * z, t) - target) ** 2
        (misfit.sum() + z.square().sum()).backward()
        optimiser.step()
        decay.step()
    return (centre + scale * z).detach().numpy().astype(np.float64)


def _seen(parameters: Tensor, t: Tensor) -> Tensor:
    """What ``waves.Beat`` computes, in torch: (n, 8, times)."""
    n = len(parameters)
    vector = parameters[:, w.VECTOR].reshape(n, w.WAVES, 3)
    widest = torch.from_numpy(w.WIDEST_S.astype(np.float32))
    width = parameters[:, w.WIDTH].exp().clamp(min=w.NARROWEST_S).minimum(widest)
    bumps = torch.exp(
        -0.5 * ((t[None, :, None] - parameters[:, None, w.TIME]) / width[:, None]) ** 2
    )
    field = torch.from_numpy(w.LEAD_FIELD.astype(np.float32))
    field = field + parameters[:, w.TORSO].reshape(n, w.LEADS, w.AXES)
    return field @ (bumps @ vector).transpose(1, 2)
