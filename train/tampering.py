"""Tampering with some ECGs of a batch, and saying so in its labels."""

from dataclasses import replace

import torch

from train.batch import Batch
from train.ecg.distort import Dice
from train.ecg.tamper import tampered


def partly_tampered(batch: Batch, share: float, column: int, generator: torch.Generator) -> Batch:
    """Tamper with a share of the ECGs; of these nothing else is known any more.

    An ECG that lacks leads is left alone: exchanging leads would tell which are missing.

    Args:
        batch: Before augmentation.
        share: Of the ECGs.
        column: Of the label that says so.
        generator: Source of randomness, on the CPU.
    """
    dice = Dice(generator, batch.ecg.device)
    chosen = dice.chance(share, len(batch)) & batch.leads.all(1)
    labels, known, measures = batch.labels.clone(), batch.known.clone(), batch.measures.clone()
    known[chosen], measures[chosen] = False, torch.nan
    labels[chosen, column], known[chosen, column] = 1.0, True
    ecg = batch.ecg.clone()
    ecg[chosen] = tampered(batch.ecg[chosen], dice)
    studies = None if batch.studies is None else batch.studies.without(chosen)
    return replace(batch, ecg=ecg, labels=labels, known=known, measures=measures, studies=studies)
