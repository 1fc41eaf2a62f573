"""The pieces that a page is made of: figures, blocks of text, and figures with their words."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing.

    Attributes:
        svg: The drawing; it needs nothing from outside.
        width_mm: Of the drawing in print.
        height_mm: Likewise.
        alt: What it shows, for who cannot see it.
    """

    svg: str
    width_mm: float
    height_mm: float
    alt: str


@dataclass(frozen=True, slots=True)
class Block:
    """A heading and what stands under it; without lines there is no block.

    Attributes:
        title: The heading.
        lines: Sentences or short items.
        note: Where they are from, in small letters; may be empty.
    """

    title: str
    lines: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Estimate:
    """The estimated LVEF: its sentence, and a scale with its interval."""

    title: str
    sentence: str
    figure: Figure


@dataclass(frozen=True, slots=True)
class Ecg:
    """The ECG on paper.

    Attributes:
        title: The heading.
        figure: True to scale: 25 mm a second.
        caption: Speed, gain, and how to read the marks of what was carried.
    """

    title: str
    figure: Figure
    caption: str


@dataclass(frozen=True, slots=True)
class Qr:
    """The result to take along.

    Attributes:
        figure: The code.
        text: What it says when it is read.
        caption: What it is for.
    """

    figure: Figure
    text: str
    caption: str
