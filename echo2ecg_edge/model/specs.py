"""The parts of a manifest: each says what it is in its type, and which values it takes."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from echo2ecg_edge.labels import Knowledge
from echo2ecg_edge.model.strict import Rule
from echo2ecg_edge.signal import SignalSpec
from echo2ecg_edge.signal.preparation import Preparation


def is_date(text: str) -> bool:
    """Whether a text is a date like 2026-01-31."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def matches(pattern: str) -> Rule:
    """Return the rule that a text looks like a regular expression."""
    return Rule(f"look like {pattern}", lambda text: re.fullmatch(pattern, text) is not None)


Text = Annotated[str, Rule("not be empty", lambda text: bool(text.strip()))]
Key = Annotated[str, matches("[a-z0-9_]+")]
Probability = Annotated[float, Rule("lie between 0 and 1", lambda p: 0 <= p <= 1)]
InnerProbability = Annotated[float, Rule("lie between 0 and 1, both excluded", lambda p: 0 < p < 1)]
Positive = Annotated[float, Rule("be above 0", lambda number: number > 0)]
Count = Annotated[int, Rule("be 0 or more", lambda number: number >= 0)]
Percentile = Annotated[float, Rule("lie between 0 and 100", lambda p: 0 < p < 100)]
Size = Annotated[int, Rule("be 1 or more", lambda number: number >= 1)]


@dataclass(frozen=True, slots=True)
class InputSpec:
    """What the graph takes.

    Attributes:
        leads: In order; always twelve.
        signal: The house's cleaning: what quality and measurements are taken from, and the model
            input too where there is no ``preparation``.
        preparation: How a published model's input is made instead, from the recording itself.
        lead_sets: The keys of ``LEAD_SETS`` that the model was trained on; no other recording is
            screened.
    """

    leads: tuple[str, ...]
    signal: SignalSpec
    preparation: Preparation | None
    lead_sets: tuple[str, ...]

    @property
    def samples(self) -> int:
        """Samples per lead of the model input."""
        return self.signal.samples if self.preparation is None else self.preparation.samples


@dataclass(frozen=True, slots=True)
class OutputSizes:
    """The graph's outputs by name, and how many numbers each gives per ECG; 0 where it has none.

    Attributes:
        logits: One per structural label; 0 where a head beside the graph gives them, or nothing.
        embedding: Dimensions of the space shared with echo studies, or of the features.
        log_variance: As many, or 0.
        findings: One logit per finding.
        lvef: 1 where the graph estimates the LVEF, in points.
        implausible: 1 where it gives the logit of an ECG that no heart makes, or no usual recorder.
    """

    logits: Count
    embedding: Size
    log_variance: Count
    findings: Count
    lvef: Count
    implausible: Count


@dataclass(frozen=True, slots=True)
class TabularInput:
    """A number beside the ECG that a head takes: (value - mean) / sd.

    Attributes:
        key: Which; see ``echo2ecg_edge.model.tabular``.
        mean: Of the model's training data, in the unit of the value.
        sd: The same of the standard deviation.
        missing: The value where it could not be measured; None where the ECG cannot be screened
            without it.
    """

    key: Key
    mean: float
    sd: Positive
    missing: float | None


@dataclass(frozen=True, slots=True)
class HeadSpec:
    """A linear head beside the graph, in ``head.npz``: embedding and tabular inputs -> logits.

    Attributes:
        tabular: Inputs beside the embedding, in order; empty where there are none.
    """

    tabular: tuple[TabularInput, ...]


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

    sha256: Annotated[str, matches("[0-9a-f]{64}")]
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
