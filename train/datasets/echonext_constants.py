"""The constants that turn EchoNext's z-scores back into millivolts; they come with its model."""

import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.errors import CallError
from echo2ecg_edge.leads import LEADS

TABULAR: Final = (
    "sex", "age_at_ecg", "ventricular_rate", "atrial_rate", "pr_interval", "qrs_duration",
    "qt_corrected",
)  # fmt: skip
"""Columns of the tabular arrays, in the order of the authors' code that wrote them.

The description that comes with the data set names age last. That is not how the arrays are: others
who compared them with the metadata found this order in every row.
"""
HIGHEST_SD_MV: Final = 2.0
LOWEST_SD_MV: Final = 0.01
"""A lead's SD over a hospital's ECGs; what lies beyond is a wrong unit factor."""


@dataclass(frozen=True, slots=True)
class Constants:
    """How the arrays were standardised.

    Attributes:
        mean_mv: float32, shape (12,), in the order of LEADS.
        sd_mv: The same of the standard deviation.
        tabular_mean: float64, shape (7,), in the order of TABULAR; None where not given.
        tabular_sd: The same of the standard deviation.
    """

    mean_mv: NDArray[np.float32]
    sd_mv: NDArray[np.float32]
    tabular_mean: NDArray[np.float64] | None = None
    tabular_sd: NDArray[np.float64] | None = None


def read_constants(path: Path | None) -> Constants:
    """Read constants.

    Args:
        path: JSON or NPZ with ``mean`` and ``sd`` (12 numbers each, leads in the standard order)
            and ``mv_per_unit`` (millivolts per unit of those numbers); for the machine's
            measurements also ``tabular_mean`` and ``tabular_sd`` (7 numbers each).

    Raises:
        CallError: The file is missing, or does not hold that.
    """
    if path is None or not path.is_file():
        raise CallError(
            "EchoNext's waveforms are z-scores, and without the constants nobody knows how many"
            " millivolts they are.",
            "Give a JSON or NPZ file with mean and sd of the 12 leads and mv_per_unit; they come"
            " with the release of the model.",
        )
    held = _load(path)
    unit = float(_numbers(held, "mv_per_unit", 1)[0])
    mean, sd = _numbers(held, "mean", len(LEADS)), _numbers(held, "sd", len(LEADS))
    sd_mv = sd * unit
    if not ((sd_mv >= LOWEST_SD_MV) & (sd_mv <= HIGHEST_SD_MV)).all():
        raise CallError(
            f"With {path.name} the leads would have an SD from {sd_mv.min():.3g} to"
            f" {sd_mv.max():.3g} mV, which no hearts have.",
            "Correct mv_per_unit: how many millivolts one unit of mean and sd is.",
        )
    tabular = [
        _numbers(held, key, len(TABULAR)) if key in held else None
        for key in ("tabular_mean", "tabular_sd")
    ]
    mean_mv = (mean * unit).astype(np.float32)
    return Constants(mean_mv, sd_mv.astype(np.float32), *tabular)


def _load(path: Path) -> Mapping[str, Any]:
    try:
        if path.suffix == ".npz":
            with np.load(path, allow_pickle=False) as held:
                return {key: held[key] for key in held.files}
        held = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError, zipfile.BadZipFile) as error:
        raise CallError(f"{path} is neither JSON nor NPZ.", "Write it anew.") from error
    if not isinstance(held, dict):
        raise CallError(f"{path} holds no named numbers.", 'Write {"mean": [...], ...}.')
    return held


def _numbers(held: Mapping[str, Any], key: str, count: int) -> NDArray[np.float64]:
    try:
        numbers = np.asarray(held[key], np.float64).reshape(-1)
    except (KeyError, TypeError, ValueError) as error:
        raise CallError(f"The constants have no {key}.", f"Give {count} numbers.") from error
    if numbers.size != count or not np.isfinite(numbers).all():
        raise CallError(f"{key} is not {count} finite numbers.", "Correct the constants.")
    return numbers
