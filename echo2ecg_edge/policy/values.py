"""The values of a policy file, each checked, with a sentence that says what to write instead."""

from collections.abc import Mapping
from typing import Any, Final, TypeGuard

from echo2ecg_edge.policy.policy import Mode
from echo2ecg_edge.policy.toml import Document

SMALLEST_SHARE: Final = 0.0001
"""One in ten thousand: of anything rarer, the simulated patients say nothing."""
LONGEST_NAME: Final = 60


def name_of(document: Document) -> str:
    """Return the policy's name."""
    name = document.content.get("name")
    if not isinstance(name, str) or not name.strip():
        raise document.flaw(
            "a policy needs a name, which stands on every report.",
            'Write for example: name = "Kisumu clinic"',
            "name",
        )
    if len(name) > LONGEST_NAME or not name.isprintable():
        raise document.flaw(
            f"the name must be one line of {LONGEST_NAME} characters or fewer.",
            "Shorten it.",
            "name",
        )
    return name.strip()


def mode_of(document: Document) -> Mode:
    """Return how thresholds are chosen; balanced where nothing is said."""
    mode = document.content.get("mode", Mode.BALANCED)
    if mode not in list(Mode):
        raise document.flaw(
            f"{mode!r} is no mode.",
            f"Choose one of: {', '.join(map(repr, map(str, Mode)))}.".replace("'", '"'),
            "mode",
        )
    return Mode(mode)


def counts_of(document: Document) -> tuple[str, ...] | None:
    """Return the labels that count; None for all."""
    counts = document.content.get("counts")
    if counts is None:
        return None
    is_list = isinstance(counts, list) and all(isinstance(key, str) for key in counts)
    if not is_list or not counts or len(set(counts)) < len(counts):
        raise document.flaw(
            "counts must be a list of labels, each once.",
            'Write for example: counts = ["shd", "lvef_lte_45"], or leave it out for all.',
            "counts",
        )
    return tuple(counts)


def capacity_of(document: Document, mode: Mode) -> float | None:
    """Return how many of every 100 people can have an echo; None in other modes."""
    capacity = document.content.get("capacity")
    if mode is not Mode.CAPACITY:
        if capacity is not None:
            raise document.flaw(
                f'a capacity says nothing in mode "{mode}".',
                'Write mode = "capacity", or take the line out.',
                "capacity",
            )
        return None
    if not _is_number(capacity) or not 0 < capacity < 100:
        raise document.flaw(
            "capacity must be a number above 0 and below 100: echos for every 100 people screened"
            f"{'' if capacity is None else f', not {capacity!r}'}.",
            "Write for example: capacity = 8",
            "capacity",
        )
    return float(capacity)


def shares_of(document: Document, table: str) -> Mapping[str, float]:
    """Return a table of labels and shares; empty where there is none."""
    found = document.content.get(table, {})
    if not isinstance(found, dict):
        raise document.flaw(
            f"{table} must be a table.",
            f"Write [{table}] on a line of its own, and below it for example: shd = 0.05",
            table,
        )
    return {key: _share(document, table, key, value) for key, value in found.items()}


def _share(document: Document, table: str, key: str, value: Any) -> float:
    if key in ("name", "mode", "capacity", "counts"):
        raise document.flaw(
            f"{key} stands under [{table}], where labels are.",
            f"Move the line to the top of the file, above [{table}].",
            key,
            table,
        )
    if _is_number(value) and SMALLEST_SHARE <= value <= 1 - SMALLEST_SHARE:
        return float(value)
    raise document.flaw(
        f"{key} must be a share between {SMALLEST_SHARE} and {1 - SMALLEST_SHARE}, not {value!r}.",
        _instead(key, value),
        key,
        table,
    )


def _instead(key: str, value: Any) -> str:
    """Say what was probably meant: people think in per cent."""
    text = str(value).replace("%", "").strip()
    percent = float(text) if text.replace(".", "", 1).isdecimal() else 0.0
    if 1 <= percent < 100 or ("%" in str(value) and 0 < percent < 100):
        return f"For {percent:g} %, write: {key} = {percent / 100:g}"
    return f"For 5 %, write: {key} = 0.05"


def _is_number(value: object) -> TypeGuard[int | float]:
    return isinstance(value, int | float) and not isinstance(value, bool)
