"""Outcome: what a training run says of itself, read with the types of a manifest."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from echo2ecg_edge.errors import CallError
from echo2ecg_edge.labels import Knowledge
from echo2ecg_edge.model import manifest as m
from echo2ecg_edge.model.strict import decode
from echo2ecg_edge.signal import SignalSpec
from export.sayings import Words
from export.words import words_of
from train.outcome import OUTCOME


@dataclass(frozen=True, slots=True)
class Outcome:
    """The content of a run's ``outcome.json``; the fields are those of a manifest.

    Attributes:
        signal: How ECGs are cleaned.
        labels: Calibration and thresholds of structural labels.
        findings: The same of findings; empty where the run learned none.
        uncertainty: When to abstain.
        lvef: Intervals of the LVEF estimate; None where the run learned none.
        odd: When an ECG is unlike training; None where the run did not learn it.
        evidence: What was measured on the test split.
        provenance: Data set, seed, sizes, versions.
    """

    signal: SignalSpec
    labels: tuple[m.LabelSpec, ...]
    findings: tuple[m.FindingSpec, ...]
    uncertainty: m.UncertaintyLimit
    lvef: m.LvefSpec | None
    odd: m.OddSpec | None
    evidence: tuple[m.Evidence, ...]
    provenance: Mapping[str, str | int | float]

    @property
    def knowledge(self) -> Knowledge:
        """What the structural labels were learned from; a manifest holds one kind only."""
        return self.labels[0].knowledge

    @property
    def words(self) -> Words:
        """What to say of it."""
        return words_of(self.knowledge, self.provenance)


def read_outcome(run: Path) -> Outcome:
    """Read what training wrote for export.

    Raises:
        CallError: The run has no outcome.
        BundleError: It is not as training writes it.
    """
    path = run / OUTCOME
    if not path.is_file():
        raise CallError(
            f"{run} has no {OUTCOME}, which thresholds and evidence are taken from.",
            "Only a finished edge student with the screening labels has one, and only where every "
            "split holds ECGs with and without each label; see the log of the training.",
        )
    read: Outcome = decode(Outcome, json.loads(path.read_text("utf-8")), "")
    return read


def check_name(bundle: str, outcome: Outcome) -> None:
    """Refuse a bundle that would be called simulated or real and is not.

    Raises:
        CallError: Its name says so.
    """
    for word, kind in (("simulated", Knowledge.SIMULATED), ("real", Knowledge.REAL)):
        if word in bundle and outcome.knowledge is not kind:
            raise CallError(
                f"The bundle is to be called {bundle}, and was learned from {outcome.knowledge}.",
                "Give the folder of a bundle of another name: --bundle.",
            )
