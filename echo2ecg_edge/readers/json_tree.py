"""JSON -> dictionaries, from anyone: bounded, and asked only for what is of the expected type."""

import json
import math
from types import MappingProxyType
from typing import Any, Final

from echo2ecg_edge.readers.document_limits import damaged, limited_text

Json = dict[str, Any]

_MOST: Final = MappingProxyType({"{": 100_000, "[": 100_000, ",": 500_000, "\\": 500_000})


def parse_json(data: bytes, name: str) -> Json:
    """Parse a document that is one object.

    Args:
        data: The file's bytes.
        name: The format, for a sentence.

    Raises:
        DamagedFileError: It is not an object, is cut short, or nests too deep.
        InputError: It is far larger than an ECG.
    """
    text = limited_text(data, name, _MOST)
    try:
        root = json.loads(text)
    except (ValueError, RecursionError):
        raise damaged(name) from None
    if not isinstance(root, dict):
        raise damaged(name)
    return root


def child(node: Json, key: str) -> Json:
    """Return the object under a key; an empty one where there is none."""
    value = node.get(key)
    return value if isinstance(value, dict) else {}


def children(node: Json, key: str) -> list[Json]:
    """Return the objects of the list under a key."""
    values = node.get(key)
    return [one for one in values if isinstance(one, dict)] if isinstance(values, list) else []


def word(node: Json, key: str) -> str:
    """Return the text under a key, or nothing."""
    value = node.get(key)
    return value.strip() if isinstance(value, str) else ""


def number(node: Json, key: str) -> float | None:
    """Return the number under a key; NaN where it is beyond all bounds, None where it is none."""
    value = node.get(key)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        return float(value)
    except OverflowError:
        return math.nan
