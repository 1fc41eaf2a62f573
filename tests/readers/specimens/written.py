"""What the generated documents share: whole microvolts, and a text in a file."""

from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from tests.synthetic import twelve_leads

RATE: Final = 500


def microvolts(seconds: float, step: float = 1) -> NDArray[np.int64]:
    """Whole counts of ``step`` microvolts, shape (12, samples)."""
    return np.rint(twelve_leads(RATE, seconds) * 1000 / step).astype(np.int64)


def written(path: Path, text: str) -> Path:
    """Write a text and return where it is."""
    path.write_text(text, "utf-8")
    return path
