"""Manifest: every number of a bundle that the runtime needs, loaded strictly and written by export.

``from_json`` refuses whatever is missing, unknown or out of range and names the field; there are
no defaults. ``to_json`` reads back what it writes: export cannot write what the runtime refuses.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Annotated, Final

from echo2ecg_edge.labels import Knowledge
from echo2ecg_edge.lead_sets import LEAD_SETS
from echo2ecg_edge.leads import LEADS
from echo2ecg_edge.model.strict import Rule, decode, flaw, parse
from echo2ecg_edge.signal import SignalSpec

SCHEMA: Final = 2
"""The version of this file's layout; another one does not load."""


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _matches(pattern: str) -> Rule:
    return Rule(f"look like {pattern}", lambda text: re.fullmatch(pattern, text) is not None)


Text = Annotated[str, Rule("not be empty", lambda text: bool(text.strip()))]
Key = Annotated[str, _matches("[a-z0-9_]+")]
Probability = Annotated[float, Rule("lie between 0 and 1", lambda p: 0 <= p <= 1)]
InnerProbability = Annotated[float, Rule("lie between 0 and 1, both excluded", lambda p: 0 < p < 1)]
Positive = Annotated[float, Rule("be above 0", lambda number: number > 0)]
Count = Annotated[int, Rule("be 0 or more", lambda number: number >= 0)]
Percentile = Annotated[float, Rule("lie between 0 and 100", lambda p: 0 < p < 100)]
Size = Annotated[int, Rule("be 1 or more", lambda number: number >= 1)]


@dataclass(frozen=True, slots=True)
class InputSpec:
    """What the graph takes: leads in order, and how the signal is cleaned and scaled."""

    leads: tuple[str, ...]
    signal: SignalSpec


@dataclass(frozen=True, slots=True)
class OutputSizes:
    """The graph's outputs by name, and how many numbers each gives per ECG; 0 where it has none.

    Attributes:
        logits: One per structural label.
        embedding: Dimensions of the space shared with echo studies.
        log_variance: As many.
        findings: One logit per finding.
        lvef: 1 where the graph estimates the LVEF, in points.
        implausible: 1 where it gives the logit of an ECG that no heart makes, or no usual recorder.
    """

    logits: Size
    embedding: Size
    log_variance: Size
    findings: Count
    lvef: Count
    implausible: Count


@dataclass(frozen=True, slots=True)
class Calibration:
    """probability = sigmoid(slope * logit + intercept); a slope below 0 would reverse the order."""

    slope: Positive
    intercept: float


@dataclass(frozen=True, slots=True)
class OperatingPoints:
    """Calibrated probabilities at which validation reaches a sensitivity or specificity (%)."""

    sensitivity_90: Probability
    sensitivity_80: Probability
    specificity_90: Probability


@dataclass(frozen=True, slots=True)
class LabelSpec:
    """One structural label of the bundle, in the order of the logits.

    Attributes:
        key: Its key, for example ``"lvef_lte_45"``.
        title: The same in plain words.
        knowledge: What it was learned from.
        prevalence: Share of positives in training.
        calibration: Logit to probability.
        refer_at: Calibrated probability at or above which to refer.
        operating_points: Other thresholds one could choose.
    """

    key: Key
    title: Text
    knowledge: Knowledge
    prevalence: InnerProbability
    calibration: Calibration
    refer_at: InnerProbability
    operating_points: OperatingPoints


@dataclass(frozen=True, slots=True)
class FindingSpec:
    """One finding of the bundle, in the order of the graph's output ``findings``.

    Attributes:
        key: Its key, for example ``"afib"``.
        title: The same in plain words.
        knowledge: What it was learned from.
        prevalence: Share of positives in training.
        calibration: Logit to probability.
        stated_at: Calibrated probability at or above which a report states the finding; None for
            one that is too rare to be stated and is only listed with its probability.
        operating_points: Other thresholds one could choose.
    """

    key: Key
    title: Text
    knowledge: Knowledge
    prevalence: InnerProbability
    calibration: Calibration
    stated_at: InnerProbability | None
    operating_points: OperatingPoints


@dataclass(frozen=True, slots=True)
class UncertaintyLimit:
    """The mean log-variance above which the model abstains: a percentile of its validation ECGs."""

    limit: float
    percentile: Percentile


@dataclass(frozen=True, slots=True)
class LvefBand:
    """Where the true LVEF lies around an estimate, as offsets in points.

    Attributes:
        below: The band holds for estimates below this, and not below that of the band before.
        low: Offset of the interval's lower end; hardly ever above 0.
        high: Offset of its upper end.
    """

    below: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class LvefSpec:
    """Intervals of the LVEF estimate: conformal, from validation ECGs.

    Attributes:
        knowledge: What it was learned from.
        level: Share of patients whose LVEF the interval holds.
        bands: Lead set (a key of ``LEAD_SETS``) -> bands in ascending order; the last is open.
    """

    knowledge: Knowledge
    level: InnerProbability
    bands: Mapping[str, tuple[LvefBand, ...]]


