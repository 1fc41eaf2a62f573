"""Fits: does a checkpoint hold exactly the tensors of its table, and are they numbers?"""

from collections.abc import Iterator

from torch import Tensor

from echo2ecg_edge.errors import CallError
from export.importers.checkpoint import State
from export.importers.tables import Table

NAMED = 10
"""So many faults are told in full; the rest are counted."""

COUNTER = "num_batches_tracked"
"""A count of training steps that batch norm keeps; not a weight."""


def fitted(state: State, table: Table, file: str, model: str) -> State:
    """Return the weights as float32 after comparing every name and shape with the table.

    Args:
        state: Of the checkpoint.
        table: What it must hold.
        file: Its name, for the sentence.
        model: What it should be.

    Raises:
        CallError: A tensor is missing, unexpected or of another shape, or holds NaN or infinity;
            all of them are named.
    """
    faults = list(_differences(state, table)) or list(_not_numbers(state))
    if not faults:
        return {
            name: value if _is_counter(name) else value.float() for name, value in state.items()
        }
    more = f"; and {len(faults) - NAMED} more" if len(faults) > NAMED else ""
    raise CallError(
        f"{file} does not hold the weights of {model}: {'; '.join(faults[:NAMED])}{more}.",
        f"Give the file that the authors of {model} published, unchanged.",
    )


def _differences(state: State, table: Table) -> Iterator[str]:
    yield from (f"{name} is missing" for name in table if name not in state)
    yield from (f"{name} is unexpected" for name in state if name not in table)
    for name, shape in table.items():
        if name in state and (found := tuple(state[name].shape)) != shape:
            yield f"{name} has the shape {found} instead of {shape}"


def _not_numbers(state: State) -> Iterator[str]:
    for name, value in state.items():
        if not _is_counter(name) and not _is_finite(value):
            yield f"{name} holds values that are not finite numbers"


def _is_finite(value: Tensor) -> bool:
    return value.is_floating_point() and bool(value.isfinite().all())


def _is_counter(name: str) -> bool:
    return name.endswith(COUNTER)
