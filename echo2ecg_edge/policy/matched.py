"""Which screening a returned result belongs to: by its id, else by the end of it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from echo2ecg_edge.errors import PolicyError
from echo2ecg_edge.policy.returned import Returned
from echo2ecg_edge.policy.scored import Scored
from echo2ecg_edge.readers.text import shown


@dataclass(frozen=True, slots=True)
class Matched:
    """Returned results beside the screenings they belong to.

    Attributes:
        outcomes: Id of a scored ECG -> label key -> whether the echo showed it.
        unknown: Ids, as returned, of which there is no screening.
        unscored: Ids, as returned, whose ECG was not scored.
    """

    outcomes: Mapping[str, Mapping[str, bool]]
    unknown: tuple[str, ...]
    unscored: tuple[str, ...]


def match(returned: Returned, scored: Scored) -> Matched:
    """Find the screening of every returned result.

    Raises:
        PolicyError: A result fits several screenings, or two results fit one.
    """
    names = _Names([*scored.ids, *scored.unscored])
    place = {name: names.find(name, returned.line[name]) for name in returned.outcomes}
    _refuse_double(place, returned.line)
    known = {name: found for name, found in place.items() if found is not None}
    return Matched(
        {
            found: returned.outcomes[name]
            for name, found in known.items()
            if found not in scored.unscored
        },
        tuple(name for name, found in place.items() if found is None),
        tuple(name for name, found in known.items() if found in scored.unscored),
    )


class _Names:
    """Finds ids by the whole, by the end of the path, or by that without the file's ending."""

    def __init__(self, ids: Iterable[str]) -> None:
        self._whole: dict[str, list[str]] = defaultdict(list)
        self._end: dict[str, list[str]] = defaultdict(list)
        self._stem: dict[str, list[str]] = defaultdict(list)
        for one in ids:
            path = PurePosixPath(_plain(one))
            self._whole[str(path)].append(one)
            for first in range(len(path.parts)):
                self._end["/".join(path.parts[first:])].append(one)
                self._stem["/".join((path.parent / path.stem).parts[first:])].append(one)

    def find(self, name: str, line: int) -> str | None:
        """Return the id that is meant; None where there is none.

        Raises:
            PolicyError: Several could be.
        """
        wanted = str(PurePosixPath(_plain(name)))
        for known in (self._whole, self._end, self._stem):
            if found := known.get(wanted):
                if len(found) > 1:
                    raise _ambiguous(name, line, found)
                return found[0]
        return None


def _plain(name: str) -> str:
    """Take off what a spreadsheet and Windows put into a path."""
    return name.strip().removeprefix("'").replace("\\", "/")


def _ambiguous(name: str, line: int, found: list[str]) -> PolicyError:
    return PolicyError(
        f"Line {line}: {shown(name)} could be {shown(found[0])} or {shown(found[1])}.",
        "Write the whole id, as in the column id of results.csv.",
    )


def _refuse_double(place: Mapping[str, str | None], line: Mapping[str, int]) -> None:
    first: dict[str, str] = {}
    for name, found in place.items():
        if found is None:
            continue
        if found in first:
            raise PolicyError(
                f"Lines {line[first[found]]} and {line[name]} are of the same ECG, {shown(found)}.",
                "Keep one of them.",
            )
        first[found] = name
