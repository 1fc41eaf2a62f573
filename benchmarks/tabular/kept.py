"""What neurokit2 measured, kept on disk: minutes of work that never change for one version."""

import logging
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from benchmarks.tabular.ecgs import Ecgs
from benchmarks.tabular.theirs import NOTHING, VALUES, measure_one
from benchmarks.tabular.worker import answers
from echo2ecg_edge.errors import CallError
from echo2ecg_edge.leads import LEADS

log = logging.getLogger(__name__)
LEAD: Final = LEADS.index("II")
LIMIT_S: Final = 20.0
"""Time for one ECG; most take a twentieth of a second."""


def neurokit_version() -> str:
    """Return its version.

    Raises:
        CallError: It is not installed.
    """
    try:
        return version("neurokit2")
    except PackageNotFoundError as error:
        raise CallError(
            "The comparison needs neurokit2, which is not installed.",
            "Install it: pip install 'echo2ecg-edge[measure]'",
        ) from error


def neurokit_values(ecgs: Ecgs, method: str, work: Path) -> NDArray[np.float64]:
    """Measure every ECG with neurokit2, or read what an earlier run measured.

    Args:
        ecgs: The ECGs.
        method: One of METHODS.
        work: Folder in which the values are kept.

    Returns:
        Shape (n, len(VALUES)), NaN where it fails or takes too long.

    Raises:
        CallError: neurokit2 is not installed.
    """
    path = work / f"neurokit2-{neurokit_version()}-{method}-{ecgs.key}-{len(ecgs)}.npy"
    if path.is_file():
        return np.asarray(np.load(path), np.float64)
    log.info("neurokit2 (%s) on %s", method, ecgs.name)
    tasks = ((signal_mv[LEAD], ecgs.rate_hz, method) for signal_mv in ecgs.signals_mv)
    found = list(answers(measure_one, tasks, NOTHING, LIMIT_S, "neurokit2"))
    values = np.array(found, np.float64).reshape(-1, len(VALUES))
    work.mkdir(parents=True, exist_ok=True)
    np.save(path, values)
    return values
