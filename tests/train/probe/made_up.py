"""What a probe gives, without learning it."""

from dataclasses import replace

import numpy as np

from echo2ecg_edge.model.manifest import Calibration
from tests.tiny_bundle import EMBEDDING, manifest
from train.evaluate import Interval
from train.probe.learn import Learned
from train.probe.result import Result


def result(key: str, value: float, low: float, high: float, title: str = "") -> Result:
    """A label with an AUROC and its interval."""
    spec = replace(manifest().labels[0], key=key, title=title or key)
    head = Learned(np.zeros(EMBEDDING, np.float32), 0.0, Calibration(1.0, 0.0), 0.03)
    auroc, half = Interval(value, low, high, 60, 20), Interval(0.5, 0.4, 0.6, 60, 20)
    return Result(spec, head, [], auroc, half, half, half, (60, 20))
