"""What a finished cohort holds, in one line or as JSON."""

from typing import Any

import numpy as np

from train.cohort.labels import LABELS
from train.store.disk import in_words
from train.store.reader import StoredCohort


def summary(stored: StoredCohort) -> dict[str, Any]:
    """Return folder, patients, bytes and the prevalence of every label."""
    table = stored.phenotypes((*LABELS, "anchored"))
    files = (path for path in stored.folder.rglob("*") if path.is_file())
    return {
        "folder": str(stored.folder),
        "patients": len(stored),
        "anchored": int(np.sum(table.column("anchored").to_numpy())),
        "bytes": sum(path.stat().st_size for path in files),
        "prevalence_simulated": {
            name: round(float(np.mean(table.column(name).to_numpy())), 4) for name in LABELS
        },
    }


def as_line(said: dict[str, Any]) -> str:
    """Return the summary as one line."""
    shares = ", ".join(f"{k} {100 * v:.1f}" for k, v in said["prevalence_simulated"].items())
    real = said["anchored"]
    kinds = f"{said['patients'] - real} simulated patients"
    if real:
        kinds += f" and {real} real ECGs with simulated echos"
    return (
        f"{said['folder']}: {kinds}, "
        f"{in_words(said['bytes'])}; prevalence in % (simulated): {shares}"
    )
