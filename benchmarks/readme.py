"""Keep the README true: its terminal output and tables are written by the software itself."""

import contextlib
import io
import re
from pathlib import Path

from benchmarks.accuracy.headline import headline
from benchmarks.front_door import front_door
from benchmarks.tables import RESULTS
from benchmarks.triage.headline import triage_block
from echo2ecg_edge.cli import main
from echo2ecg_edge.model.bundle import BUNDLES, DEFAULT_BUNDLE

PICTURE = RESULTS / "report.png"
README = Path(__file__).resolve().parents[1] / "README.md"


def screen_block() -> str:
    """Return what ``make screen`` prints, as a Markdown block."""
    example = BUNDLES / DEFAULT_BUNDLE / "example.csv"
    with contextlib.redirect_stdout(io.StringIO()) as output:
        main(["screen", str(example.relative_to(README.parent))])
    return f"```\n{output.getvalue().rstrip()}\n```"


def draw_report() -> None:
    """Draw the report of the bundled example, which the README shows."""
    example = BUNDLES / DEFAULT_BUNDLE / "example.csv"
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        main(["screen", str(example), "--report", str(PICTURE)])


def latency_block() -> str:
    """Return the committed latency table."""
    return (RESULTS / "latency.md").read_text("utf-8").split("\n", 2)[2].strip()


def with_blocks(text: str) -> str:
    """Return the README with its generated blocks renewed."""
    blocks = {
        "screen": screen_block(),
        "accuracy": headline().rstrip(),
        "front door": front_door(),
        "triage": triage_block(),
        "latency": latency_block(),
    }
    for name, block in blocks.items():
        pattern = rf"(?s)<!-- {name} -->.*?<!-- end {name} -->"
        fresh = f"<!-- {name} -->\n{block}\n<!-- end {name} -->"
        text = re.sub(pattern, lambda _, fresh=fresh: fresh, text)
    return text
