"""Quality, measurements and what they are a sign of, as a few lines."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from echo2ecg_edge.look import Look
from echo2ecg_edge.measure import Measurements
from echo2ecg_edge.report.looked import judged, measured
from echo2ecg_edge.report.paragraphs import wrap, wrapped
from echo2ecg_edge.report.signs import signs

CROSS_CHECKED: Final = MappingProxyType(
    {"heart_rate_bpm": "rate", "pr_ms": "PR", "qrs_ms": "QRS", "qtc_bazett_ms": "QTc (Bazett)"}
)
"""What neurokit2 measures as well."""


def seen_lines(look: Look | None, cross_check: Mapping[str, float | None] | None) -> list[str]:
    """Return the state of the signal, the measurements, their signs, and neurokit2's beside ours.

    Args:
        look: What was seen; None where the recording could not be cleaned.
        cross_check: By neurokit2: empty where it was not asked, None where nobody wanted it.
    """
    if look is None:
        return ["Quality and measurements: none, this recording cannot be cleaned."]
    found = look.measurements
    said = (*measured(found), *signs(found)) if look.quality.is_readable else ()
    lines = wrapped((judged(look.quality), *said))
    return [*lines, *([] if cross_check is None else _crossed(cross_check, found))]


def _crossed(theirs: Mapping[str, float | None], ours: Measurements) -> list[str]:
    if not theirs:
        return ["neurokit2 was not asked: it needs lead II."]
    said = [
        f"{name} {_number(theirs.get(key))} ({_number(getattr(ours, key))})"
        for key, name in CROSS_CHECKED.items()
    ]
    return wrap(f"neurokit2 on lead II, ours in brackets: {', '.join(said)}.")


def _number(value: float | None) -> str:
    return "none" if value is None else f"{value:.0f}"
