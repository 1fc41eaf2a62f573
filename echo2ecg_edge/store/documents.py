"""What was saved, imported or found, for machines."""

from typing import Any

from echo2ecg_edge.model.manifest import Manifest
from echo2ecg_edge.store.archive import Saved
from echo2ecg_edge.store.bring import Imported
from echo2ecg_edge.store.shelf import Shelf, Shelved


def saved_document(saved: Saved) -> dict[str, Any]:
    """Return what was saved, for machines."""
    return {
        "file": str(saved.path),
        "sha256": saved.sha256,
        "bytes": saved.bytes,
        "licence": saved.licence,
    }


def imported_document(imported: Imported) -> dict[str, Any]:
    """Return what was imported, for machines."""
    return {
        **_facts(imported.manifest),
        "status": imported.manifest.status,
        "sha256": imported.sha256,
        "engines": list(imported.engines),
        "replaced": imported.replaced,
        "in_use": imported.is_in_use,
    }


def shelf_document(shelf: Shelf) -> dict[str, Any]:
    """Return all bundles, for machines."""
    return {"problem": shelf.problem, "bundles": [_row(bundle) for bundle in shelf.bundles]}


def _facts(manifest: Manifest) -> dict[str, Any]:
    return {
        "name": manifest.name,
        "version": manifest.version,
        "licence": manifest.licence,
        "labels": [label.key for label in manifest.labels],
        "learned_from": list(dict.fromkeys(label.knowledge for label in manifest.labels)),
    }


def _row(bundle: Shelved) -> dict[str, Any]:
    known = _facts(bundle.manifest) if bundle.manifest is not None else {"name": bundle.name}
    return {
        **known,
        "source": bundle.source,
        "in_use": bundle.is_in_use,
        "bytes": bundle.bytes,
        "problem": bundle.problem,
    }
