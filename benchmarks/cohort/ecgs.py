"""ECGs with everything that is known about their patients, ready for models: one split."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Ecgs:
    """One split of a cohort, without echo clips; the arrays as in ``Cohort``.

    ``features`` are classical ECG features, float32 (patients, len(names)), NaN where unmeasurable.
    """

    ecg: NDArray[np.float16]
    measures: NDArray[np.float32]
    labels: NDArray[np.float32]
    age_years: NDArray[np.float32]
    female: NDArray[np.bool_]
    machine: NDArray[np.float32]
    findings: NDArray[np.bool_]
    features: NDArray[np.float32]
    names: NDArray[np.str_]

    def __len__(self) -> int:
        return len(self.ecg)

    def feature(self, name: str) -> NDArray[np.float32]:
        """Return one feature, shape (patients,).

        Raises:
            KeyError: There is no feature of this name.
        """
        found = np.flatnonzero(self.names == name)
        if not len(found):
            raise KeyError(f"no feature {name!r}; there are: {', '.join(self.names)}")
        return self.features[:, found[0]]

    def finding(self, name: str) -> NDArray[np.bool_]:
        """Return whether a reader wrote this finding, shape (patients,)."""
        from train.cohort.machine import FINDINGS

        return self.findings[:, FINDINGS.index(name)]

    def measure(self, name: str) -> NDArray[np.float32]:
        """Return one echo measure, shape (patients,)."""
        from train.cohort.state import MEASURES

        return self.measures[:, MEASURES.index(name)]

    def machine_says(self, name: str) -> NDArray[np.float32]:
        """Return one column of the ECG machine, shape (patients,), NaN where unmeasurable."""
        from train.cohort.machine import MACHINE

        return self.machine[:, MACHINE.index(name)]
