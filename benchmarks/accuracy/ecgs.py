"""Test ECGs as the model takes them, with what is known of each."""

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Ecgs:
    """Test ECGs of one kind.

    Attributes:
        data: ``simulated`` or ``real``.
        name: Which ECGs these are, for people; without their number.
        ecg: Shape (n, 12, samples), model input; float16 or float32, may be memory-mapped.
        patient: str, shape (n,).
        age_years: Shape (n,), NaN where not stated.
        female: Shape (n,), 1 or 0, NaN where not stated.
        af: Shape (n,), 1 or 0, NaN where not stated.
        keys: What the labels stand for.
        labels: bool, shape (n, keys).
        lvef: In points, shape (n,), NaN where not known.
    """

    data: str
    name: str
    ecg: NDArray[np.floating]
    patient: NDArray[np.str_]
    age_years: NDArray[np.float32]
    female: NDArray[np.float32]
    af: NDArray[np.float32]
    keys: tuple[str, ...]
    labels: Flags
    lvef: NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.patient)

    @property
    def title(self) -> str:
        """How many ECGs these are, and which."""
        return f"{len(self)} {self.name}"

    def has(self, key: str) -> Flags:
        """Return who has a label, shape (n,)."""
        return self.labels[:, self.keys.index(key)]

    def batch(self, rows: slice) -> NDArray[np.float32]:
        """Return some ECGs as the graph takes them, shape (n, 12, 1, samples)."""
        return np.ascontiguousarray(self.ecg[rows], np.float32)[:, :, None]

    def some(self, count: int | None) -> "Ecgs":
        """Return ``count`` of the ECGs, from first to last as even as can be; all for None."""
        if count is None or count >= len(self):
            return self
        rows = np.linspace(0, len(self) - 1, count).round().astype(np.int64)
        own = {field.name: getattr(self, field.name) for field in fields(self)}
        chosen = {name: own[name][rows] for name in own if isinstance(own[name], np.ndarray)}
        return Ecgs(**(own | chosen))
