"""The part that may crash: one engine in a process of its own, answering in one line of JSON.

``python -m echo2ecg_edge.selftest.child FOLDER ENGINE``, where FOLDER is the bundle's.
"""

import json
import sys
import time
from dataclasses import asdict
from typing import Any

import numpy as np

from echo2ecg_edge.errors import BundleError
from echo2ecg_edge.model.bundle import Bundle
from echo2ecg_edge.model.engines import Engine, open_engine
from echo2ecg_edge.selftest.golden import compare_golden
from echo2ecg_edge.signal.preparation import require_packages

RUNS, WARM_RUNS = 100, 10


def examine(folder: str, kind: str) -> dict[str, Any]:
    """Open an engine, run it, and return what was found.

    Returns:
        ``engine``, ``p50_ms`` and ``golden`` (a ``Golden`` as a dict, or None); where the bundle or
        the engine cannot be used, ``problem`` and ``remedy`` instead.
    """
    try:
        bundle = Bundle.load(folder)
        if bundle.manifest.input.preparation is not None:
            require_packages(bundle.manifest.input.preparation)
        engine = open_engine(kind, bundle)
        golden = compare_golden(bundle, kind, engine)
        return {
            "engine": engine.name,
            "p50_ms": _p50_ms(engine, bundle),
            "golden": golden and asdict(golden),
        }
    except BundleError as error:
        return {"problem": error.problem, "remedy": error.remedy}


def _p50_ms(engine: Engine, bundle: Bundle) -> float:
    """Return the median time of one ECG, model alone, one thread."""
    spec = bundle.manifest.input
    shape = (1, len(spec.leads), 1, spec.samples)
    ecg = np.random.default_rng(0).normal(0, 0.2, shape).astype(np.float32)
    elapsed = []
    for _ in range(WARM_RUNS + RUNS):
        began = time.perf_counter()
        engine.run(ecg)
        elapsed.append((time.perf_counter() - began) * 1000)
    return float(np.median(elapsed[WARM_RUNS:]))


if __name__ == "__main__":
    sys.stdout.write(json.dumps(examine(*sys.argv[1:])) + "\n")
