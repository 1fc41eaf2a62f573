"""Any bundle on every real ECG beside the project, by both engines: does it run, do they agree?

Whether a verdict is right cannot be said: no echo is known for these ECGs.
"""

import csv
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

import numpy as np

from benchmarks.real_ecgs import SHARED
from benchmarks.tables import Row
from echo2ecg_edge import Recording, Screener, Screening
from echo2ecg_edge.model.bundle import Bundle
from echo2ecg_edge.model.engines import ENGINES, model_file
from train.datasets.ptbxl import read_ptbxl

FOLDS: Final = range(1, 10)
RATES_HZ: Final = {"hospitals": 500.0, "PTB-XL": 100.0}
UNEXPECTED: Final = "error"


def measure_imported(bundle: Bundle, ptbxl: Path, every: int = 1) -> list[Row]:
    """Screen everything; return a row per data set and engine.

    Args:
        bundle: What screens.
        ptbxl: Folder of PTB-XL.
        every: Screen only every nth ECG of PTB-XL.
    """
    kinds = [kind for kind in ENGINES if model_file(kind, bundle) in bundle.manifest.files]
    screeners = {kind: Screener(bundle.folder, kind) for kind in kinds}
    sets = {
        "189 ECGs of five collections": _hospitals(),
        f"PTB-XL, folds 1-9{'' if every == 1 else f', every {every}th'}": _ptbxl(ptbxl, every),
    }
    return [row for name, ecgs in sets.items() for row in _rows(name, ecgs, screeners)]


def _rows(name: str, ecgs: Iterator[Recording], screeners: Mapping[str, Screener]) -> list[Row]:
    counts: dict[str, Counter[str]] = {kind: Counter() for kind in screeners}
    same, scored, largest = 0, 0, 0.0
    for ecg in ecgs:
        says = {kind: _screened(screener, ecg) for kind, screener in screeners.items()}
        for kind, one in says.items():
            counts[kind][UNEXPECTED if one is None else one.verdict.value] += 1
        difference, agree = _compared(list(says.values()))
        if difference is not None:
            scored, same, largest = scored + 1, same + agree, max(largest, difference)
    return [_row(name, kind, counts[kind], (same, scored, largest)) for kind in screeners]


def _screened(screener: Screener, ecg: Recording) -> Screening | None:
    try:
        return screener.screen(ecg)
    except Exception:  # noqa: BLE001 - what is counted here
        return None


def _compared(says: list[Screening | None]) -> tuple[float | None, bool]:
    """Largest difference of a probability, and whether the verdicts are the same."""
    predictions = [one.prediction for one in says if one is not None]
    values = [[score.probability for score in one.scores] for one in predictions if one is not None]
    if not values or len(values) < len(says):
        return None, False
    verdicts = {one.verdict for one in says if one is not None}
    return float(np.ptp(np.array(values), axis=0).max()), len(verdicts) == 1


def _row(name: str, kind: str, counts: Counter[str], agreed: tuple[int, int, float]) -> Row:
    same, scored, largest = agreed
    return {
        "ECGs": name,
        "engine": kind,
        "n": counts.total(),
        **{verdict: counts[verdict] for verdict in ("refer", "routine", "repeat", "cannot screen")},
        "errors": counts[UNEXPECTED],
        "same verdict": f"{same} of {scored}",
        "largest difference of a probability": f"{largest:.4f}",
    }


def _hospitals() -> Iterator[Recording]:
    with np.load(SHARED / "ecg_500hz_uV.npz") as packed:
        ecg_uv, keys = packed["ecg_uV"], packed["key"]
    with (SHARED / "records.csv").open(newline="", encoding="utf-8") as file:
        rows = {row["key"]: row for row in csv.DictReader(file)}
    for ecg, key in zip(ecg_uv, map(str, keys), strict=True):
        age, sex = rows[key]["age"], rows[key]["sex"]
        known = float(age) if age and 0 <= float(age) <= 120 else None
        yield Recording.from_array(
            ecg.T, rate_hz=RATES_HZ["hospitals"], units="uV", age_years=known, sex=sex or None
        )


def _ptbxl(folder: Path, every: int) -> Iterator[Recording]:
    for fold in FOLDS:
        ecgs = read_ptbxl(folder, [fold])
        for row in range(0, len(ecgs), every):
            age = float(ecgs.age_years[row])
            yield Recording.from_array(
                ecgs.ecg_mv[row],
                rate_hz=RATES_HZ["PTB-XL"],
                units="mV",
                age_years=age if np.isfinite(age) else None,
                sex="female" if ecgs.female[row] else "male",
            )


RANDOM: Final = (
    "The weights are RANDOM, of the authors' network and by their names: no verdict here means "
    "anything, and a random network may well refer everybody."
)


def notes(bundle: Bundle, has_random_weights: bool = False) -> list[str]:
    """What a reader must know beside the table.

    Args:
        bundle: What screens.
        has_random_weights: Whether its weights are nobody's.
    """
    manifest = bundle.manifest
    files = ", ".join(model_file(kind, bundle) for kind in ENGINES)
    return [
        f"Bundle: {manifest.name} {manifest.version}, {files}.",
        *([RANDOM] if has_random_weights else [f"Trained on {manifest.trained_on}."]),
        "Age and sex are given where the data set states them; a model that needs them refuses the "
        "others, and every model refuses children (cannot screen).",
        "No echo is known for these ECGs: the counts say that the software runs and that the "
        "engines agree, not that a verdict is right.",
    ]
