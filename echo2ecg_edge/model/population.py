"""The population: what the model said of many patients and what they had, to foretell a site."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.model.arrays import misfit, read_arrays, require_shape
from echo2ecg_edge.model.bundle import Bundle

POPULATION_FILE: Final = "population.npz"

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Population:
    """Patients that no weight of the model was learned from.

    Attributes:
        keys: The labels' keys.
        log_odds: Of the calibrated probabilities, twelve leads, shape (n, labels).
        truth: Who has which, shape (n, labels).
        weight: Share of each row, shape (n,); sums to 1.
        data: Who they are, for people: ``"simulated validation patients"``.
        patients: How many; 0 where the rows were made of ROC points, which are no patients.
    """

    keys: tuple[str, ...]
    log_odds: Floats
    truth: Flags
    weight: Floats
    data: str
    patients: int

    @classmethod
    def of(cls, bundle: Bundle) -> "Population | None":
        """Read the population of a bundle; None where it has none.

        Raises:
            BundleError: The file is damaged or does not fit the manifest.
        """
        manifest = bundle.manifest
        if POPULATION_FILE not in manifest.files:
            return None
        arrays = read_arrays(bundle, POPULATION_FILE)
        patients = len(arrays["truth"]) if np.ndim(arrays.get("truth", 0)) else 0
        if not patients:
            raise misfit(POPULATION_FILE, "holds no patient")
        keys = tuple(label.key for label in manifest.labels)
        log_odds, truth = (
            require_shape(POPULATION_FILE, arrays, name, (patients, len(keys)))
            for name in ("log_odds", "truth")
        )
        if not np.isin(truth, (0, 1)).all():
            raise misfit(POPULATION_FILE, "has a truth that is neither 0 nor 1")
        data = arrays.get("data", np.zeros(0))
        if data.dtype.kind != "U" or data.shape or not str(data).strip():
            raise misfit(POPULATION_FILE, "does not say in data who these patients are")
        return cls(
            keys=keys,
            log_odds=log_odds.astype(np.float64),
            truth=truth > 0,
            weight=np.full(patients, 1 / patients),
            data=str(data),
            patients=patients,
        )

    def column(self, key: str) -> int:
        """Return where a label stands."""
        return self.keys.index(key)

    def prevalence(self, key: str, weight: Floats | None = None) -> float:
        """Return the share of those with a label.

        Args:
            key: Of the label.
            weight: Of the rows, summing to 1, shape (n,); their own where left out.
        """
        chosen = self.weight if weight is None else weight
        return float(chosen @ self.truth[:, self.column(key)])
