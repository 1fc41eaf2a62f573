"""One figure of the simulated cohort beside its published counterpart."""

import dataclasses
import math
from dataclasses import dataclass
from typing import Any

from benchmarks.tables import Row

NAN = float("nan")


@dataclass(frozen=True, slots=True)
class Measured:
    """One line of the benchmark.

    Attributes:
        part: Which part of the benchmark.
        quantity: What was measured, with its unit.
        simulated: The figure.
        low: Lower end of its 95 % interval, or NaN.
        high: Upper end, or NaN.
        published: The figure to land on, or NaN.
        allowed: The range that counts as landing, ends included; None where none is stated.
        note: What a reader must know.
    """

    part: str
    quantity: str
    simulated: float
    low: float = NAN
    high: float = NAN
    published: float = NAN
    allowed: tuple[float, float] | None = None
    note: str = ""

    @property
    def within(self) -> str:
        """Whether the figure lies in the allowed range: yes, no, or - where there is none."""
        if self.allowed is None:
            return "-"
        return "yes" if self.allowed[0] <= self.simulated <= self.allowed[1] else "no"

    def as_row(self) -> Row:
        """Return the line as text cells for a table."""
        has_interval = not math.isnan(self.low)
        return {
            "part": self.part,
            "quantity": self.quantity,
            "simulated": _text(self.simulated),
            "95 % interval": f"{_text(self.low)} to {_text(self.high)}" if has_interval else "-",
            "published": _text(self.published),
            "allowed": "-" if self.allowed is None else " to ".join(map(_text, self.allowed)),
            "within": self.within,
            "note": self.note or "-",
        }

    def as_json(self) -> dict[str, Any]:
        """Return plain values; what is not a number becomes null."""
        return {key: _or_none(value) for key, value in dataclasses.asdict(self).items()}

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> "Measured":
        """Undo ``as_json``."""
        numbers = {
            name: NAN if values[name] is None else values[name]
            for name in ("simulated", "low", "high", "published")
        }
        allowed = values["allowed"] and (values["allowed"][0], values["allowed"][1])
        return cls(**{**values, **numbers, "allowed": allowed})


def _text(value: float) -> str:
    """Three significant digits, as many as any figure here deserves; counts as they are."""
    if math.isnan(value):
        return "-"
    if float(value).is_integer():
        return f"{value:.0f}"
    if abs(value) < 1:
        return f"{value:.3f}"
    return f"{value:.2f}" if abs(value) < 10 else f"{value:.1f}"


def _or_none(value: object) -> object:
    if isinstance(value, float) and math.isnan(value):
        return None
    return value


def about(published: float, relative: float) -> tuple[float, float]:
    """Return the range of a published figure plus and minus a share of it."""
    return published * (1 - relative), published * (1 + relative)
