"""Which labels are worth a place in a bundle."""

import logging
from collections.abc import Sequence
from typing import Final

from echo2ecg_edge.errors import CallError
from train.probe.figures import is_better_than_chance
from train.probe.result import Result, auroc_of

log = logging.getLogger(__name__)

REMEDY: Final = (
    "Label more ECGs, above all of the rarer kind, or leave this label out; --anyway writes it all "
    "the same."
)


def worthy(results: Sequence[Result], anyway: bool) -> tuple[Result, ...]:
    """Leave out every label that may be no better than chance.

    Args:
        results: One a label.
        anyway: Leave none out.

    Raises:
        CallError: None is left.
    """
    poor = [one for one in results if not (anyway or is_better_than_chance(one.auroc))]
    if poor and len(poor) == len(results):
        raise CallError(f"No bundle was written. {' '.join(map(_problem, poor))}", REMEDY)
    for one in poor:
        log.warning("left out, %s %s", _problem(one), REMEDY)
    return tuple(one for one in results if one not in poor)


def _problem(result: Result) -> str:
    return f"{auroc_of(result)}; it may be no better than chance."
