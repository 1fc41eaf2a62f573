"""A process that crashes, hangs or talks nonsense becomes a sentence."""

import subprocess
import sys

import pytest

from echo2ecg_edge.errors import EngineError
from echo2ecg_edge.selftest.process import ILLEGAL_INSTRUCTION, _end, ask


def python(code: str, limit_s: float = 60.0) -> object:
    words = [sys.executable, "-I", "-S", "-c", code]
    return ask(words, "The engine", "Use another.", limit_s).document


def test_the_last_line_is_the_answer() -> None:
    answer = ask(
        [sys.executable, "-I", "-S", "-c", "print('a remark\\n{\"a\": 1}')"], "The engine", "", 60
    )
    assert answer.document == {"a": 1}
    assert answer.elapsed_ms > 0


@pytest.mark.skipif(sys.platform == "win32", reason="no POSIX signals")
@pytest.mark.parametrize(
    ("signal", "says"),
    [("SIGILL", "illegal instruction"), ("SIGSEGV", "SIGSEGV"), ("SIGKILL", "SIGKILL")],
)
def test_a_crash_is_told(signal: str, says: str) -> None:
    # Not even an answer that came before it helps.
    code = f"print('{{}}', flush=True); import os, signal; os.kill(os.getpid(), signal.{signal})"
    with pytest.raises(EngineError, match=rf"^The engine crashed .*{says}.*\. Use another\.$"):
        python(code)


def test_an_illegal_instruction_on_windows() -> None:
    done = subprocess.CompletedProcess([], ILLEGAL_INSTRUCTION[1], "", "")
    assert _end(done) == "crashed on this processor (illegal instruction)"


def test_a_process_that_hangs() -> None:
    with pytest.raises(EngineError, match=r"did not answer within 0\.5 s"):
        python("import time; time.sleep(60)", limit_s=0.5)


@pytest.mark.parametrize("code", ["", "print()", "print('hello')", "print('[1]')"])
def test_no_answer(code: str) -> None:
    with pytest.raises(EngineError, match="exit code 0 and no answer"):
        python(code)


def test_the_last_words_are_passed_on() -> None:
    with pytest.raises(EngineError, match=r"exit code 1 and no answer \(no licence\)"):
        python("import sys; sys.exit('warning\\nno licence.')")


def test_no_such_program() -> None:
    with pytest.raises(EngineError, match="could not be started"):
        ask(["/nowhere/python"], "The engine", "Use another.")
