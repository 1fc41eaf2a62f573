"""What returned echos taught, as text."""

from collections.abc import Iterator, Sequence
from typing import Final

from echo2ecg_edge.model.manifest import Manifest
from echo2ecg_edge.policy.learned import Fit, Learned, Refusal
from echo2ecg_edge.policy.lesson import Lesson
from echo2ecg_edge.policy.recalibrate import FEWEST, FEWEST_OF_A_KIND
from echo2ecg_edge.report.change import change_lines
from echo2ecg_edge.report.paragraphs import wrap
from echo2ecg_edge.report.words import DISCLAIMER, plain, short, shorten

TITLE_WIDTH: Final = 28
SHOWN: Final = 5
"""Ids that are named; of more, the number is said."""
HEADING: Final = (
    f"{'':<{TITLE_WIDTH}} {'':>7} {'':>5} {'Brier score':>15} {'mean risk':>14}",
    f"{'Label':<{TITLE_WIDTH}} {'results':>7} {'with':>5} {'before':>7} {'after':>7} "
    f"{'before':>7} {'after':>6} {'seen':>6}",
)
MEANING: Final = (
    "'After' was measured on results that were kept apart while learning, a tenth at a time. "
    "The lower the Brier score, the better. 'Seen': how many of those with a result have it. "
    "All of these are about people whose echo came back, not about everybody who is screened here."
)
WHY: Final = {
    Refusal.TOO_FEW: f"{{missing}} more results are needed, at least {FEWEST} in all.",
    Refusal.TOO_FEW_WITH: (
        f"{{missing}} more results of people who have it are needed, at least {FEWEST_OF_A_KIND}."
    ),
    Refusal.TOO_FEW_WITHOUT: (
        f"{{missing}} more results of people who do not have it are needed, at least "
        f"{FEWEST_OF_A_KIND}."
    ),
    Refusal.WRONG_WAY: (
        "those who have it have no clearly higher scores than the others. Check that each id is "
        "of the right ECG."
    ),
    Refusal.NO_GAIN: "new risks would not fit these results better by more than chance.",
}


def lesson_text(lesson: Lesson) -> str:
    """Return what would change, before and after, 80 columns wide."""
    manifest = lesson.manifest
    parts = [
        *wrap(f"Recalibration of {manifest.name} {manifest.version} on returned echo results"),
        *_counts(lesson),
        "",
        *HEADING,
        *(_row(one, _title(manifest, one.key)) for one in lesson.learned),
        "",
        *_remarks(lesson),
        DISCLAIMER,
    ]
    return "\n".join(parts)


def _counts(lesson: Lesson) -> Iterator[str]:
    """Say what was found of what came back; nothing is left out in silence."""
    found, ecgs = len(lesson.matched.outcomes), len(lesson.scored.ids)
    yield from wrap(f"{found} ECGs with results were found among {ecgs} scored ECGs.")
    for what, names in (
        ("No screening is known of", lesson.matched.unknown),
        ("Not scored from twelve leads, so not used:", lesson.matched.unscored),
        ("Columns that are no label, not used:", lesson.returned.unused),
    ):
        if names:
            yield from wrap(f"{what} {_some(names)}.")


def _some(names: Sequence[str]) -> str:
    named = ", ".join(names[:SHOWN])
    more = len(names) - SHOWN
    return f"{named} and {more} more ({len(names)} in all)" if more > 0 else named


def _title(manifest: Manifest, key: str) -> str:
    return next(short(plain(spec.title)) for spec in manifest.labels if spec.key == key)


def _row(one: Learned, title: str) -> str:
    start = f"{shorten(title, TITLE_WIDTH):<{TITLE_WIDTH}} {one.results:>7} {one.positives:>5}"
    brier = (_number(one.before, 7), _number(one.after, 7))
    risk = (_percent(one.before, 7), _percent(one.after, 6))
    return f"{start} {' '.join((*brier, *risk))} {one.positives / one.results:>6.1%}"


def _number(fit: Fit | None, width: int) -> str:
    return f"{'-' if fit is None else f'{fit.brier:.4f}':>{width}}"


def _percent(fit: Fit | None, width: int) -> str:
    return f"{'-' if fit is None else f'{fit.expected:.1%}':>{width}}"


def _remarks(lesson: Lesson) -> Iterator[str]:
    for one in lesson.learned:
        title = _title(lesson.manifest, one.key)
        if one.refusal is not None:
            why = WHY[one.refusal].format(missing=one.missing)
            yield from wrap(f"Not recalibrated, {title}: {why}", "- ")
        elif not one.below:
            yield from wrap(
                f"{title}: no result is of an ECG below the threshold, so what was learned is a "
                "guess there. Ask for a few echos of people who were not referred.",
                "- ",
            )
    if lesson.stays:
        yield from wrap(f"As recalibrated before: {', '.join(lesson.stays)}.", "- ")
    yield from wrap(MEANING) if any(one.after for one in lesson.learned) else ()
    if lesson.after is None:
        yield "Nothing was learned, and nothing is saved."
    else:
        yield ""
        yield from change_lines(lesson.before, lesson.after)
