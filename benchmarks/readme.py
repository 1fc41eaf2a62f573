"""Keep the README true: its terminal output and tables are written by the software itself."""

import contextlib
import csv
import io
import re
from pathlib import Path

from benchmarks.accuracy.headline import headline
from benchmarks.front_door import front_door
from benchmarks.tables import RESULTS, markdown_table
from benchmarks.triage.headline import triage_block
from echo2ecg_edge.cli import main
from echo2ecg_edge.model.bundle import BUNDLES, DEFAULT_BUNDLE

PEERS_COLUMNS = ("model", "parameters", "MACs", "file", "MB", "p50 ms", "x ours", "prepare ms")
PEERS_FILES = ("model.int8.onnx", "model.fp16.onnx")
PEERS_WORDS = """\
Beside the published models with random weights, which shows their speed and size alone
([all of it](benchmarks/results/peers.md), `python -m benchmarks peers`). An import takes int8 only
where it agrees with the original; with random weights none of the three does, and gets float16:"""

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


def peers_block() -> str:
    """Return the committed comparison with the published models, shortened."""
    with (RESULTS / "peers.csv").open(newline="", encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["file"] in PEERS_FILES]
    table = markdown_table([{name: row[name] for name in PEERS_COLUMNS} for row in rows])
    return f"{PEERS_WORDS}\n\n{table.rstrip()}"


def with_blocks(text: str) -> str:
    """Return the README with its generated blocks renewed."""
    blocks = {
        "screen": screen_block(),
        "accuracy": headline().rstrip(),
        "front door": front_door(),
        "triage": triage_block(),
        "peers": peers_block(),
        "latency": latency_block(),
    }
    for name, block in blocks.items():
        pattern = rf"(?s)<!-- {name} -->.*?<!-- end {name} -->"
        fresh = f"<!-- {name} -->\n{block}\n<!-- end {name} -->"
        text = re.sub(pattern, lambda _, fresh=fresh: fresh, text)
    return text
