"""The README shows what the software really prints."""

from benchmarks.readme import README, with_blocks


def test_the_generated_blocks_are_current() -> None:
    text = README.read_text("utf-8")
    assert with_blocks(text) == text, "run: python -m benchmarks readme"
