"""Bundles as one file, and files that only look like it."""

import hashlib
import io
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile, ZipInfo

from echo2ecg_edge.model.bundle import Bundle
from echo2ecg_edge.model.manifest import Manifest
from echo2ecg_edge.store import checksums
from echo2ecg_edge.store.archive import save
from tests.tiny_bundle import EMBEDDING, manifest, onnx_model, weights, write_bundle

ONNX = "model.int8.onnx"
NAME = "mine"


def tiny_named(folder: Path, name: str, version: str = "1.0") -> Path:
    content = replace(manifest(), name=name, version=version)
    write_bundle(folder, content, {ONNX: onnx_model(weights())})
    (folder / "CARD.md").write_text("A card.", "utf-8")
    return folder


def encoder_manifest() -> Manifest:
    """Of a bundle that gives embeddings and has no labels."""
    plain = manifest()
    sizes = replace(plain.outputs, logits=0, log_variance=0, embedding=EMBEDDING)
    return replace(
        plain, name=NAME, version="3.0", outputs=sizes, labels=(), uncertainty=None, evidence=()
    )


def write_encoder(folder: Path) -> Path:
    model = onnx_model(weights(), outputs=("embedding",))
    return write_bundle(folder, encoder_manifest(), {ONNX: model})


def edge_file(folder: Path, version: str = "1.0", name: str = NAME) -> Path:
    """Save a tiny bundle of this name and version; returns its file."""
    return save_folder(tiny_named(folder / "bundle", name, version), folder)


def save_folder(bundle: Path, where: Path) -> Path:
    return save(Bundle.load(bundle), where).path


def files_of(path: Path) -> dict[str, bytes]:
    """The files in an archive, its checksums left out."""
    with ZipFile(path) as archive:
        names = archive.namelist()
        return {name: archive.read(name) for name in names if name != checksums.FILE}


def sealed(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files with checksums that are right."""
    sums = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    return {**files, checksums.FILE: checksums.to_text(sums).encode()}


def zipped(files: Mapping[str, bytes], **about: int) -> bytes:
    """A zip of these files as they are; ``about`` sets fields of every entry."""
    stream = io.BytesIO()
    with ZipFile(stream, "w") as archive:
        for name, content in files.items():
            entry = ZipInfo(name)
            for field, value in about.items():
                setattr(entry, field, value)
            archive.writestr(entry, content)
    return stream.getvalue()


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, by its path; the lock left out."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "lock"
    }
