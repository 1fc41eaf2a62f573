"""Manifest: every number of a bundle that the runtime needs, loaded strictly and written by export.

``from_json`` refuses whatever is missing, unknown or out of range and names the field; there are
no defaults. ``to_json`` reads back what it writes: export cannot write what the runtime refuses.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Annotated, Final

from echo2ecg_edge.labels import Knowledge
from echo2ecg_edge.model.contradictions import check
from echo2ecg_edge.model.specs import (
    Calibration,
    Evidence,
    FileStamp,
    FindingSpec,
    HeadSpec,
    InputSpec,
    LabelSpec,
    LvefBand,
    LvefSpec,
    OddSpec,
    OperatingPoints,
    OutputSizes,
    TabularInput,
    Text,
    UncertaintyLimit,
    is_date,
    matches,
)
from echo2ecg_edge.model.strict import Rule, decode, flaw, parse

__all__ = [
    "SCHEMA",
    "Calibration",
    "Evidence",
    "FileStamp",
    "FindingSpec",
    "HeadSpec",
    "InputSpec",
    "LabelSpec",
    "LvefBand",
    "LvefSpec",
    "Manifest",
    "OddSpec",
    "OperatingPoints",
    "OutputSizes",
    "TabularInput",
    "UncertaintyLimit",
    "from_json",
    "to_json",
]

SCHEMA: Final = 3
"""The version of this file's layout; another one does not load."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """The whole manifest; the field names are the JSON keys.

    Attributes:
        schema: Always ``SCHEMA``.
        name: The bundle's name, which is its folder's name.
        version: The model's version.
        created: ISO date.
        licence: Of the weights.
        trained_on: What the structural labels were learned from.
        status: One honest sentence, shown in every report.
        input: What the graph takes.
        outputs: What the graph gives.
        head: What computes the labels' logits, where the graph does not.
        labels: Structural, in the order of the logits; empty for an encoder that cannot screen yet.
        findings: In the order of the graph's findings; empty where it has none.
        uncertainty: When to abstain; None where nothing is known of that.
        lvef: Intervals of the LVEF estimate; None where the graph has none.
        odd: When an ECG is unlike training; None where nothing was measured for that.
        files: File name -> stamp, for every file of the bundle that is used.
        evidence: What was measured.
        provenance: Seeds, versions, command, commit.
    """

    schema: Annotated[int, Rule(f"be {SCHEMA}", lambda number: number == SCHEMA)]
    name: Annotated[str, matches("[a-z0-9][a-z0-9._-]*")]
    version: Text
    created: Annotated[str, Rule("be a date like 2026-01-31", is_date)]
    licence: Text
    trained_on: Knowledge
    status: Text
    input: InputSpec
    outputs: OutputSizes
    head: HeadSpec | None
    labels: tuple[LabelSpec, ...]
    findings: tuple[FindingSpec, ...]
    uncertainty: UncertaintyLimit | None
    lvef: LvefSpec | None
    odd: OddSpec | None
    files: Mapping[str, FileStamp]
    evidence: tuple[Evidence, ...]
    provenance: Mapping[str, str | int | float]

    @property
    def scored(self) -> tuple[LabelSpec | FindingSpec, ...]:
        """Everything that gets a probability: the labels, then the findings."""
        return (*self.labels, *self.findings)


def from_json(text: str) -> Manifest:
    """Load a manifest.

    Args:
        text: The content of ``manifest.json``.

    Raises:
        BundleError: A field is missing, unknown, out of range or contradicts another.
    """
    document = parse(text)
    _check_schema_first(document)
    manifest: Manifest = decode(Manifest, document, "")
    check(manifest)
    return manifest


def to_json(manifest: Manifest) -> str:
    """Write a manifest as JSON, after checking that it loads again.

    Raises:
        BundleError: The runtime would refuse this manifest.
    """
    text = json.dumps(asdict(manifest), indent=2, ensure_ascii=False) + "\n"
    from_json(text)
    return text


def _check_schema_first(document: object) -> None:
    """Say that the layout is of another version, before complaining about its fields."""
    if isinstance(document, dict) and document.get("schema", SCHEMA) != SCHEMA:
        raise flaw("schema", f"is {document['schema']!r}, but this software reads schema {SCHEMA}")
