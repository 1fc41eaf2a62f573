"""The part that may crash: a strange model in a process of its own, answering one silent ECG."""

import json
import sys

import numpy as np

from echo2ecg_edge.errors import BundleError
from echo2ecg_edge.model.bundle import Bundle
from echo2ecg_edge.model.companions import Companions
from echo2ecg_edge.model.engines import open_engine
from echo2ecg_edge.model.outputs import check_outputs
from echo2ecg_edge.signal.preparation import require_packages


def answer(folder: str, kind: str) -> dict[str, str]:
    """Open everything that screening opens, and run the model on an ECG of zeros.

    Args:
        folder: The bundle's.
        kind: A key of ``ENGINES``.

    Returns:
        ``engine``; where the bundle cannot be used, ``problem`` and ``remedy`` instead.
    """
    try:
        bundle = Bundle.load(folder)
        Companions.of(bundle)
        engine = open_engine(kind, bundle)
        spec = bundle.manifest.input
        if spec.preparation is not None:
            require_packages(spec.preparation)
        ecg = np.zeros((1, len(spec.leads), 1, spec.samples), np.float32)
        check_outputs(engine.run(ecg), bundle.manifest, len(ecg))
    except BundleError as error:
        return {"problem": error.problem, "remedy": error.remedy}
    return {"engine": engine.name}


def main(folder: str, kind: str) -> None:
    """Write the answer as a line of JSON."""
    sys.stdout.write(json.dumps(answer(folder, kind)) + "\n")
