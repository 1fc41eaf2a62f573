"""Small pieces of SVG: attributes only, no styles, nothing from outside."""

from html import escape
from typing import Final

FONT: Final = "Noto Sans, Noto Sans Devanagari, Arial, sans-serif"
INK: Final = "#111111"
GREY: Final = "#767676"


def drawing(width_mm: float, height_mm: float, units: float, body: str, alt: str) -> str:
    """Return a standalone drawing.

    Args:
        width_mm: Of the drawing in print.
        height_mm: Likewise.
        units: Of the coordinates, for a millimetre.
        body: The elements.
        alt: What it shows.
    """
    width, height = number(width_mm), number(height_mm)
    box = f"{number(width_mm * units)} {number(height_mm * units)}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}mm" height="{height}mm" '
        f'viewBox="0 0 {box}" role="img"><title>{escape(clean(alt))}</title>{body}</svg>'
    )


def number(value: float) -> str:
    """Return a coordinate, no longer than it has to be."""
    return f"{round(float(value), 2) + 0.0:g}" if abs(value) < 1e4 else str(round(value))


def element(name: str, content: str | None = None, **attributes: float | str) -> str:
    """Return an element.

    Args:
        name: For example ``"rect"``.
        content: What is inside, already escaped; None for nothing.
        attributes: Numbers or texts; an underscore in a name stands for a hyphen.
    """
    said = "".join(
        f' {key.replace("_", "-")}="{_value(value)}"' for key, value in attributes.items()
    )
    return f"<{name}{said}/>" if content is None else f"<{name}{said}>{content}</{name}>"


def text(x: float, y: float, size: float, said: str, **attributes: float | str) -> str:
    """Return a line of text.

    Args:
        x: Where it begins.
        y: Its baseline.
        size: Of the letters.
        said: The text as it is.
        attributes: More of the element.
    """
    fixed: dict[str, float | str] = {"x": x, "y": y, "font_size": size, "font_family": FONT}
    return element("text", escape(clean(said)), **fixed, **{"fill": INK, **attributes})


def clean(said: str) -> str:
    """Return a text without control characters, which no SVG or HTML may hold."""
    return "".join(letter if letter.isprintable() else " " for letter in said)


def _value(value: float | str) -> str:
    return escape(value) if isinstance(value, str) else number(value)
