"""Pack: the files of a bundle, stamped, in a folder."""

import hashlib
import shutil
from collections.abc import Sequence
from pathlib import Path

from echo2ecg_edge.model import manifest as m
from echo2ecg_edge.model.bundle import MANIFEST_FILE


def stamp(path: Path) -> m.FileStamp:
    """Return checksum and size of a file."""
    content = path.read_bytes()
    return m.FileStamp(hashlib.sha256(content).hexdigest(), len(content))


def write_folder(folder: Path, manifest: m.Manifest, files: Sequence[Path]) -> None:
    """Write manifest and files into an emptied folder."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for path in files:
        shutil.copyfile(path, folder / path.name)
    (folder / MANIFEST_FILE).write_text(m.to_json(manifest), "utf-8")
