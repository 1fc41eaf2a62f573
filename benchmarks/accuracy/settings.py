"""Settings: what is measured, on which data, with how many resamples."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

RESAMPLES: Final = 1000
STRAINED: Final = 1000
"""ECGs of each kind that noise is added to."""
FEWER_LEADS: Final = 4000
"""Simulated ECGs that leads are taken from."""
NONSENSE: Final = 500
"""Real ECGs that nonsense is made from."""
CLASSICAL_TRAINING: Final = 8000
"""Simulated patients that the model on classical features learns from."""


@dataclass(frozen=True, slots=True)
class Bench:
    """One measurement; a folder that is None is not there, and its sections say so.

    Attributes:
        bundle: Name or folder; None for the default bundle.
        engine: ``onnx`` or ``tflite``.
        pairs: Pairs with simulated test patients, and real ECGs where ``ptbxl`` is None.
        ptbxl: PTB-XL, official or packed; fold 10 is tested where it is there, else fold 9.
        external: The 189 ECGs of several hospitals.
        phones: The phone ECGs of CinC 2011.
        run: The run behind the bundle, for float32.
        teacher: The run of the encoder that taught it.
        classical: Whether to fit the model on classical features; takes minutes.
        work: Where classical features are kept.
        resamples: Of the bootstrap over patients.
        limit: Use only so many test ECGs of each kind, for a look; None for all.
    """

    bundle: str
    engine: str
    pairs: Path | None
    ptbxl: Path | None
    external: Path | None
    phones: Path | None
    run: Path | None
    teacher: Path | None
    classical: bool
    work: Path
    resamples: int = RESAMPLES
    limit: int | None = None
