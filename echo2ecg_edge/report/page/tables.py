"""The two tables of a page: risks and measurements."""

from dataclasses import dataclass

from echo2ecg_edge.report.page.parts import Figure


@dataclass(frozen=True, slots=True)
class RiskRow:
    """One label.

    Attributes:
        title: In plain words, without what stands in brackets.
        figure: Threshold, risk and interval on a scale that has the threshold in its middle.
        risk: As percentage.
        interval: As percentages; empty where it is not known.
        refer_at: The threshold as percentage.
        word: What it comes to: at or above the threshold, below it, or not counted.
        refers: Whether it is a reason to refer.
        counts: Whether the policy lets it refer.
    """

    title: str
    figure: Figure
    risk: str
    interval: str
    refer_at: str
    word: str
    refers: bool
    counts: bool


@dataclass(frozen=True, slots=True)
class Risks:
    """The labels.

    Attributes:
        title: What they are about, and what they were learned from.
        heads: Of the columns: label, figure, risk, interval, threshold, word.
        rows: The composite first, then the others in the bundle's order.
        caption: How to read the figure.
        has_intervals: Whether any row has one; else that column is left out.
    """

    title: str
    heads: tuple[str, str, str, str, str, str]
    rows: tuple[RiskRow, ...]
    caption: str
    has_intervals: bool


@dataclass(frozen=True, slots=True)
class MeasuredRow:
    """One measurement.

    Attributes:
        name: Of what was measured.
        value: With its unit.
        usual: The range of healthy adults; empty where none is known.
        word: "high", "low" or empty.
    """

    name: str
    value: str
    usual: str
    word: str


@dataclass(frozen=True, slots=True)
class Measured:
    """The measurements.

    Attributes:
        title: The heading.
        heads: Of the columns: name, value, usual, word.
        rows: What could be measured.
        caption: Where the ranges are from.
    """

    title: str
    heads: tuple[str, str, str, str]
    rows: tuple[MeasuredRow, ...]
    caption: str
