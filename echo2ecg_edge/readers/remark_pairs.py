"""Pairs of name and value in the lines of a file, sorted by what the name stands for."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from echo2ecg_edge.readers.remark_words import NAMES, UNSTATED, plain_name

_LONGEST: Final = 1000
"""Characters; a longer line is no remark."""

_ASCII: Final = str.maketrans("\uff1a\uff1d\uff0c\uff1b", ":=,;")
"""Chinese and Japanese keyboards write these wide."""

_PAIR: Final = re.compile(r"\s*([^:=,;\t]+?)\s*[:=,;\t]\s*(.+)")


class Remark(NamedTuple):
    """One pair: the line's number, the plain name, and the value as written."""

    line: int
    name: str
    value: str


def sort_remarks(lines: Iterable[tuple[int, str]]) -> Mapping[str, list[Remark]]:
    """Return kind -> its remarks in the file's order; an empty list where there is none."""
    found: dict[str, list[Remark]] = defaultdict(list)
    for number, line in lines:
        for name, value in _pairs(line):
            for kind, pattern in NAMES.items():
                if pattern.fullmatch(name):
                    found[kind].append(Remark(number, name, value))
    return found


def stated_ones(remarks: Iterable[Remark]) -> list[Remark]:
    """Return the remarks whose value says more than that nothing is known."""
    return [remark for remark in remarks if plain_name(remark.value) not in UNSTATED]


def _pairs(line: str) -> Iterable[tuple[str, str]]:
    """Yield (name in small letters and digits, value) for each pair of a line."""
    line = line[: _LONGEST + 1].strip(" \t#%/*\"'").translate(_ASCII)
    if len(line) > _LONGEST:
        return
    parts = re.split(r"[,;\t]", line)
    several = sum(1 for part in parts if re.search("[:=]", part)) > 1
    for part in parts if several else [line]:
        if pair := _PAIR.fullmatch(part):
            yield plain_name(pair[1]), pair[2].strip(" \t,;\"'")
