"""The README shows what the software really prints."""

import re

from benchmarks.readme import README, with_blocks

ROOT = README.parent


def test_every_file_that_the_readme_points_to_is_there() -> None:
    links = re.findall(r"\]\(([^)#]+)\)", README.read_text("utf-8"))
    assert links
    missing = [link for link in links if "://" not in link and not (ROOT / link).exists()]
    assert not missing


def test_the_generated_blocks_are_current() -> None:
    text = README.read_text("utf-8")
    assert with_blocks(text) == text, "run: python -m benchmarks readme"
