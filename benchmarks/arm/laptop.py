"""A laptop from before VNNI: its int8 products can overflow where an engine lets them.

It runs this very Python under emulation, so it needs no downloads.
"""

import os
import sys
import sysconfig
from pathlib import Path
from typing import Final

NAME: Final = "Laptop without VNNI (Haswell, AVX2)"
QEMU: Final = "qemu-x86_64-static"


def laptop_command() -> list[str]:
    """Return the words that start this Python as on such a laptop."""
    return [QEMU, "-cpu", "Haswell", os.path.realpath(sys.executable)]


def laptop_packages() -> Path:
    """Return where this Python's packages are: emulated, it does not know its environment."""
    return Path(sysconfig.get_path("purelib"))
