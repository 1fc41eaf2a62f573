"""Pack: a bundle that is ready takes the old one's place at once."""

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from echo2ecg_edge.readers import write_csv
from export.example import example_recording

GALLERY: Final = "gallery.npz"
OPTIONAL: Final = (GALLERY, "reference.npz", "tables.json", "population.npz")
"""What a run may have written for its bundle."""
CARD: Final = "CARD.md"
MODEL_ENDINGS: Final = (".onnx", ".tflite")
LARGEST_BYTES: Final = 3_000_000
"""ONNX, TFLite and gallery together: what a board downloads over a bad line."""


def from_run(run: Path) -> list[Path]:
    """Return the files of a run that go into the bundle as they are."""
    return [run / name for name in OPTIONAL if (run / name).is_file()]


def size_faults(files: Sequence[Path]) -> list[str]:
    """Say that models and gallery are too large together; nothing where they are not."""
    counted = [path for path in files if path.suffix in MODEL_ENDINGS or path.name == GALLERY]
    size = sum(path.stat().st_size for path in counted)
    if size <= LARGEST_BYTES:
        return []
    names = ", ".join(path.name for path in counted)
    return [f"{names} take {size:,} bytes together, more than {LARGEST_BYTES:,}"]


def publish(ready: Path, bundle: Path, card: str) -> None:
    """Copy a checked folder beside the old bundle, with card and example, and swap.

    An interrupted export leaves the old bundle whole.
    """
    fresh = bundle.with_name(f".{bundle.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    bundle.parent.mkdir(parents=True, exist_ok=True)
    shutil.copytree(ready, fresh)
    (fresh / CARD).write_text(card, "utf-8")
    write_csv(example_recording(), fresh / "example.csv")
    shutil.rmtree(bundle, ignore_errors=True)
    fresh.rename(bundle)
