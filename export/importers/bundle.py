"""Import: a checked model -> converted, compared with torch, and packed as a bundle."""

import json
import re
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from echo2ecg_edge.errors import BundleError, CallError
from echo2ecg_edge.model.bundle import MANIFEST_FILE, Bundle
from echo2ecg_edge.model.head import HEAD_FILE
from echo2ecg_edge.model.tables import TABLES_FILE
from export.golden import GOLDEN
from export.importers.card import import_card
from export.importers.ecgs import import_ecgs
from export.importers.golden import write_import_golden
from export.importers.imported import Imported, Labelled
from export.importers.manifest import import_manifest
from export.importers.origin import Origin
from export.importers.precision import Choice, choose_all
from export.models import Precision
from export.pack import publish
from train.pack import write_folder

NAME = "[a-z0-9][a-z0-9._-]*"
"""As the manifest wants it."""


def check_folder(bundle: Path, origin: Origin) -> None:
    """Refuse a folder that cannot become a bundle, before anything long is begun.

    Args:
        bundle: The folder.
        origin: Of the model; an earlier import of the same may be replaced.

    Raises:
        CallError: Its name is no bundle's, or it holds something else.
    """
    name = bundle.resolve().name
    if not re.fullmatch(NAME, name):
        raise CallError(
            f"A bundle cannot be called {name!r}.",
            "Use small letters, digits, dots and dashes in the last part of --bundle.",
        )
    if bundle.exists() and not _is_replaceable(bundle, origin):
        raise CallError(
            f"{bundle} is there already and is not an earlier import of {origin.title}; nothing in "
            "it was touched.",
            "Give a new folder: --bundle.",
        )


def import_bundle(
    model: Imported, bundle: Path, ecgs: Path | None, asked: Precision | None, version: str
) -> tuple[Choice, ...]:
    """Turn a model into a bundle folder; an older bundle there is replaced at the end.

    Args:
        model: Read and checked.
        bundle: The folder to write; its name is the bundle's name.
        ecgs: A folder of real ECGs; None for simulated ones.
        asked: The precision; None for the smallest that agrees with torch.
        version: Of the bundle.

    Returns:
        What each engine runs.

    Raises:
        CallError: The folders cannot be used.
        BundleError: No converted model agrees with torch; nothing is written.
    """
    check_folder(bundle, model.origin)
    inputs = import_ecgs(ecgs, model.preparation, model.conversion.ecgs)
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        choices = choose_all(model, inputs, work, asked)
        files = [one.path for one in choices] + _companions(model, choices, work)
        manifest = import_manifest(model, choices, files, bundle.resolve().name, version)
        write_folder(work / "bundle", manifest, files)
        publish(work / "bundle", bundle, import_card(manifest, model, choices))
    return choices


def _companions(model: Imported, choices: Sequence[Choice], work: Path) -> list[Path]:
    golden = work / GOLDEN
    write_import_golden(golden, model, choices)
    return [golden] if model.labelled is None else [golden, *_of_head(model.labelled, work)]


def _of_head(labelled: Labelled, work: Path) -> tuple[Path, Path]:
    head, tables = work / HEAD_FILE, work / TABLES_FILE
    np.savez(head, weight=labelled.head.weight, bias=labelled.head.bias)
    tables.write_text(json.dumps(labelled.tables, indent=1), "utf-8")
    return head, tables


def _is_replaceable(bundle: Path, origin: Origin) -> bool:
    if not bundle.is_dir():
        return False
    if not (bundle / MANIFEST_FILE).is_file():
        return not any(bundle.iterdir())
    try:
        known = Bundle.load(bundle).manifest.provenance
    except BundleError:
        return False
    return str(known.get("origin", "")).startswith(f"{origin.title}:")
