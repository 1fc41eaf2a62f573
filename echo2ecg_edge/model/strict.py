"""Strict JSON -> frozen dataclasses: every field there, of its type, in its range, and no other.

The dataclass is the schema. A field's type says what is accepted; a ``Rule`` in ``Annotated`` says
which values. Nothing is filled in and nothing is ignored, so a manifest with a typo does not load.
"""

import json
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, is_dataclass
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from echo2ecg_edge.errors import BundleError


@dataclass(frozen=True, slots=True)
class Rule:
    """What a value must do, in words that follow "must", and the test of it."""

    words: str
    holds: Callable[[Any], bool]


def flaw(where: str, what: str) -> BundleError:
    """Return the error that says which field of the manifest is wrong and how."""
    return BundleError(
        f"The bundle's manifest is not valid: {where} {what}.",
        "Install the bundle again, or export it again with this version of the software.",
    )


def parse(text: str) -> object:
    """Parse JSON; NaN, infinity and a key given twice are errors, as in the JSON standard.

    Raises:
        BundleError: The text is not JSON.
    """
    try:
        return json.loads(text, parse_constant=_no_constant, object_pairs_hook=_no_twins)
    except (ValueError, RecursionError) as error:
        raise flaw("the file", f"is not JSON ({error})") from error


def _no_constant(name: str) -> object:
    raise ValueError(f"{name} is not a number in JSON")


def _no_twins(pairs: list[tuple[str, object]]) -> dict[str, object]:
    if len(found := dict(pairs)) < len(pairs):
        raise ValueError(f"a key is given twice among {', '.join(found)}")
    return found


def decode(kind: Any, value: object, where: str) -> Any:
    """Turn a JSON value into ``kind``, or say where it does not fit.

    Args:
        kind: A dataclass, StrEnum, str, int or float; a tuple, Mapping or union of these, with
            None or without; or one of them ``Annotated`` with a ``Rule``.
        value: What ``parse`` returned.
        where: The path of the value in the manifest, for the error.

    Raises:
        BundleError: The value is not of this kind.
    """
    origin, inner = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return _ruled(decode(inner[0], value, where), inner[1], where)
    if isinstance(kind, type) and is_dataclass(kind):
        return kind(**_fields(_hints(kind), value, where))
    if origin is tuple:
        items = enumerate(_of_type(list, value, where, "a list"))
        return tuple(decode(inner[0], item, f"{where}[{place}]") for place, item in items)
    if origin is Mapping:
        pairs = _of_type(dict, value, where, "an object").items()
        return {key: decode(inner[1], item, f"{where}.{key}") for key, item in pairs}
    if origin in (Union, UnionType):
        return _one_of(inner, value, where)
    return _scalar(kind, value, where)


def _one_of(kinds: tuple[Any, ...], value: object, where: str) -> Any:
    """Decode as the kind that the value is of, else as the last that is not ``None``."""
    if value is None and NoneType in kinds:
        return None
    others = [kind for kind in kinds if kind is not NoneType]
    return decode(type(value) if type(value) in others else others[-1], value, where)


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind, include_extras=True)


def _fields(hints: dict[str, Any], value: object, where: str) -> dict[str, object]:
    """Decode an object that must have exactly the fields of ``hints``."""
    given = _of_type(dict, value, where, "an object")
    dot = f"{where}." if where else ""
    if missing := [name for name in hints if name not in given]:
        raise flaw(f"{dot}{missing[0]}", "is missing")
    if unknown := [name for name in given if name not in hints]:
        raise flaw(f"{dot}{unknown[0]}", "is not a known field")
    return {name: decode(kind, given[name], f"{dot}{name}") for name, kind in hints.items()}


def _scalar(kind: Any, value: object, where: str) -> object:
    if issubclass(kind, StrEnum):
        if value not in list(kind):
            raise flaw(where, f"must be one of {', '.join(map(repr, map(str, kind)))}")
        return kind(value)
    if kind is str:
        return _of_type(str, value, where, "text")
    if kind is int:
        return _of_type(int, value, where, "a whole number")
    number = float(_of_type((int, float), value, where, "a number"))
    if not math.isfinite(number):
        raise flaw(where, "must be a finite number")
    return number


def _of_type(kind: Any, value: object, where: str, words: str) -> Any:
    if not isinstance(value, kind) or isinstance(value, bool):
        raise flaw(where or "the file", f"must be {words}")
    return value


def _ruled(value: object, rule: Rule, where: str) -> object:
    if not rule.holds(value):
        raise flaw(where, f"must {rule.words}, not {value!r}")
    return value
