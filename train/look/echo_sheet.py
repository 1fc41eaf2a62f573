"""Contact sheet of an echo study: every clip at end-diastole and at end-systole, side by side."""

from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from matplotlib.axes import Axes

COLUMNS: Final = 4
GAP: Final = 0.06
"""Between two pictures, as a part of their width."""
END_SYSTOLE: Final = 0.38
"""Part of the cycle after which the ventricle is smallest; a clip begins with end-diastole."""
MOST_CLIPS: Final = 12


def draw_echo_sheet(axes: "Axes", clips: NDArray[np.uint8], views: tuple[str, ...]) -> None:
    """Draw up to MOST_CLIPS clips, four in a row.

    Args:
        axes: Where to; its limits become those of the sheet, pictures one unit wide.
        clips: uint8, shape (clips, frames, pixels, pixels).
        views: The view of each clip.
    """
    pair, line = 2 + GAP, 1.22
    rows = MOST_CLIPS // COLUMNS
    axes.set(xlim=(0, COLUMNS * (pair + 2 * GAP)), ylim=(rows * line, 0), aspect="equal")
    axes.axis("off")
    if not len(clips):
        axes.text(0, 0.2, "No echo clips in this cohort.", fontsize=7, va="top")
    order = sorted(range(min(len(clips), MOST_CLIPS)), key=lambda at: views[at])
    for place, at in enumerate(order):
        row, column = divmod(place, COLUMNS)
        left, top = column * (pair + 2 * GAP), row * line + (line - 1)
        axes.text(left, top - 0.05, views[at].replace("_", " "), fontsize=6.5, fontweight="bold")
        for beside, frame in enumerate(_two_frames(clips[at])):
            x = left + beside * (1 + GAP)
            axes.imshow(
                frame, cmap="gray", vmin=0, vmax=255, interpolation="bilinear",
                extent=(x, x + 1, top + 1, top),
            )  # fmt: skip
    if len(clips):
        note = "Left: end-diastole. Right: end-systole."
        used = -(-len(order) // COLUMNS)
        axes.text(0, used * line + 0.14, note, fontsize=6, color="#555555")
    # imshow narrows the axes to the last picture.
    axes.set(xlim=(0, COLUMNS * (pair + 2 * GAP)), ylim=(rows * line, 0))


def _two_frames(clip: NDArray[np.uint8]) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    return clip[0], clip[min(round(END_SYSTOLE * len(clip)), len(clip) - 1)]
