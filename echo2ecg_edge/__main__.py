"""``python -m echo2ecg_edge``, and where the ``echo2ecg-edge`` command begins."""

import sys
from typing import Final

_INTERRUPTED: Final = 130


def run() -> int:
    """Load the command and run it; Ctrl-C is answered quietly even before everything is loaded."""
    try:
        from echo2ecg_edge.cli import main

        return main()
    except KeyboardInterrupt:
        return _INTERRUPTED


if __name__ == "__main__":
    sys.exit(run())
