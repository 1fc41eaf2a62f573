"""``echo2ecg-edge policy``: where this site refers, and what to expect of that."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from echo2ecg_edge.cli.asking import agree, yes_option
from echo2ecg_edge.cli.options import bundle_option, json_option
from echo2ecg_edge.cli.policy_local import estimate, recalibrate
from echo2ecg_edge.cli.policy_options import policy_options
from echo2ecg_edge.policy import Policy

if TYPE_CHECKING:
    from echo2ecg_edge.policy.outlook import Outlook

FILE = click.Path(path_type=Path)

# The policy's room is imported inside the commands, because no other command shall wait for it.


@click.group()
def policy() -> None:
    """Show, write, check or choose where this site refers, and what that will do here."""


@policy.command()
@click.argument("file", type=FILE, required=False)
@bundle_option
@json_option
def show(file: Path | None, bundle_name: str | None, as_json: bool) -> None:
    """Print the policy in use, or that of FILE.

    Which labels count, where each refers, how common it is here, and what to expect of that.
    """
    from echo2ecg_edge.policy.outlook import outlook_of_file, outlook_of_kept

    found = outlook_of_kept(bundle_name) if file is None else outlook_of_file(file, bundle_name)
    _print(found, as_json)


@policy.command()
@click.argument("file", type=FILE)
@bundle_option
def check(file: Path, bundle_name: str | None) -> None:
    """Say whether FILE can be used.

    If it cannot: which line is wrong, and what to write there.
    """
    from echo2ecg_edge.policy.outlook import outlook_of_file

    manifest = outlook_of_file(file, bundle_name).manifest
    click.echo(f"{file} can be used with {manifest.name} {manifest.version}.")


@policy.command()
@click.argument("file", type=FILE)
@policy_options
@bundle_option
@click.option("--force", is_flag=True, help="Replace a file that is already there.")
@yes_option
def new(file: Path, bundle_name: str | None, force: bool, yes: bool, **decided: Any) -> None:
    """Write a policy to FILE.

    What to expect of it is shown first. Without further options it is the model's own choice, to be
    edited by hand.
    """
    from echo2ecg_edge.policy.outlook import outlook_of_text
    from echo2ecg_edge.policy.write import as_toml, refuse_taken, write_toml

    refuse_taken(file, force=force)
    text = as_toml(Policy(**decided))
    _print(outlook_of_text(text, file, bundle_name), as_json=False)
    agree(f"Write {file}?", yes=yes)
    write_toml(text, file, force=force)
    click.echo(f"Wrote {file}. To screen with it from now on: echo2ecg-edge policy use {file}")


@policy.command()
@click.argument("file", type=FILE)
@bundle_option
@yes_option
def use(file: Path, bundle_name: str | None, yes: bool) -> None:
    """Screen with the policy in FILE from now on, after showing what to expect of it."""
    from echo2ecg_edge.policy.chosen import keep
    from echo2ecg_edge.policy.outlook import outlook_of_text
    from echo2ecg_edge.policy.toml import read_text

    text = read_text(file)  # once: what is kept is what was shown, whatever becomes of the file
    _print(outlook_of_text(text, file, bundle_name), as_json=False)
    agree("Screen with this policy from now on?", yes=yes)
    click.echo(f"This policy is in use from now on; it is kept in {keep(text.encode())}.")


@policy.command()
def reset() -> None:
    """Go back to the model's own thresholds.

    A recalibration stays; to undo that: echo2ecg-edge policy recalibrate --undo.
    """
    from echo2ecg_edge.policy.chosen import forget

    was_kept = forget()
    click.echo(
        "The model's own thresholds are in use from now on."
        if was_kept
        else "No policy was in use; the model's own thresholds are."
    )


policy.add_command(estimate)
policy.add_command(recalibrate)


def _print(outlook: "Outlook", as_json: bool) -> None:
    from echo2ecg_edge.report.policy import policy_text
    from echo2ecg_edge.report.policy_json import policy_json

    click.echo(policy_json(outlook) if as_json else policy_text(outlook))
