"""Ask a process of its own, and say in a sentence how it died if it did."""

import json
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from echo2ecg_edge.errors import EngineError
from echo2ecg_edge.report.words import plain, shorten

LIMIT_S: Final = 120.0
"""A second is usual; a slow board that is busy with something else gets plenty."""

ILLEGAL_INSTRUCTION: Final = (-signal.SIGILL, 0xC000001D)
"""Exit codes of a process that met an instruction its processor lacks: POSIX, Windows."""

LONGEST_REMARK = 200


@dataclass(frozen=True, slots=True)
class Answer:
    """What a process said, and how long it took from its start to its end."""

    document: Mapping[str, Any]
    elapsed_ms: float


def ask(command: Sequence[str], what: str, remedy: str, limit_s: float = LIMIT_S) -> Answer:
    """Run a command that answers with a line of JSON.

    Args:
        command: Words of the command.
        what: Who is asked, for the sentence: "The engine onnx".
        remedy: What to do where there is no answer.
        limit_s: After this many seconds it counts as hanging, and is ended.

    Raises:
        EngineError: It crashed, hung, or gave no such answer.
    """
    began = time.perf_counter()
    try:
        done = subprocess.run(  # noqa: S603 - our own command
            command, capture_output=True, encoding="utf-8", errors="replace", timeout=limit_s
        )
    except subprocess.TimeoutExpired as error:
        raise EngineError(f"{what} did not answer within {limit_s:g} s.", remedy) from error
    except OSError as error:
        raise EngineError(f"{what} could not be started ({error.strerror}).", remedy) from error
    elapsed_ms = (time.perf_counter() - began) * 1000
    try:
        document = json.loads(done.stdout.splitlines()[-1])
    except (IndexError, ValueError) as error:
        raise EngineError(f"{what} {_end(done)}.", remedy) from error
    if done.returncode < 0 or not isinstance(document, dict):
        raise EngineError(f"{what} {_end(done)}.", remedy)
    return Answer(document, elapsed_ms)


def _end(done: subprocess.CompletedProcess[str]) -> str:
    """Say how a process ended that gave no answer."""
    if done.returncode in ILLEGAL_INSTRUCTION:
        return "crashed on this processor (illegal instruction)"
    if done.returncode < 0:
        return f"crashed (signal {_signal_name(-done.returncode)})"
    remarks = done.stderr.strip().splitlines() or ["it said nothing"]
    remark = shorten(plain(remarks[-1]), LONGEST_REMARK).rstrip(".")
    return f"ended with exit code {done.returncode} and no answer ({remark})"


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return str(number)
