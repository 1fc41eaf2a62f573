"""EchoNext-Mini's labels: calibration by prior shift, thresholds published or derived.

The published probabilities sit on a balanced scale: training weighed both classes alike. Adding the
log-odds of the training prevalence repairs most of that without local labels (FACTS, section 2).
"""

from collections.abc import Callable
from statistics import NormalDist
from typing import Any, Final

import numpy as np

from echo2ecg_edge.labels import COMPOSITE, STRUCTURAL_LABELS, Knowledge
from echo2ecg_edge.model.manifest import Calibration, LabelSpec, OperatingPoints
from echo2ecg_edge.model.predict import probability
from export.importers.echonext_figures import AUROC, PREVALENCE, PUBLISHED

SENSITIVITIES: Final = (0.95, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1)
REFERS_AT_SPECIFICITY: Final = 0.975
"""Of each component: twelve labels that can refer must each be rarely wrong."""

DATA: Final = (
    f"{COMPOSITE}: operating points published by others for this model on MIMIC-IV; every other "
    "label: derived from its published AUROC (equal-variance binormal), not published and not "
    "measured"
)
NOTES: Final = f"""\
Calibration is a prior shift: slope 1, and the log-odds of the published training prevalence as
intercept. The thresholds of `{COMPOSITE}` at a sensitivity of 90 % and 80 % are operating points
that others published for this model on MIMIC-IV; it refers at the latter. **All other thresholds
were derived from the published AUROC, not published:** two normal distributions of equal variance
that lie as far apart as the AUROC says; each component refers at a derived specificity of
{REFERS_AT_SPECIFICITY:.1%}. Whoever is at any
of the twelve thresholds is referred: together they spare fewer healthy people than `{COMPOSITE}`
alone does, and nobody has published how many. Before use, choose thresholds on ECGs of your own."""

NORMAL: Final = NormalDist()


def label_specs() -> tuple[LabelSpec, ...]:
    """Return the labels in the order of the head."""
    return tuple(map(_label, STRUCTURAL_LABELS))


def roc_tables() -> dict[str, Any]:
    """Return the content of ``tables.json``."""
    return {"data": DATA, "roc": {key: _points(key) for key in STRUCTURAL_LABELS}}


def _label(key: str) -> LabelSpec:
    if key == COMPOSITE:
        ninety, eighty = (_logit(raw) for raw, *_ in PUBLISHED[:2])
        refers = eighty
    else:
        ninety, eighty = (_at_sensitivity(key, share) for share in (0.9, 0.8))
        refers = _at_specificity(key, REFERS_AT_SPECIFICITY)
    calibrated = _calibrated(key)
    points = (ninety, eighty, _at_specificity(key, 0.9))
    return LabelSpec(
        key=key,
        title=STRUCTURAL_LABELS[key],
        knowledge=Knowledge.OTHERS,
        prevalence=PREVALENCE[key],
        calibration=_calibration(key),
        refer_at=calibrated(refers),
        operating_points=OperatingPoints(*map(calibrated, points)),
    )


def _points(key: str) -> list[dict[str, float]]:
    calibrated = _calibrated(key)
    if key == COMPOSITE:
        rows = [(calibrated(_logit(raw)), *shares) for raw, *shares in PUBLISHED]
    else:
        rows = [
            (calibrated(_at_sensitivity(key, share)), share, _specificity(key, share))
            for share in SENSITIVITIES
        ]
    return [
        dict(zip(("threshold", "sensitivity", "specificity"), row, strict=True)) for row in rows
    ]


def _calibration(key: str) -> Calibration:
    return Calibration(slope=1.0, intercept=_logit(PREVALENCE[key]))


def _calibrated(key: str) -> Callable[[float], float]:
    """Return what turns a raw logit into a calibrated probability."""
    calibration = _calibration(key)
    return lambda logit: probability(logit, calibration)


def _at_sensitivity(key: str, share: float) -> float:
    """Return the raw logit at which a share of the ill is found, by the binormal model."""
    apart = _apart(key)
    return apart**2 / 2 - apart * NORMAL.inv_cdf(share)


def _at_specificity(key: str, share: float) -> float:
    """Return the raw logit at which a share of the healthy is left alone."""
    apart = _apart(key)
    return apart * NORMAL.inv_cdf(share) - apart**2 / 2


def _specificity(key: str, sensitivity: float) -> float:
    return NORMAL.cdf(_apart(key) - NORMAL.inv_cdf(sensitivity))


def _apart(key: str) -> float:
    """Distance of the two distributions in their common SD (d')."""
    return float(np.sqrt(2)) * NORMAL.inv_cdf(AUROC[key])


def _logit(share: float) -> float:
    return float(np.log(share / (1 - share)))
