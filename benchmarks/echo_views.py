"""What does each echo view know about LVEF, and what do all views of a study know together?

The project's view encoder reads LVEF out of single simulated clips and says how sure it is. A view
is judged on the studies that hold it, one clip each; a study by all of its clips together, each
weighted by the precision it claims. Other studies set the line from readings to LVEF.
"""

import logging

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from benchmarks.tables import Row
from train.cohort.echo import VIEWS, draw_study_views, render
from train.cohort.sample import sample_states
from train.echo import ViewEncoder
from train.steps import batches, schedule

log = logging.getLogger(__name__)

WIDTH, DIMENSIONS, BATCH = 24, 128, 128
EPOCHS = 6
NO_VIEW = "no view: the mean of the training patients"
Floats = NDArray[np.floating]
Reading = tuple[NDArray[np.int64], Floats]
"""Some patients, and what was read for each of them."""


class Studies:
    """Simulated echo studies: clips with their view and patient, and the patients' LVEF."""

    def __init__(self, patients: int, seed: int) -> None:
        rng = np.random.default_rng(seed)
        state = sample_states(patients, rng)
        studies = [draw_study_views(rng) for _ in range(patients)]
        view = np.concatenate(studies)
        order = np.argsort(view, kind="stable")
        self.lvef = state.lvef.astype(np.float32)
        self.view = view[order]
        self.patient = np.repeat(np.arange(patients), [len(one) for one in studies])[order]
        self.clips = np.concatenate(
            [
                render(name, state[self.patient[self.view == index]], rng)
                for index, name in enumerate(VIEWS)
            ]
        )


def measure_echo_views(patients_train: int, patients_test: int, seed: int) -> list[Row]:
    """Train on some studies; return the LVEF error of each view and of all views on others.

    Args:
        patients_train: Studies to train on.
        patients_test: Studies to test on.
        seed: Any whole number.

    Returns:
        One row per kind of view, then all views, then a guess of the training mean; simulated.
    """
    train, test = Studies(patients_train, 2 * seed), Studies(patients_test, 2 * seed + 1)
    line_on = Studies(max(patients_train // 6, 20), 2 * seed + 10**6)
    reader = fit_reader(train, seed)
    readings = [(studies, *read_lvef(reader, studies)) for studies in (line_on, test)]
    kinds: dict[int | None, str] = {**dict(enumerate(VIEWS)), None: "all views"}
    says = {}
    for view, name in kinds.items():
        fitted_on, tested = (fuse(*reading, view) for reading in readings)
        says[name] = line(fitted_on, tested, line_on.lvef)
    says[NO_VIEW] = np.arange(patients_test), np.full(patients_test, train.lvef.mean())
    _, together = says["all views"]
    return [
        {
            "view (simulated)": name,
            "LVEF MAE in points, 95 % (studies)": _miss(test.lvef[patient], lvef),
            "all views of the same studies": _miss(test.lvef[patient], together[patient]),
        }
        for name, (patient, lvef) in says.items()
    ]


def fit_reader(studies: Studies, seed: int) -> ViewEncoder:
    """Train a view encoder to read LVEF and its own log-variance from single clips."""
    torch.manual_seed(seed)
    reader = ViewEncoder(WIDTH, DIMENSIONS, 2)
    optimiser = torch.optim.AdamW(reader.parameters(), lr=2e-3, weight_decay=2e-2)
    steps = schedule(optimiser, EPOCHS * (len(studies.clips) // BATCH), warm_up=50)
    target = (studies.lvef - studies.lvef.mean()) / studies.lvef.std()
    shift = np.random.default_rng(seed)
    for epoch in range(EPOCHS):
        losses = []
        for rows in batches(len(studies.clips), BATCH, seed + epoch):
            clips = shifted(torch.from_numpy(studies.clips[rows]), shift)
            says = reader.head(reader(clips))
            loss = gaussian_loss(says, torch.from_numpy(target[studies.patient[rows]]))
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
            optimiser.step()
            steps.step()
            losses.append(loss.item())
        log.info("echo views, epoch %d/%d: loss %.4f", epoch + 1, EPOCHS, np.mean(losses))
    return reader.eval()


def shifted(clips: Tensor, rng: np.random.Generator) -> Tensor:
    """Shift pictures by up to two pixels: otherwise a reader learns the speckle."""
    rows, columns = (int(step) for step in rng.integers(-2, 3, 2))
    return clips.roll((rows, columns), (-2, -1))


def gaussian_loss(says: Tensor, target: Tensor) -> Tensor:
    """Negative log-likelihood of a normal distribution given as mean and log-variance."""
    mean, log_variance = says[:, 0], says[:, 1].clamp(-6, 4)
    # Weighted by the variance, so that unsure clips still teach (Seitzer 2022, beta 0.5).
    weight = log_variance.detach().mul(0.5).exp()
    return (weight * (log_variance + (mean - target).square() * (-log_variance).exp())).mean()


@torch.no_grad()
def read_lvef(reader: ViewEncoder, studies: Studies) -> tuple[Floats, Floats]:
    """Return the standardised LVEF and its log-variance for each clip."""
    parts = np.array_split(studies.clips, 1 + len(studies.clips) // 512)
    says = torch.cat([reader.head(reader(torch.from_numpy(part))) for part in parts]).numpy()
    return says[:, 0], np.clip(says[:, 1], -6, 4)


def fuse(studies: Studies, mean: Floats, log_variance: Floats, view: int | None) -> Reading:
    """Combine readings within each study.

    Args:
        studies: The studies.
        mean: Standardised LVEF read from each clip, shape (clips,).
        log_variance: What each clip says about its doubt, shape (clips,).
        view: Index into VIEWS, to take the first such clip of a study; or None for all its clips,
            weighted by the precision they claim.

    Returns:
        The patients that have such a clip, and the reading of each.
    """
    if view is None:
        precision = np.exp(-log_variance)
        total, weight = (np.bincount(studies.patient, v) for v in (precision * mean, precision))
        return np.arange(len(total)), (total / weight).astype(np.float32)
    clip = np.flatnonzero(studies.view == view)
    patient, first = np.unique(studies.patient[clip], return_index=True)
    return patient, mean[clip[first]]


def line(fitted_on: Reading, test: Reading, lvef: Floats) -> Reading:
    """Turn readings into LVEF by a straight line fitted on other studies.

    Every reading leans towards the population's mean as far as its clip leaves doubt. A mean over
    clips leans as far, though it is surer; the line takes that out.
    """
    patient, read = fitted_on
    slope, offset = np.polyfit(read, lvef[patient], 1)
    return test[0], slope * test[1] + offset


def _miss(truth: Floats, read: Floats) -> str:
    miss = np.abs(read - truth)
    half = 1.96 * miss.std(ddof=1) / np.sqrt(len(miss))
    return f"{miss.mean():.2f} ± {half:.2f} ({len(miss)})"
