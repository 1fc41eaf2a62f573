"""What a policy is and what to expect of it, as text for whoever decides about it."""

from collections.abc import Iterator
from typing import Final

from echo2ecg_edge.policy.expect import Expected
from echo2ecg_edge.policy.figures import Figure
from echo2ecg_edge.policy.outlook import Outlook
from echo2ecg_edge.policy.plan import Plan
from echo2ecg_edge.policy.policy import Mode
from echo2ecg_edge.report.paragraphs import wrap
from echo2ecg_edge.report.words import DISCLAIMER, plain, shorten

TITLE_WIDTH: Final = 40
MODES: Final = {
    Mode.SENSITIVE: "finds at least 90 % of those with a disease that counts",
    Mode.BALANCED: "the model's own thresholds",
    Mode.SPECIFIC: "leaves at least 90 % of those without a disease that counts alone",
    Mode.CAPACITY: "refers as many as can have an echo",
    Mode.THRESHOLDS: "thresholds of the site's own",
}
NO_PREVALENCE: Final = (
    "No prevalence is stated: these figures are for people as sick as the model's patients, who "
    "are far sicker than those of most clinics. State your own: [prevalence] in the policy."
)
NOTHING_KNOWN: Final = (
    "What this does at the site cannot be foretold: the model brings no patients to tell it from."
)
NO_INTERVALS: Final = "Foretold from a table of thresholds, so without intervals."
FIGURES: Final = {
    "referred": "referrals for every 100 people",
    "sensitivity": "sensitivity: of 100 who have one, found",
    "specificity": "specificity: of 100 who have none, left alone",
    "ppv": "PPV: of 100 referred, have one",
    "npv": "NPV: of 100 not referred, have none",
}
"""Field of ``Performance`` -> what it says, for every 100."""


def policy_text(outlook: Outlook) -> str:
    """Return a policy, its thresholds and what to expect, 80 columns wide.

    Args:
        outlook: Of the policy.
    """
    return "\n".join([*_head(outlook), "", *_labels(outlook), "", *_expected(outlook), DISCLAIMER])


def _head(outlook: Outlook) -> Iterator[str]:
    stamp, manifest = outlook.plan.stamp, outlook.manifest
    source = "" if outlook.source is None else f", {outlook.source}"
    yield from wrap(f"Policy {stamp.name}{source}.")
    yield from wrap(f"Mode {stamp.mode}: {MODES[stamp.mode]}.")
    yield f"Model {manifest.name} {manifest.version}."
    if stamp.recalibrated:
        yield from wrap(f"Recalibrated on echos of this site: {', '.join(stamp.recalibrated)}.")
    yield from overruled(outlook.plan)


def overruled(plan: Plan) -> Iterator[str]:
    """Name both prevalences where what the policy states is not what returned echos show."""
    for key, stated in plan.stated.items():
        used = plan.stamp.prevalence[key]
        if key in plan.stamp.recalibrated and used != stated:
            shown = f"the echos that came back show {used:.1%}, which is used."
            yield from wrap(f"{key}: the policy states {stated:.1%}, and {shown}", "- ")


def _labels(outlook: Outlook) -> Iterator[str]:
    """One line a label: whether it counts, how common it is here and in training, its threshold."""
    columns = f"{'counts':>6} {'here':>7} {'trained':>8} {'refer at':>9}"
    yield f"{'Label':<{TITLE_WIDTH}} {columns}"
    is_stated, expected = bool(outlook.plan.stamp.prevalence), outlook.expected
    here = expected.labels if is_stated and expected is not None else {}
    for spec in outlook.manifest.labels:
        rule, stated = outlook.plan.rules[spec.key], outlook.plan.stamp.prevalence.get(spec.key)
        share = here[spec.key].prevalence if spec.key in here else stated
        title = shorten(plain(spec.title.partition(" (")[0]), TITLE_WIDTH)
        yield (
            f"{title:<{TITLE_WIDTH}} {'yes' if rule.counts else 'no':>6} "
            f"{'-' if share is None else f'{share:.1%}':>7} {spec.prevalence:>8.1%} "
            f"{rule.refer_at:>9.1%}"
        )


def _expected(outlook: Outlook) -> Iterator[str]:
    found = outlook.expected
    if found is None:
        yield from wrap(NOTHING_KNOWN)
        return
    count = f"{found.patients} " if found.patients else ""
    yield from wrap(f"To expect here (twelve leads), from {count}{found.data}:")
    for name, words in FIGURES.items():
        figure: Figure | None = getattr(found.together, name)
        if figure is not None:
            yield _figure(words, figure, 1 if name == "referred" else 100)
    yield from _healthy(outlook, found)
    yield from wrap(NO_INTERVALS) if not found.patients else ()
    stamp = outlook.plan.stamp
    yield from () if stamp.prevalence or stamp.recalibrated else wrap(NO_PREVALENCE)


def _figure(words: str, figure: Figure, times: float) -> str:
    text = f"  {words:<46} {figure.value * times:>5.1f}"
    if figure.low is None or figure.high is None:
        return text
    return f"{text}  (95 %: {figure.low * times:.1f} to {figure.high * times:.1f})"


def _healthy(outlook: Outlook, found: Expected) -> Iterator[str]:
    """Say what all thresholds together cost people who have nothing."""
    now = 100 * (1 - found.together.specificity.value)
    yield from wrap(f"Of 100 people with no disease that counts, {now:.0f} are referred.")
    if outlook.own is not None and outlook.plan.stamp.sha256:
        alone = 100 * (1 - outlook.own.together.specificity.value)
        yield from wrap(
            f"The model's own {len(outlook.plan.rules)} thresholds together would refer "
            f"{alone:.0f} of 100 people without any of its diseases."
        )
