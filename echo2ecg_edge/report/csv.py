"""Screenings as rows of a CSV file, for spreadsheets and statistics; always in English."""

import math
from collections.abc import Iterable
from types import MappingProxyType
from typing import Final

from echo2ecg_edge.labels import STRUCTURAL_LABELS
from echo2ecg_edge.prediction import LvefEstimate
from echo2ecg_edge.report.csv_text import CSV_ENCODING, csv_lines, guarded, unguarded
from echo2ecg_edge.report.stated import stated_of
from echo2ecg_edge.report.words import DISCLAIMER
from echo2ecg_edge.screening import Screening
from echo2ecg_edge.triage.risk import Risk

__all__ = ["CSV_COLUMNS", "CSV_ENCODING", "csv_columns", "csv_lines", "csv_row", "unguarded"]

OF_RESULT: Final = ("id", "file", "verdict", "urgent", "reason", "sentence")
OF_LABEL: Final = ("probability", "refers", "as_trained")
"""At the site; whether it refers there; as the model says it, which recalibration needs."""
OF_LVEF: Final = MappingProxyType({"lvef": "value", "lvef_low": "low", "lvef_high": "high"})
OF_RHYTHM: Final = ("heart_rate_bpm", "pr_ms", "qrs_ms", "qt_ms", "qtc_fridericia_ms", "axis_deg")
OF_MODEL: Final = (
    *("findings", "quality", "lead_set", "policy"),
    *("model", "model_version", "learned_from", "note"),
)


def csv_columns(labels: Iterable[str] = STRUCTURAL_LABELS) -> tuple[str, ...]:
    """Return the names of the columns, in their order.

    Args:
        labels: Keys of the bundle's labels.
    """
    of_labels = (f"{key}.{name}" for key in labels for name in OF_LABEL)
    return (*OF_RESULT, *of_labels, *OF_LVEF, *OF_RHYTHM, *OF_MODEL)


CSV_COLUMNS: Final = csv_columns()
"""Of a bundle with the structural labels."""


def csv_row(screening: Screening, id: str) -> dict[str, str]:  # noqa: A002 - the column's name
    """Return a screening as column -> cell; what is not known is empty or left out.

    Args:
        screening: What to report. As in the text report, only the heart rate is told of an ECG
            that was not scored: the other measurements may mislead.
        id: What the ECG is known by, so that an echo result finds its way back.
    """
    stamp, first, quality = screening.bundle, screening.reasons[0], screening.quality
    texts = {
        "id": id,
        "file": screening.origin.source,
        "verdict": screening.verdict,
        "urgent": " ".join(finding.code for finding in screening.urgent),
        "reason": first.code,
        "sentence": first.sentence,
        "quality": "" if quality is None else quality.state,
        "policy": "" if screening.policy is None else screening.policy.name,
        "model": stamp.name,
        "model_version": stamp.version,
        "learned_from": stamp.trained_on,
        "note": DISCLAIMER,
    }
    cells = {name: guarded(text) for name, text in texts.items()}
    for risk in screening.risks:
        cells |= _risk(risk)
    return {**cells, **_predicted(screening), **_measured(screening)}


def _risk(risk: Risk) -> dict[str, str]:
    return {
        f"{risk.key}.probability": f"{risk.probability:.6g}",
        f"{risk.key}.refers": "yes" if risk.refers else "no",
        f"{risk.key}.as_trained": f"{risk.as_trained:.9g}",
    }


def _predicted(screening: Screening) -> dict[str, str]:
    prediction = screening.prediction
    if prediction is None:
        return {}
    stated = stated_of(screening)
    return {
        "lead_set": prediction.lead_set,
        "findings": guarded(" ".join(finding.key for finding in stated)),
        **_lvef(prediction.lvef),
    }


def _lvef(lvef: LvefEstimate | None) -> dict[str, str]:
    return {} if lvef is None else {name: _number(getattr(lvef, OF_LVEF[name])) for name in OF_LVEF}


def _measured(screening: Screening) -> dict[str, str]:
    """Return what the text report tells of the measurements."""
    found, quality = screening.measurements, screening.quality
    is_readable = quality is None or quality.is_readable
    if found is None or not (is_readable or screening.prediction is not None):
        return {}
    names = OF_RHYTHM if screening.prediction is not None else OF_RHYTHM[:1]
    return {name: _number(getattr(found, name)) for name in names}


def _number(value: float | None) -> str:
    """Return a tenth of a beat, millisecond, degree or point: more says nothing."""
    return "" if value is None or not math.isfinite(value) else f"{value + 0.0:.1f}"
