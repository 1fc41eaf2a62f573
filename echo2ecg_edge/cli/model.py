"""``echo2ecg-edge model``: bundles as one file that travels; which are here, and which screens."""

import json
import os
from pathlib import Path
from typing import Any

import click

from echo2ecg_edge.cli.options import json_option
from echo2ecg_edge.errors import CallError
from echo2ecg_edge.model.bundle import DEFAULT_BUNDLE, Bundle

# The store is imported inside the commands, because no other command shall wait for it.


@click.group()
def model() -> None:
    """List the models that are here, bring one in as a file, choose one, save or remove one."""


@model.command("list")
@json_option
def list_models(as_json: bool) -> None:
    """List what is here, and which one is in use.

    Every file is verified. A bundle came with the package or was imported.
    """
    from echo2ecg_edge.store.documents import shelf_document
    from echo2ecg_edge.store.shelf import shelf
    from echo2ecg_edge.store.words import shelf_text

    found = shelf()
    click.echo(_json(shelf_document(found)) if as_json else shelf_text(found))


@model.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--sha256", metavar="HEX", help="Import only a file that has this SHA-256.")
@json_option
def import_model(file: Path, sha256: str | None, as_json: bool) -> None:
    """Import a bundle that travelled as FILE.

    Every byte is verified and the model is run once; until then, a bundle of the same name stays.
    Where that one is in use, the new one screens from then on; otherwise nothing screens with it
    until it is chosen: echo2ecg-edge model use NAME.
    """
    from echo2ecg_edge.store.bring import bring
    from echo2ecg_edge.store.documents import imported_document
    from echo2ecg_edge.store.words import imported_text

    imported = bring(file, sha256)
    click.echo(_json(imported_document(imported)) if as_json else imported_text(imported))


@model.command("use")
@click.argument("name")
def use_model(name: str) -> None:
    """Screen with the bundle NAME from now on."""
    from echo2ecg_edge.store.change import use
    from echo2ecg_edge.store.words import used_text

    click.echo(used_text(use(name)))


@model.command("remove")
@click.argument("name")
def remove_model(name: str) -> None:
    """Delete the imported bundle NAME."""
    from echo2ecg_edge.store.change import remove

    was_in_use = remove(name)
    click.echo(f"Removed {name}." + was_in_use * f" In use from now on: {DEFAULT_BUNDLE}.")


@model.command("save")
@click.argument("bundle", metavar="NAME|FOLDER")
@click.argument("file", required=False)
@click.option("--force", is_flag=True, help="Replace a file that is already there.")
@json_option
def save_model(bundle: str, file: str | None, force: bool, as_json: bool) -> None:
    """Write a bundle as one file, to import elsewhere.

    FILE may be a folder; without it, NAME-VERSION.edge is written into the current folder.
    """
    if file is not None and file.endswith(("/", os.sep)) and not Path(file).is_dir():
        raise CallError(f"There is no folder {file!r}.", "Is the stick there? Give its folder.")
    from echo2ecg_edge.store.archive import save
    from echo2ecg_edge.store.documents import saved_document
    from echo2ecg_edge.store.words import saved_text

    where = None if file is None else Path(file)
    saved = save(Bundle.load(bundle), where, force=force)
    click.echo(_json(saved_document(saved)) if as_json else saved_text(saved))


def _json(document: dict[str, Any]) -> str:
    return json.dumps(document, indent=2, ensure_ascii=False)
