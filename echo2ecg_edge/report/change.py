"""What changes at a site when it recalibrates, as text, before anything is saved."""

from collections.abc import Iterator, Mapping
from typing import Final

from echo2ecg_edge.model.manifest import LabelSpec
from echo2ecg_edge.policy.expect import Expected
from echo2ecg_edge.policy.outlook import Outlook
from echo2ecg_edge.policy.policy import Mode
from echo2ecg_edge.report.paragraphs import wrap
from echo2ecg_edge.report.policy import FIGURES, NOTHING_KNOWN, overruled
from echo2ecg_edge.report.words import plain, shorten

TITLE_WIDTH: Final = 40
BEFORE: Final = "'Before' is what was promised until now, for people as sick as was known then."
ANEW: Final = "thresholds are found anew for people like these, so others may be referred."
WHO: Final = {
    Mode.BALANCED: "thresholds move along with the risks, so the same people are referred.",
    Mode.SENSITIVE: ANEW,
    Mode.SPECIFIC: ANEW,
    Mode.CAPACITY: ANEW,
    Mode.THRESHOLDS: "thresholds stay as they are stated, so others may be referred.",
}


def change_lines(before: Outlook, after: Outlook) -> Iterator[str]:
    """Yield what the policy does today and what it would do, 80 columns wide.

    Args:
        before: Of the plan in use.
        after: Of the same policy with what was learned.
    """
    stamp = after.plan.stamp
    yield from wrap(f"What this changes here, for everybody who is screened (policy {stamp.name}):")
    yield from wrap(f"Mode {stamp.mode}: {WHO[stamp.mode]}", "- ")
    yield from overruled(after.plan)
    yield from wrap(BEFORE, "- ")
    yield ""
    yield from _labels(before, after)
    yield ""
    yield from _figures(before.expected, after.expected)


def _labels(before: Outlook, after: Outlook) -> Iterator[str]:
    yield f"{'':<{TITLE_WIDTH}} {'share here':>15} {'refer at':>15}"
    yield f"{'Label':<{TITLE_WIDTH}} {'before':>7} {'after':>7} {'before':>7} {'after':>7}"
    for spec in after.manifest.labels:
        cells = (
            *(_share(outlook, spec) for outlook in (before, after)),
            *(f"{outlook.plan.rules[spec.key].refer_at:.1%}" for outlook in (before, after)),
        )
        title = shorten(plain(spec.title.partition(" (")[0]), TITLE_WIDTH)
        yield f"{title:<{TITLE_WIDTH}} {' '.join(f'{cell:>7}' for cell in cells)}"


def _share(outlook: Outlook, spec: LabelSpec) -> str:
    stated: Mapping[str, float] = outlook.plan.stamp.prevalence
    found = {} if outlook.expected is None else outlook.expected.labels
    share = found[spec.key].prevalence if spec.key in found else stated.get(spec.key)
    return "-" if share is None else f"{share:.1%}"


def _figures(before: Expected | None, after: Expected | None) -> Iterator[str]:
    if before is None or after is None:
        yield from wrap(NOTHING_KNOWN)
        return
    yield f"{'To expect here (twelve leads)':<46} {'before':>8} {'after':>8}"
    for name, words in FIGURES.items():
        figures = [getattr(one.together, name) for one in (before, after)]
        scale = 1 if name == "referred" else 100
        cells = ("-" if one is None else f"{one.value * scale:.1f}" for one in figures)
        yield f"{words:<46} {' '.join(f'{cell:>8}' for cell in cells)}"
