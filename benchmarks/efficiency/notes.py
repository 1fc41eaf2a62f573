"""What stands above the table."""

from collections.abc import Sequence
from pathlib import Path

from benchmarks.efficiency.job import is_finished
from benchmarks.efficiency.settings import DECLARED, FEW, SCRATCH, TUNED, Plan
from benchmarks.efficiency.world import Name
from train.evaluate.frozen import STRENGTH
from train.evaluate.knn import K

ENCODERS = (
    "The encoders aligned simulated ECGs with simulated echo studies; no label was shown to them. "
    "On the simulated patients they have seen the ECGs and studies of the training patients, whose "
    "labels are shown by shares here; test patients are others. `distilled` has seen no ECG of "
    "PTB-XL. `adapted` is the same student after it went on with the ECGs of folds 1-7 without any "
    "label: each ECG finds itself again among others (self-supervision), and agrees with the big "
    "encoder of the simulated patients.",
    "The law that shapes the simulator's beats was fitted to PTB-XL folds 1-8 with their findings "
    "(28 kB of parameters). Here folds 1-7 train, and fold 9 is the test: it had no part in that. "
    "Fold 8 (validation) served to look at learning rates only; fold 10 is not used.",
)


def notes(work: Path, encoders: Sequence[str], seeds: int, plan: Plan) -> list[str]:
    """Return the sentences, those on what is missing last."""
    draws = ", ".join(f"{count} at {100 * share:g} %" for share, count in plan.draws.items())
    tuned, scratch = plan.tuned, plan.scratch
    return [
        *ENCODERS,
        "Macro AUROC on the test patients [95 % interval: the test patients resampled "
        f"{plan.resamples} times, of the mean over seeds and draws; gaps are paired]. Intervals "
        "do not hold what another training sample would change.",
        f"Shares are of training patients; draws per seed: {draws}. A label without a positive or "
        "a negative among the drawn gets the first such patient in addition.",
        "Declared before the test was looked at, after a look at validation patients with one "
        f"seed: the gap is that of the {DECLARED} encoder at every share.",
        "No validation label stops or chooses a run. The probe is a logistic regression of fixed "
        f"C = {STRENGTH} on features scaled by all training ECGs; kNN has k = {K}, so "
        "that it says nothing with hardly more ECGs than neighbours.",
        f"{TUNED.capitalize()}: the head by such a probe on the shown ECGs, then all layers. "
        f"{SCRATCH.capitalize()}: all layers of the same network with new weights. Both take "
        f"{tuned.least_steps} to {tuned.most_steps} steps of up to {tuned.batch} ECGs, "
        f"{tuned.epochs:g} epochs between these bounds, so that all labels are passed over for "
        "fewer epochs; the last weights count. Learning rates "
        f"{tuned.learning_rate:g} (times {tuned.layer_decay:g} per layer down) and "
        f"{scratch.learning_rate:g} ({plan.scratch_few.learning_rate:g} up to {100 * FEW:g} % of "
        "the labels), the best of a few looked at on validation patients, with one seed, for both.",
        "A row that is not there was not measured.",
        "Published: AUROC .75 with 0.1 % of the labels against .60 from a random start, .90 with "
        "all (LVEF below 40 %, real data); other patients and another label, so not to be compared "
        "figure by figure.",
        *missing(work, encoders, seeds),
    ]


def missing(work: Path, encoders: Sequence[str], seeds: int) -> list[str]:
    """Say what is left out."""
    said = [
        f"Left out: the encoder {encoder!r} of seed {seed}, which is not trained yet."
        for encoder in encoders
        for seed in range(seeds)
        if not is_finished(work, encoder, seed)
    ]
    if not (work / Name.REAL).is_dir():
        said.append("Left out: real ECGs; give the folder of PTB-XL with --ptbxl.")
    return said
