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
from export.words import Words, structural_knowledge, words_of
from train.outcome import OUTCOME


@dataclass(frozen=True, slots=True)
class Outcome:
    """The content of a run's ``outcome.json``; the fields are those of a manifest.

    Attributes:
        signal: How ECGs are cleaned.
        labels: Calibration and thresholds.
        uncertainty: When to abstain.
        evidence: What was measured on the test split.
        provenance: Data set, seed, sizes, versions.
    """

    signal: SignalSpec
    labels: tuple[m.LabelSpec, ...]
    uncertainty: m.UncertaintyLimit
    evidence: tuple[m.Evidence, ...]
    provenance: Mapping[str, str | int | float]

    @property
    def knowledge(self) -> Knowledge:
        """What the structural labels were learned from."""
        return structural_knowledge(self.labels)

    @property
    def words(self) -> Words:
        """What to say of it."""
        return words_of(self.labels, self.provenance)


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
    """Refuse a bundle that would be called simulated and is not.

    Raises:
        CallError: Its name says so.
    """
    if "simulated" in bundle and outcome.knowledge is not Knowledge.SIMULATED:
        raise CallError(
            f"The bundle is to be called {bundle}, and was learned from {outcome.knowledge}.",
            "Give the folder of a bundle of another name: --bundle.",
        )
