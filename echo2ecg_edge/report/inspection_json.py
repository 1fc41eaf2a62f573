"""The inspection as a JSON document; its layout has a version, its content no timestamps."""

import json
from dataclasses import asdict
from typing import Any, Final

from echo2ecg_edge.inspection import Inspection
from echo2ecg_edge.look import Look
from echo2ecg_edge.report.plain_json import plain_json, said
from echo2ecg_edge.report.words import DISCLAIMER

SCHEMA: Final = "echo2ecg-edge/inspection/1"


def inspection_json(found: Inspection) -> str:
    """Return the inspection as JSON text in ASCII.

    Args:
        found: What to show; its signal is left out.
    """
    return json.dumps(_document(found), indent=2, allow_nan=False)


def _document(found: Inspection) -> dict[str, Any]:
    whole = found.whole
    content = {
        "schema": SCHEMA,
        "source": whole.origin.source,
        "format": whole.origin.format,
        "patient": asdict(whole.patient),
        "rate_hz": whole.rate_hz,
        "duration_s": whole.duration_s,
        "leads": whole.leads,
        "notes": found.window.origin.notes,
        "verdict": found.verdict,
        "reasons": [said(reason) for reason in found.reasons],
        "retake": [said(step) for step in found.retake],
        **_seen(found.look),
        "cross_check": found.cross_check,
        "disclaimer": DISCLAIMER,
    }
    document: dict[str, Any] = plain_json(content)
    return document


def _seen(look: Look | None) -> dict[str, object]:
    """Return what was seen in the signal; the same keys and nothing in them where it was not."""
    if look is None:
        return {"urgent": [], "quality": None, "measurements": None}
    return {
        "urgent": [said(finding) for finding in look.urgent],
        "quality": look.quality and asdict(look.quality),
        "measurements": asdict(look.measurements),
    }
