"""Chosen: every limit of a bundle, taken from validation ECGs."""

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from echo2ecg_edge.model import manifest as m
from train.decide import LEARNED_FROM, label_specs
from train.families import Families
from train.finish.finding_specs import finding_specs
from train.finish.lvef import by_lead_set, estimates_lvef, lvef_spec
from train.finish.odd import Reference, knows_implausible, odd_spec, reference_of
from train.finish.part import Part, heart_rows, hearts, reading_rows, readings
from train.pairs import Pairs
from train.trained import Trained


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a bundle decides by; the first five fields are those of a manifest.

    Attributes:
        labels: Calibration and thresholds of the structural labels.
        findings: The same of findings; empty where the data know none.
        uncertainty: When to abstain.
        lvef: Intervals of the estimate; None where there is none.
        odd: When an ECG is unlike training; None where nothing was learned of that.
        reference: Where training ECGs lie, for ``odd``.
        hearts: The validation ECGs whose structural labels are known.
        readings: Those whose findings are known, or None.
    """

    labels: tuple[m.LabelSpec, ...]
    findings: tuple[m.FindingSpec, ...]
    uncertainty: m.UncertaintyLimit
    lvef: m.LvefSpec | None
    odd: m.OddSpec | None
    reference: Reference | None
    hearts: Part
    readings: Part | None

    def as_dict(self) -> dict[str, Any]:
        """Return the fields of a manifest."""
        return {
            "labels": [asdict(spec) for spec in self.labels],
            "findings": [asdict(spec) for spec in self.findings],
            "uncertainty": asdict(self.uncertainty),
            "lvef": None if self.lvef is None else asdict(self.lvef),
            "odd": None if self.odd is None else asdict(self.odd),
        }


def choose(trained: Trained, pairs: Pairs) -> Chosen:
    """Choose every limit.

    Limits of uncertainty and oddness are percentiles of the real validation ECGs, where there are
    any: these are what a clinic records.
    """
    settings = trained.recipe.decide
    heart, reading = (kind(trained, pairs, "validation") for kind in (hearts, readings))
    usual = heart if reading is None else reading
    percentile = settings.uncertainty_percentile
    limit = float(np.percentile(usual.uncertainty.astype(np.float32), percentile))
    reference = reference_of(trained, pairs) if knows_implausible(trained) else None
    return Chosen(
        labels=_label_specs(trained, heart),
        findings=() if reading is None else _finding_specs(reading),
        uncertainty=m.UncertaintyLimit(limit, percentile),
        lvef=_lvef_spec(trained, heart),
        odd=reference and odd_spec(trained, reference, usual, settings.odd_percentile),
        reference=reference,
        hearts=heart,
        readings=reading,
    )


def _label_specs(trained: Trained, heart: Part) -> tuple[m.LabelSpec, ...]:
    pairs = heart.pairs
    columns = Families.of(pairs.about.label_names).labels
    prevalence = pairs.labels[np.ix_(heart_rows(pairs, "train"), columns)].mean(0)
    return label_specs(
        heart.logits, heart.labels, prevalence, trained.recipe.decide, pairs.about.knowledge
    )


def _finding_specs(reading: Part) -> tuple[m.FindingSpec, ...]:
    pairs = reading.pairs
    columns = Families.of(pairs.about.label_names).findings
    trained_on = pairs.labels[np.ix_(reading_rows(pairs, "train"), columns)]
    return finding_specs(reading.finding_logits, reading.findings, trained_on)


def _lvef_spec(trained: Trained, heart: Part) -> m.LvefSpec | None:
    if not estimates_lvef(trained):
        return None
    knowledge = LEARNED_FROM[heart.pairs.about.knowledge]
    level = trained.recipe.decide.lvef_level
    return lvef_spec(trained, by_lead_set(trained, heart), level, knowledge)
