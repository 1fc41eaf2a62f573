"""The real ECGs beside the repository (../shared), for tests that are skipped without them."""

import csv
import importlib.util
from functools import lru_cache
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from numpy.typing import NDArray

FOLDER = Path(__file__).resolve().parents[1].parent / "shared" / "ecg"

needs_shared = pytest.mark.skipif(not FOLDER.is_dir(), reason="needs ../shared/ecg")

Records = list[dict[str, str]]


@lru_cache
def clinical() -> tuple[NDArray[np.float32], Records]:
    """189 ECGs of five collections: (n, 12, 5000) millivolts at 500 Hz, and their rows."""
    with np.load(FOLDER / "real" / "ecg_500hz_uV.npz") as packed:
        signal_mv = packed["ecg_uV"].transpose(0, 2, 1).astype(np.float32) / 1000
        keys = [str(key) for key in packed["key"]]
    rows = {row["key"]: row for row in _rows(FOLDER / "real" / "records.csv")}
    return np.ascontiguousarray(signal_mv), [rows[key] for key in keys]


@lru_cache
def ptbxl_fold9() -> NDArray[np.float32]:
    """2176 ECGs of PTB-XL: (n, 12, 1000) millivolts at 100 Hz."""
    return np.asarray(_loader().ptbxl(9)[0])


@lru_cache
def phones() -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    """466 ECGs of CinC 2011: (n, 12, 5000) millivolts at 500 Hz, and True where unacceptable.

    The packed rows hold aVF before aVL (they satisfy aVF = II - I / 2 that way); put right here.
    """
    signal_mv, keys = _loader().quality()
    rows = {row["key"]: row for row in _rows(FOLDER / "quality_cinc2011" / "records.csv")}
    is_bad = [rows[str(key)]["quality"] != "quality_acceptable" for key in keys]
    order = [0, 1, 2, 3, 5, 4, *range(6, 12)]
    return np.ascontiguousarray(signal_mv[:, order]), np.array(is_bad)


def _rows(path: Path) -> Records:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def _loader() -> ModuleType:
    spec = importlib.util.spec_from_file_location("shared_load", FOLDER / "load.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
