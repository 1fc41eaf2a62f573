"""The table of scores in the text report: a small bar, the score, its threshold and a word."""

from echo2ecg_edge.prediction import LabelScore
from echo2ecg_edge.report.words import SHORT_KNOWLEDGE, is_of_other_labels, plain, shorten

TITLE_WIDTH = 41
HALF_BAR = 5


def table(scores: tuple[LabelScore, ...]) -> list[str]:
    """Return the lines of the labels' table, its heading first."""
    sources = dict.fromkeys(SHORT_KNOWLEDGE[score.knowledge] for score in scores)
    what = "What this model looks for" if is_of_other_labels(scores) else "Structural risk"
    title = f"{what} ({', '.join(sources)})"
    return [f"{title:<{TITLE_WIDTH + 17}}{'score':>6} {'refer at':>8}", *map(_row, scores)]


def _row(score: LabelScore) -> str:
    title = shorten(plain(score.title.partition(" (")[0]), TITLE_WIDTH)
    word = "refer" if score.is_above_threshold else "below"
    return (
        f"  {title:<{TITLE_WIDTH}} [{bar(score)}] "
        f"{score.probability:>6.1%} {score.refer_at:>8.1%} {word}"
    )


def bar(score: LabelScore) -> str:
    """Draw the score relative to its threshold, which is the bar in the middle: ``###..|.....``.

    The full width is twice the threshold, because thresholds of rare labels are a few per cent.
    """
    filled = int(score.probability / score.refer_at * HALF_BAR)
    left = HALF_BAR if score.is_above_threshold else min(filled, HALF_BAR - 1)
    right = min(max(filled - HALF_BAR, 0), HALF_BAR)
    return f"{'#' * left:.<{HALF_BAR}}|{'#' * right:.<{HALF_BAR}}"