@dataclass(frozen=True, slots=True)
class OddSpec:
    """When an ECG is unlike everything in training; the reference is in ``reference.npz``.

    Attributes:
        distance: Mahalanobis distance of the embedding above which an ECG is odd.
        implausible: Probability of an implausible ECG at or above which it is odd.
        percentile: Of the validation ECGs, which both limits are taken from.
    """

    distance: Positive
    implausible: InnerProbability
    percentile: Percentile


@dataclass(frozen=True, slots=True)
class FileStamp:
    """Checksum and size of one file of the bundle."""

    sha256: Annotated[str, _matches("[0-9a-f]{64}")]
    bytes: Size


@dataclass(frozen=True, slots=True)
class Evidence:
    """One measured figure and its confidence interval: which label, which data, how many ECGs."""

    label: Text
    metric: Text
    data: Text
    value: float
    low: float
    high: float
    n: Size
    positives: Count


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
        labels: Structural, in the order of the logits.
        findings: In the order of the graph's findings; empty where it has none.
        uncertainty: When to abstain.
        lvef: Intervals of the LVEF estimate; None where the graph has none.
        odd: When an ECG is unlike training; None where nothing was measured for that.
        files: File name -> stamp, for every file of the bundle that is used.
        evidence: What was measured.
        provenance: Seeds, versions, command, commit.
    """

    schema: Annotated[int, Rule(f"be {SCHEMA}", lambda number: number == SCHEMA)]
    name: Annotated[str, _matches("[a-z0-9][a-z0-9._-]*")]
    version: Text
    created: Annotated[str, Rule("be a date like 2026-01-31", _is_date)]
    licence: Text
    trained_on: Knowledge
    status: Text
    input: InputSpec
    outputs: OutputSizes
    labels: tuple[LabelSpec, ...]
    findings: tuple[FindingSpec, ...]
    uncertainty: UncertaintyLimit
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
    _check_input(manifest.input)
    _check_labels(manifest)
    _check_lvef(manifest.lvef)
    _check_files(manifest)
    _check_evidence(manifest)
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


def _check_input(spec: InputSpec) -> None:
    if spec.leads != LEADS:
        raise flaw("input.leads", f"must be {' '.join(LEADS)}")
    for name, value in asdict(spec.signal).items():
        if value <= 0:
            raise flaw(f"input.signal.{name}", "must be above 0")
    signal = spec.signal
    if not signal.highpass_hz < signal.lowpass_start_hz < signal.lowpass_stop_hz:
        raise flaw("input.signal", "must have highpass_hz < lowpass_start_hz < lowpass_stop_hz")
    if signal.lowpass_stop_hz > signal.rate_hz / 2:
        raise flaw("input.signal.lowpass_stop_hz", "must be at most half of rate_hz")


def _check_labels(manifest: Manifest) -> None:
    sizes = manifest.outputs
    for name, specs, size in (
        ("labels", manifest.labels, sizes.logits),
        ("findings", manifest.findings, sizes.findings),
    ):
        keys = [spec.key for spec in specs]
        if len(set(keys)) < len(keys):
            raise flaw(name, "names a key twice")
        if size != len(keys):
            output = "logits" if name == "labels" else name
            raise flaw(f"outputs.{output}", f"is {size}, but there are {len(keys)} {name}")
    if sizes.log_variance != sizes.embedding:
        raise flaw("outputs.log_variance", "must be as large as outputs.embedding")
    if sizes.lvef != (manifest.lvef is not None):
        raise flaw("outputs.lvef", "must be 1 with lvef, and 0 without")
    if sizes.implausible != (manifest.odd is not None):
        raise flaw("outputs.implausible", "must be 1 with odd, and 0 without")
    for place, label in enumerate(manifest.labels):
        if label.knowledge is not manifest.trained_on:
            raise flaw(f"labels[{place}].knowledge", "contradicts trained_on")


def _check_lvef(spec: LvefSpec | None) -> None:
    for name, bands in spec.bands.items() if spec is not None else ():
        where = f"lvef.bands.{name}"
        if name not in LEAD_SETS:
            raise flaw(where, f"must be one of {', '.join(LEAD_SETS)}")
        edges = [band.below for band in bands]
        if not edges or edges != sorted(set(edges)):
            raise flaw(where, "must hold one band or more, in ascending order")
        if any(band.low > band.high for band in bands):
            raise flaw(where, "must have low <= high")


def _check_files(manifest: Manifest) -> None:
    for name in manifest.files:
        if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*", name):
            raise flaw("files", f"must hold plain file names, not {name!r}")


def _check_evidence(manifest: Manifest) -> None:
    for place, row in enumerate(manifest.evidence):
        if not row.low <= row.value <= row.high:
            raise flaw(f"evidence[{place}]", "must have low <= value <= high")
        if row.positives > row.n:
            raise flaw(f"evidence[{place}].positives", "must be at most n")
