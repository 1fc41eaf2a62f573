"""Rules: what a measured figure says where a reader's label speaks."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from benchmarks.tables import Row
from benchmarks.tabular.ecgs import Ecgs, Flags
from benchmarks.tabular.ours import Measured, Values
from benchmarks.tabular.wilson import share_text
from train.evaluate.discrimination import auroc

IRREGULAR: Final = 0.1
"""Irregularity above which a rhythm counts as irregular; see ``Measurements``."""

LEAST_LABELLED: Final = 5
"""With fewer, no AUROC is shown."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What is called, and by what value.

    Attributes:
        label: The reader's label.
        words: The rule, for people.
        calls: Who is called; nobody whose value is missing, except where that is the rule.
        value: The higher, the likelier the label; NaN where missing. None where there is none.
    """

    label: str
    words: str
    calls: Callable[[Measured], Flags]
    value: Callable[[Measured], Values] | None = None


def _no_p(one: Measured) -> Flags:
    return np.isnan(one.atrial_rate)


RULES: Final = (
    Rule("atrial fibrillation", "no atrial rate (no P waves)", _no_p),
    Rule("atrial fibrillation", f"RR irregularity above {IRREGULAR}",
         lambda one: one.irregularity > IRREGULAR, lambda one: one.irregularity),
    Rule("atrial fibrillation", "both", lambda one: _no_p(one) & (one.irregularity > IRREGULAR)),
    Rule("atrial flutter", "no atrial rate (no P waves)", _no_p),
    *(Rule(label, "QRS 120 ms or more",
           lambda one: one.qrs_duration >= 120, lambda one: one.qrs_duration)
      for label in ("complete LBBB", "complete RBBB", "wide QRS")),
    Rule("first-degree AV block", "PR above 200 ms",
         lambda one: one.pr_interval > 200, lambda one: one.pr_interval),
    Rule("long QT", "QTc 460 ms or more",
         lambda one: one.qt_corrected >= 460, lambda one: one.qt_corrected),
    Rule("long QT", "QTc 480 ms or more", lambda one: one.qt_corrected >= 480),
    Rule("bradycardia", "rate below 60",
         lambda one: one.ventricular_rate < 60, lambda one: -one.ventricular_rate),
    Rule("tachycardia", "rate above 100",
         lambda one: one.ventricular_rate > 100, lambda one: one.ventricular_rate),
)  # fmt: skip


def judge(rule: Rule, ecgs: Ecgs, measured: Measured) -> Row:
    """Return a row of the table of labels.

    Args:
        rule: The rule.
        ecgs: The ECGs.
        measured: What was measured on them.
    """
    truth, calls = ecgs.labels[rule.label], rule.calls(measured)
    row: dict[str, str | int] = {
        "label: rule": f"{rule.label}: {rule.words}",
        "labelled": int(truth.sum()),
        "sensitivity, %": share_text(calls[truth]),
        "specificity, %": share_text(~calls[~truth]),
    }
    if rule.value is None:
        return {
            **row,
            "AUROC of the value": "-",
            "no value: labelled": "-",
            "no value: others": "-",
        }
    value = rule.value(measured)
    missing = np.isnan(value)
    return {
        **row,
        "AUROC of the value": area(truth, value, ecgs.patients),
        "no value: labelled": int(missing[truth].sum()),
        "no value: others": int(missing[~truth].sum()),
    }


def area(truth: Flags, value: Values, patients: NDArray[np.str_]) -> str:
    """Return the AUROC with its interval among the ECGs with a value; a dash with few labelled."""
    known = np.isfinite(value)
    if truth[known].sum() < LEAST_LABELLED or truth[known].all():
        return "-"
    found = auroc(truth[known], value[known], patients[known])
    return f"{found.value:.3f} [{found.low:.3f}, {found.high:.3f}]"
