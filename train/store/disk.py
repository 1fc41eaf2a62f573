"""How much a cohort takes on disk, known before the first patient is drawn."""

import shutil
from pathlib import Path
from typing import Final

from echo2ecg_edge.errors import CallError
from train.store.layout import SHARD_PATIENTS, finished
from train.store.plan import Plan

PHENOTYPE_BYTES: Final = 500
"""Per patient, compressed: about 200 are measures, the rest is mostly the report."""
CLIPS_PER_PATIENT: Final = 7
"""Mean size of a study."""
SPARE: Final = 1.1


def bytes_per_patient(plan: Plan) -> int:
    """Estimate what one patient takes."""
    size = 12 * plan.spec.samples * 2 + PHENOTYPE_BYTES
    if plan.echo:
        from train.cohort.echo import FRAMES, PIXELS

        size += CLIPS_PER_PATIENT * FRAMES * PIXELS * PIXELS
    return size


def bytes_to_come(folder: Path, plan: Plan) -> int:
    """Estimate what the shards take that are not there yet."""
    there = len(finished(folder, plan.patients)) * SHARD_PATIENTS
    return bytes_per_patient(plan) * max(plan.patients - there, 0)


def refuse_full_disk(folder: Path, plan: Plan) -> None:
    """Check that the disk has room for what is to come, and a tenth more.

    Raises:
        CallError: It has not.
    """
    needed, free = bytes_to_come(folder, plan) * SPARE, shutil.disk_usage(folder).free
    if needed > free:
        raise CallError(
            f"The cohort needs {in_words(needed)} and the disk of {folder} has "
            f"{in_words(free)} left.",
            "Ask for fewer patients, leave the clips out, or choose another disk.",
        )


def in_words(size: float) -> str:
    """Return a size as a person reads it."""
    return f"{size / 1e9:.1f} GB" if size >= 1e9 else f"{size / 1e6:.1f} MB"
