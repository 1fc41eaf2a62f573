"""What was saved, imported or found, as text."""

import textwrap
from typing import Final

from echo2ecg_edge.model.manifest import Manifest
from echo2ecg_edge.report.words import DISCLAIMER, plain
from echo2ecg_edge.store.archive import Saved
from echo2ecg_edge.store.bring import Imported
from echo2ecg_edge.store.shelf import Shelf, Shelved

WIDTH: Final = 80


def saved_text(saved: Saved) -> str:
    """Return what to tell the person who carries the file."""
    return "\n".join(
        [
            *_wrap(f"Wrote {saved.path} ({_size(saved.bytes)})."),
            f"SHA-256: {saved.sha256}",
            *_wrap(f"Licence: {saved.licence}"),
            *_wrap("Whoever imports it is shown the SHA-256 of the copy: compare the two."),
        ]
    )


def imported_text(imported: Imported) -> str:
    """Return what was imported, what it knows, and that nothing screens with it yet."""
    manifest = imported.manifest
    return "\n".join(
        [
            *_wrap(f"Imported {manifest.name} {manifest.version}. {_place(imported)}"),
            f"SHA-256: {imported.sha256}",
            *_wrap(f"Licence: {manifest.licence}"),
            *_wrap(f"Labels: {labels(manifest)}"),
            *_wrap(f"Status: {manifest.status}"),
            *_wrap(f"Verified, and run by: {'; '.join(imported.engines)}."),
            *_wrap(_next(imported)),
            DISCLAIMER,
        ]
    )


def used_text(manifest: Manifest) -> str:
    """Return which bundle screens from now on, and what it is worth."""
    return "\n".join(
        [
            *_wrap(f"In use from now on: {manifest.name} {manifest.version}."),
            *_wrap(f"Labels: {labels(manifest)}"),
            *_wrap(f"Status: {manifest.status}"),
            DISCLAIMER,
        ]
    )


def shelf_text(shelf: Shelf) -> str:
    """Return all bundles, a paragraph each."""
    lines = [line for bundle in shelf.bundles for line in (*_paragraph(bundle), "")]
    return "\n".join([*lines, *_wrap(shelf.problem or ""), DISCLAIMER])


def labels(manifest: Manifest) -> str:
    """Say how many labels there are and what they were learned from."""
    if not manifest.labels:
        return (
            "none. It is an encoder: it cannot screen until labels are added "
            "(python -m train probe)."
        )
    sources = dict.fromkeys(label.knowledge for label in manifest.labels)
    count = len(manifest.labels)
    titles = f", {manifest.labels[0].title}," if count == 1 else "s,"
    return f"{count} label{titles} learned from {' and '.join(sources)}."


def _paragraph(bundle: Shelved) -> list[str]:
    marks = f"{bundle.source}, {_size(bundle.bytes)}{', in use' if bundle.is_in_use else ''}"
    manifest = bundle.manifest
    if manifest is None:
        return [
            *_wrap(f"{bundle.name}: damaged ({marks})"),
            *_wrap(bundle.problem or "", "  "),
        ]
    return [
        *_wrap(f"{bundle.name} {manifest.version} ({marks})"),
        *_wrap(f"Labels: {labels(manifest)}", "  "),
        *_wrap(f"Licence: {manifest.licence}", "  "),
    ]


def _place(imported: Imported) -> str:
    if imported.replaced is None:
        return "There was none of this name before."
    if imported.replaced == "?":
        return "It replaced a damaged one of this name."
    return f"It replaced version {imported.replaced}."


def _next(imported: Imported) -> str:
    name = imported.manifest.name
    if imported.is_in_use:
        return "It is in use: the bundle of this name was chosen before."
    if not imported.manifest.labels:
        return "It is not in use."
    return f"It is not in use until: echo2ecg-edge model use {name}"


def _size(count: int) -> str:
    return f"{count / 1e6:.1f} MB"


def _wrap(text: str, indent: str = "") -> list[str]:
    return textwrap.wrap(plain(text), WIDTH, initial_indent=indent, subsequent_indent=f"{indent}  ")
