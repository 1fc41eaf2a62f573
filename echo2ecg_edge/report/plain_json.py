"""Values of results as what JSON has; NaN becomes null."""

import math
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any

import numpy as np

from echo2ecg_edge.coach import Step
from echo2ecg_edge.measure.urgent import Urgent
from echo2ecg_edge.reason import Reason


def said(item: Reason | Step | Urgent) -> dict[str, object]:
    """Return the code of a reason, step or urgent finding, its sentence and its values."""
    return {"code": item.code, "sentence": item.sentence, "values": item.values}


def members(thing: Any) -> dict[str, object]:
    """Return the fields of a dataclass by their names."""
    return {field.name: getattr(thing, field.name) for field in fields(thing)}


def plain_json(value: Any) -> Any:
    """Turn results, enums, mappings and numpy values into what JSON has; NaN becomes null."""
    if isinstance(value, np.ndarray | np.generic):
        return plain_json(value.tolist())
    if isinstance(value, Mapping):
        return {str(key): plain_json(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain_json(item) for item in value]
    if isinstance(value, str):
        return str(value)
    if is_dataclass(value):
        return plain_json(members(value))
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value
