"""Texts made to exhaust a reader: each is refused, by a process that may not grow."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

from echo2ecg_edge.leads import LEADS

MIB: Final = 2**20
MOST_BYTES: Final = 300 * MIB
HEAD: Final = (",".join(LEADS) + "\n").encode()
ROW: Final = b"0.1," * 11 + b"0.1\n"

BOMBS: Final[dict[str, Callable[[], bytes]]] = {
    "one line of 64 MiB": lambda: b"1," * (32 * MIB),
    "one line of 15 MiB": lambda: b"1 " * (15 * MIB // 2),
    "a line of 14 MiB below others": lambda: HEAD + ROW + b"1," * (7 * MIB),
    "a lead of 14 MiB": lambda: b"I," + b"1," * (7 * MIB),
    "long lines of numbers": lambda: (b"1," * 200_000 + b"x\n") * 35,
    "a million columns": lambda: b",".join(b"c%d" % at for at in range(10**6)) + b"\n",
    "many names in many lines": lambda: (b"I ," * 9000 + b"x\n") * 79,
    "ten million empty lines": lambda: b"\n" * 10**7,
    "empty lines before an error": lambda: HEAD + ROW + b"\n" * 10**7 + b"1,2\n",
    "NUL bytes": lambda: HEAD + ROW + bytes(10**7),
    "a number of ten million digits": lambda: HEAD + b"1" * 10**7 + b",2\n",
    "a number of 900,000 digits": lambda: HEAD + ROW + b"0.1," * 11 + b"1" * 900_000 + b"\n",
    "spaces in a remark": lambda: b"a" + b" " * 900_000 + b"b\n" + HEAD + ROW + b"1,2\n",
    "spaces in a name": lambda: b"I,II,a" + b" " * 19_000 + b"b\n1,2,3\n1,x\n",
    "quotes": lambda: HEAD + ROW + b'"' * 900_000,
    "wide letters before an error": lambda: (
        "\U0001f600\n".encode() + HEAD + ROW * 200_000 + b"1,2\n"
    ),
}
CHILD: Final = f"""
import resource
resource.setrlimit(resource.RLIMIT_DATA, ({MOST_BYTES}, {MOST_BYTES}))
import pathlib, sys
from echo2ecg_edge.errors import InputError
from echo2ecg_edge.readers import read_ecg
from tests.readers.test_csv_bombs import BOMBS
path = pathlib.Path(sys.argv[1])
for name, bomb in BOMBS.items():
    path.write_bytes(bomb())
    try:
        read_ecg(path, rate_hz=500, units="mV")
    except InputError:
        print(name)
"""


def test_every_bomb_is_refused_by_a_process_that_may_not_grow(tmp_path: Path):
    done = subprocess.run(
        [sys.executable, "-c", CHILD, str(tmp_path / "bomb.csv")],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        cwd=Path(__file__).resolve().parents[2],
        env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},
        timeout=60,
    )
    assert done.stdout.splitlines() == list(BOMBS)
