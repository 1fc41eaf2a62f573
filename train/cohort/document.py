"""The table of links for README.md beside this file, made from ``links.py``; a test compares."""

from pathlib import Path

from train.cohort.links import LINKS

README = Path(__file__).parent / "README.md"
BEGIN, END = "<!-- links -->\n", "<!-- end links -->"


def links_table() -> str:
    """Return every link as a Markdown table."""
    lines = ["| pattern | base | chance | strength x cause | set by |", "|---|---|---|---|---|"]
    for name, link in LINKS.items():
        chance = "odds" if link.chance is None else f"{link.chance:g}"
        causes = ", ".join(f"{w:+g} {cause}" for cause, w in link.causes.items())
        lines.append(f"| {name} | {link.base:g} | {chance} | {causes} | {link.source} |")
    return "\n".join(lines) + "\n"


def with_links(text: str) -> str:
    """Return README's text with its table of links renewed."""
    before, rest = text.split(BEGIN)
    return before + BEGIN + "\n" + links_table() + "\n" + END + rest.split(END)[1]


if __name__ == "__main__":
    README.write_text(with_links(README.read_text("utf-8")), "utf-8")
