"""Pack: the files of a bundle, stamped, in a folder that takes the old one's place at once."""

import hashlib
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from echo2ecg_edge.model import manifest as m
from echo2ecg_edge.model.bundle import MANIFEST_FILE
from echo2ecg_edge.readers import write_csv
from export.example import example_recording

GALLERY: Final = "gallery.npz"
OPTIONAL: Final = (GALLERY, "reference.npz", "tables.json")
"""What a run may have written for its bundle."""
CARD: Final = "CARD.md"
MODEL_ENDINGS: Final = (".onnx", ".tflite")
LARGEST_BYTES: Final = 3_000_000
"""ONNX, TFLite and gallery together: what a board downloads over a bad line."""


def stamp(path: Path) -> m.FileStamp:
    """Return checksum and size of a file."""
    content = path.read_bytes()
    return m.FileStamp(hashlib.sha256(content).hexdigest(), len(content))


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


def write_folder(folder: Path, manifest: m.Manifest, files: Sequence[Path]) -> None:
    """Write manifest and files into an emptied folder."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for path in files:
        shutil.copyfile(path, folder / path.name)
    (folder / MANIFEST_FILE).write_text(m.to_json(manifest), "utf-8")


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
