"""Everything but the ECG that a result depends on, as one digest."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict

from echo2ecg_edge._version import __version__
from echo2ecg_edge.screener import Screener


def made_with(screener: Screener, options: Mapping[str, object]) -> str:
    """Return the SHA-256 of software, model, engine, policy and options.

    Args:
        screener: That screens.
        options: What else changes a result or its report: plain values.
    """
    everything = {
        "software": __version__,
        "model": asdict(screener.stamp),
        "manifest": asdict(screener.manifest),
        "policy": {"name": screener.plan.stamp.name, "sha256": screener.plan.stamp.sha256},
        "rules": {key: asdict(rule) for key, rule in screener.plan.rules.items()},
        "options": dict(options),
    }
    text = json.dumps(everything, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()
