"""Which split a patient is in: drawn by a hash of the name, or stated; never two of them."""

from collections.abc import Sequence
from hashlib import sha256
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.errors import CallError
from train.pairs.layout import SHARES, SPLITS


def drawn_split(patient: str, seed: int = 0, shares: Sequence[float] = SHARES) -> str:
    """Draw a patient's split; it depends on nothing but the arguments.

    Args:
        patient: Name of the patient.
        seed: Another seed is another division.
        shares: Of train, validation and test; they sum to one.
    """
    digest = sha256(f"{seed}:{patient}".encode()).digest()
    place = int.from_bytes(digest[:8], "big") / 2**64 * sum(shares)
    bounds = zip(SPLITS, accumulate(shares), strict=True)
    # Rounding may leave the last bound a little below the sum.
    return next((split for split, bound in bounds if place < bound), SPLITS[-1])


def check_shares(shares: Sequence[float]) -> None:
    """Refuse shares that are no division.

    Raises:
        CallError: Not three of them, one is negative, or they do not sum to one.
    """
    if len(shares) != len(SPLITS) or min(shares) < 0 or abs(sum(shares) - 1) > 1e-6:
        raise CallError(
            f"The shares {', '.join(f'{share:g}' for share in shares)} do not divide the patients.",
            "Give the shares of train, validation and test; they sum to one.",
        )


class Stated:
    """Splits that the data state, checked row by row: a patient belongs to one of them."""

    def __init__(self) -> None:
        self._of: dict[str, tuple[str, int]] = {}

    def add(self, patient: str, split: str, row: int) -> None:
        """Take note of a row; an empty split states nothing.

        Raises:
            CallError: Another row has the patient in another split.
        """
        if not split:
            return
        before, first = self._of.setdefault(patient, (split, row))
        if before != split:
            raise two_splits(patient, (before, f"row {first}"), (split, f"row {row}"))

    def of(self, patient: str, seed: int, shares: Sequence[float]) -> str:
        """Return the stated split, or draw one where no row states it."""
        if patient in self._of:
            return self._of[patient][0]
        return drawn_split(patient, seed, shares)


def two_splits(patient: str, one: tuple[str, str], other: tuple[str, str]) -> CallError:
    """Return the error of a patient in two splits, given (split, where) twice."""
    return CallError(
        f"The patient {patient} is in two splits: {one[0]} ({one[1]}) and {other[0]} ({other[1]}).",
        "Put all rows of a patient into one split, or leave the splits out to have them drawn.",
    )


def refuse_shared_patients(patient: NDArray[np.str_], split: NDArray[np.str_]) -> None:
    """Check rows at once.

    Raises:
        CallError: A patient has rows in two splits.
    """
    stated = Stated()
    names, first = np.unique(np.stack([patient, split], axis=1), axis=0, return_index=True)
    for (who, where), row in zip(names.tolist(), first.tolist(), strict=True):
        stated.add(who, where, row + 1)
