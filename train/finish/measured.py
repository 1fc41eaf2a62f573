"""Measured: all evidence of a student, on test ECGs that no limit was chosen on."""

from echo2ecg_edge.model import manifest as m
from train.evidence import label_evidence
from train.finish.chosen import Chosen
from train.finish.finding_evidence import finding_evidence
from train.finish.limit_evidence import abstain_evidence, odd_evidence
from train.finish.lvef import by_lead_set
from train.finish.lvef_evidence import lvef_evidence
from train.finish.part import hearts, readings
from train.pairs import Pairs
from train.trained import Trained


def evidence(trained: Trained, pairs: Pairs, chosen: Chosen) -> tuple[m.Evidence, ...]:
    """Measure labels, findings, LVEF and limits on the test split, with 95 % intervals."""
    heart, reading = (kind(trained, pairs, "test") for kind in (hearts, readings))
    rows = label_evidence(chosen.labels, heart)
    if reading is not None:
        rows += finding_evidence(chosen.findings, reading)
    if chosen.lvef is not None:
        rows += lvef_evidence(trained, chosen.lvef, by_lead_set(trained, heart))
    for part in filter(None, (heart, reading)):
        rows += abstain_evidence(trained, chosen.uncertainty, part)
        if chosen.odd is not None and chosen.reference is not None:
            rows += odd_evidence(trained, chosen.reference, chosen.odd, part)
    return tuple(rows)
