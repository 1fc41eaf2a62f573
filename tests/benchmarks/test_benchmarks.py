"""Tables are made from their rows."""

import csv
from pathlib import Path

from benchmarks.tables import cpu, write_results

ROWS = [{"what": "cold", "ms": "12.5"}, {"what": "warm", "ms": "3.1"}]


def test_the_markdown_holds_what_the_csv_holds(tmp_path: Path) -> None:
    path = write_results("speed", "Speed", ["CPU: a toaster."], ROWS, tmp_path)
    with (tmp_path / "speed.csv").open() as file:
        assert list(csv.DictReader(file)) == ROWS
    text = path.read_text()
    assert "| cold | 12.5 |" in text
    assert "`python -m benchmarks speed`" in text
    assert "a toaster" in text


def test_the_cpu_is_named() -> None:
    assert "cores" in cpu()
