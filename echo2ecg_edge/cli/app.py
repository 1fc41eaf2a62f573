"""The command group, and the one place where errors become sentences and exit codes."""

import contextlib
import io
import os
import sys
from collections.abc import Sequence
from typing import Final

import click

from echo2ecg_edge._version import __version__
from echo2ecg_edge.cli.bundle import bundle
from echo2ecg_edge.cli.convert import convert
from echo2ecg_edge.cli.exits import HELP, ExitCode
from echo2ecg_edge.cli.inspect import inspect
from echo2ecg_edge.cli.model import model
from echo2ecg_edge.cli.policy import policy
from echo2ecg_edge.cli.screen import screen
from echo2ecg_edge.cli.selftest import selftest
from echo2ecg_edge.errors import EdgeError

PROGRAM: Final = "echo2ecg-edge"
DEBUG_SWITCH: Final = "ECHO2ECG_EDGE_DEBUG"
"""Environment variable: 1 shows the traceback of an unexpected error."""

_PIPE_CLOSED: Final = 141
"""As a shell reports a program that SIGPIPE ended: 128 + 13."""


@click.group(context_settings={"help_option_names": ["-h", "--help"]}, epilog=HELP)
@click.version_option(__version__, prog_name=PROGRAM)
def app() -> None:
    """Screen 12-lead ECGs for signs of structural heart disease, offline, on this machine."""


app.add_command(screen)
app.add_command(inspect)
app.add_command(convert)
app.add_command(bundle)
app.add_command(model)
app.add_command(policy)
app.add_command(selftest)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code; no error leaves as a traceback.

    Args:
        arguments: Words after the program's name; None for those of the process.
    """
    _write_any_name()
    try:
        return app.main(arguments, prog_name=PROGRAM, standalone_mode=False) or ExitCode.DONE
    except click.Abort:
        return ExitCode.INTERRUPTED
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except EdgeError as error:
        return _say(str(error), error.exit_code)
    except SystemExit:  # of click, which saw that the reader of a pipe has gone
        return _PIPE_CLOSED
    except OSError as error:
        _drop_output()
        return _say(_not_written(error), ExitCode.STORAGE)
    except Exception as error:  # the last resort: a sentence, not a traceback
        if os.environ.get(DEBUG_SWITCH) == "1":
            raise
        return _say(_unexpected(error), ExitCode.UNEXPECTED)


def _write_any_name() -> None:
    """Let a file name that the terminal's encoding lacks be printed escaped instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _drop_output() -> None:
    """Let what could not be written go nowhere, or Python would fail once more on its way out."""
    with contextlib.suppress(OSError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _not_written(error: OSError) -> str:
    return (
        f"Reading or writing failed: {error.strerror or error}. "
        "Free some space, or check the disk that the output goes to."
    )


def _say(sentence: str, code: int) -> int:
    click.echo(f"Error: {sentence}", err=True)
    return code


def _unexpected(error: Exception) -> str:
    return (
        f"Something unexpected went wrong ({type(error).__name__}). Please report it with the "
        f"command you typed and the output of the same command with {DEBUG_SWITCH}=1 set before it."
    )
