"""Tables are made from their rows, and the comparison of views runs from end to end."""

import csv
from dataclasses import replace
from pathlib import Path

from benchmarks.alignment import FIGURES, WAYS, compare_views
from benchmarks.tables import cpu, write_results
from train.ecg import StudentShape
from train.recipe import CohortSizes, read_recipe

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


def test_the_comparison_of_views_has_every_way_and_figure() -> None:
    recipe = read_recipe("alignment")
    small = replace(
        recipe,
        cohort=CohortSizes(96, 32, 64),
        teacher=replace(recipe.teacher, epochs=1, dimensions=16, hidden=32),
        student=StudentShape(widths=(8, 8), blocks=(1, 1), embedding=16),
        fit=replace(recipe.fit, epochs=1, batch=32),
    )
    rows = {row["alignment"]: row for row in compare_views(small, seeds=2)}
    assert {"chance", "random encoder", *WAYS} <= set(rows)
    assert all("±" in rows[way][figure] for way in WAYS for figure in FIGURES)
    assert sum("minus" in name for name in rows) == 2
