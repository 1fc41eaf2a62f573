"""EchoNext-Mini's seven numbers beside the ECG: their order, their scale, and what is missing.

Source: the authors' public preprocessing code, and the constants of its fitted scaler.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from echo2ecg_edge.errors import CallError
from echo2ecg_edge.model.manifest import TabularInput
from export.importers.constants import numbers, read_constants

SEX: Final = "sex"
ORDER: Final = (
    SEX,
    "age_at_ecg",
    "ventricular_rate",
    "atrial_rate",
    "pr_interval",
    "qrs_duration",
    "qt_corrected",
)

MEAN: Final = (
    61.269679199724045,
    83.37899965505346,
    89.22718178682304,
    142.8808416695412,
    94.80925836495344,
    452.8796671909926,
)
SD: Final = (
    16.0088291093417,
    20.38871835899758,
    44.435355754236824,
    57.740987114393675,
    21.872021750684034,
    40.09147266082739,
)
SCALED_MEDIAN: Final = (0.108, -0.117, -0.185, 0.158, -0.220, -0.097)
"""All three in the order above without sex, which is not scaled (1 for men, 0 for women)."""

MEDIAN: Final = tuple(
    mean + sd * median for mean, sd, median in zip(MEAN, SD, SCALED_MEDIAN, strict=True)
)

ZERO: Final = ("atrial_rate", "pr_interval")
"""Stored as 0 before scaling where there is none, as in atrial fibrillation."""

NEEDED: Final = (SEX, "age_at_ecg")
"""Known of every patient; the ECG cannot tell them."""

WAY_ROUND: Final = (
    "python -c \"import joblib, json, pathlib; p = joblib.load('{file}').named_steps; "
    "s = p['scale']; m = p['impute'].statistics_ * s.scale_ + s.mean_; "
    "d = dict(mean=s.mean_.tolist(), sd=s.scale_.tolist(), median=m.tolist()); "
    "pathlib.Path('tabular.json').write_text(json.dumps(d))\""
)


def tabular_inputs(path: Path | None) -> tuple[TabularInput, ...]:
    """Return what the head takes beside the embedding.

    Args:
        path: JSON with ``mean`` and ``sd``, six numbers each, and optionally ``median`` (six) and
            ``order`` (the seven keys); None for the published numbers.

    Raises:
        CallError: The file cannot be used.
    """
    if path is None:
        return _inputs(ORDER, MEAN, SD, MEDIAN)
    found = read_constants(path, "the scale of the tabular inputs", WAY_ROUND)
    mean = numbers(found, "mean", len(MEAN), path)
    sd = numbers(found, "sd", len(SD), path, above=0)
    median = numbers(found, "median", len(MEDIAN), path) if "median" in found else mean
    return _inputs(_order(found, path), mean, sd, median)


def _order(found: Mapping[str, Any], path: Path) -> tuple[str, ...]:
    order = found.get("order", ORDER)
    if not isinstance(order, list | tuple) or sorted(map(str, order)) != sorted(ORDER):
        raise CallError(
            f"The order in {path.name} does not hold each of the seven inputs once.",
            f"Name them in the model's order: {', '.join(ORDER)}.",
        )
    return tuple(order)


def _inputs(
    order: tuple[str, ...],
    mean: tuple[float, ...],
    sd: tuple[float, ...],
    median: tuple[float, ...],
) -> tuple[TabularInput, ...]:
    scaled = [key for key in order if key != SEX]
    made = {
        key: TabularInput(key, *scale, _missing(key, middle))
        for key, scale, middle in zip(scaled, zip(mean, sd, strict=True), median, strict=True)
    }
    made[SEX] = TabularInput(SEX, 0.0, 1.0, None)
    return tuple(made[key] for key in order)


def _missing(key: str, median: float) -> float | None:
    if key in NEEDED:
        return None
    return 0.0 if key in ZERO else median
