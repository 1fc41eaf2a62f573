"""EchoNext-Mini's input: 250 Hz, baseline by running medians, limits and scale per lead.

Source: the authors' public code and ``waveform_normalization_params.json``. Its numbers are in the
recorder's units; that one unit is 4.88 microvolt is the resolution of GE recorders and inferred.
"""

from pathlib import Path
from typing import Final

from echo2ecg_edge.errors import CallError
from echo2ecg_edge.leads import LEADS
from echo2ecg_edge.signal.baseline import MedianBaseline
from echo2ecg_edge.signal.preparation import LeadScale, Preparation, Thinning
from export.importers.constants import numbers, read_constants

MICROVOLTS_PER_UNIT: Final = 4.88
LOWEST_SD_MV, HIGHEST_SD_MV = 0.03, 1.0
"""Of a lead over a hospital's ECGs; the published ones lie from 0.13 to 0.28."""
WINDOWS: Final = (51, 151)
"""0.2 s, then 0.6 s."""

LOWER: Final = (-140, -206, -324, -247, -153, -249, -369, -522, -554, -411, -290, -209)
UPPER: Final = (287, 297, 236, 118.5, 270, 245.5, 219, 297, 366, 450, 451, 396)
MEAN: Final = (
    *(5.4389, 4.38614, -0.88285, -4.90123, 3.1793, 1.71896),
    *(-4.38537, -1.49918, -0.23901, 3.62217, 5.39682, 5.66098),
)
SD: Final = (
    *(32.42832, 31.37262, 30.15547, 28.12638, 27.09771, 26.14874),
    *(37.73921, 52.7925, 56.75139, 49.90224, 45.00143, 39.06606),
)
WAY_ROUND: Final = (
    "python -c \"import joblib, json, pathlib; d = joblib.load('{file}'); "
    "d = {{k: [float(x) for x in v] for k, v in d.items()}}; "
    "pathlib.Path('normalisation.json').write_text(json.dumps(d))\""
)


def echonext_preparation(path: Path | None, microvolts_per_unit: float) -> Preparation:
    """Return how an ECG is prepared.

    Args:
        path: JSON with ``lowerbound``, ``upperbound``, ``mean`` and ``std``, 12 numbers each, in
            the recorder's units; None for the published numbers.
        microvolts_per_unit: One of these units.

    Raises:
        CallError: The file cannot be used.
    """
    return Preparation(
        rate_hz=250.0,
        samples=2500,
        band=None,
        thinning=Thinning.SAMPLES,
        limit_sd=None,
        median=MedianBaseline(WINDOWS),
        als=None,
        scale=_in_millivolts(_in_units(path), microvolts_per_unit / 1000),
        zscore_groups=(),
    )


def _in_units(path: Path | None) -> tuple[tuple[float, ...], ...]:
    if path is None:
        return LOWER, UPPER, MEAN, SD
    found = read_constants(path, "limits and scale of the leads", WAY_ROUND)
    lower, upper, mean = (
        numbers(found, key, len(LEADS), path) for key in ("lowerbound", "upperbound", "mean")
    )
    if any(low >= high for low, high in zip(lower, upper, strict=True)):
        raise CallError(
            f"In {path.name}, a lowerbound is not below its upperbound.",
            "Give the file as published.",
        )
    return lower, upper, mean, numbers(found, "std", len(LEADS), path, above=0)


def _in_millivolts(units: tuple[tuple[float, ...], ...], millivolts: float) -> LeadScale:
    scale = LeadScale(*(tuple(value * millivolts for value in values) for values in units))
    least, most = min(scale.sd_mv), max(scale.sd_mv)
    if least < LOWEST_SD_MV or most > HIGHEST_SD_MV:
        raise CallError(
            f"With these numbers the leads would have an SD from {least:.2g} to {most:.2g} mV, "
            "which no hearts have.",
            "Say what one unit of the normalisation is: --microvolts-per-unit.",
        )
    return scale
