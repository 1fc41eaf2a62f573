"""``python -m benchmarks.resume.child BUNDLE FOLDER OUT``: screens, and tells each new result.

Table and page are renewed far more often than a user's, so that kills hit them too.
"""

import sys
from html import escape
from pathlib import Path
from typing import Final

from echo2ecg_edge.report import as_text
from echo2ecg_edge.results import Item, screen_into
from echo2ecg_edge.screener import Screener
from echo2ecg_edge.screening import Screening

TOLD: Final = b"."
RENEW_S: Final = 0.02


def main(bundle: str, folder: str, out: str) -> None:
    """Screen the folder; one byte on stdout is one new result."""
    screen_into(
        Screener(bundle),
        Path(folder),
        Path(out),
        make_report=_report,
        on_item=_tell,
        renew_s=RENEW_S,
    )


def _report(screening: Screening) -> bytes:
    return f"<html><pre>{escape(as_text(screening))}</pre></html>\n".encode()


def _tell(item: Item) -> None:
    if item.screening is not None:
        sys.stdout.buffer.write(TOLD)
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
