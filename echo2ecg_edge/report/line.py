"""Many screenings: one line per file, and the counts at the end."""

from collections import Counter
from typing import Final

from echo2ecg_edge.coach import StepCode
from echo2ecg_edge.policy.plan import PolicyStamp
from echo2ecg_edge.report.caution import seems_to_show
from echo2ecg_edge.report.cells import columns, left
from echo2ecg_edge.report.words import disclaimer, plain
from echo2ecg_edge.screening import BundleStamp, Screening
from echo2ecg_edge.verdict import Verdict
from echo2ecg_edge.words import ENGLISH, Language, known, say

VERDICTS: Final = {verdict.name.lower(): verdict for verdict in Verdict}
"""Name in the sentence of the counts -> verdict."""


def as_line(screening: Screening, language: Language = ENGLISH) -> str:
    """Return verdict, source, and what is most worth saying, on one line.

    What is urgent is said first; a lead's fault is said with what to do about it.
    """
    urgent = [
        say("line.urgent", {"finding": finding.said(language)}, language)
        for finding in screening.urgent
    ]
    said = first_of([*urgent, *worth_saying(screening, language)], language)
    return f"{_verdict(screening.verdict, language)}  {plain(screening.origin.source)}: {said}"


def worth_saying(screening: Screening, language: Language = ENGLISH) -> list[str]:
    """Return what there is to say beside what is urgent, the most important first."""
    first = [step for step in screening.retake if step.code is StepCode.GET_HELP]
    about_leads = [step for step in screening.retake if "fault" in step.values]
    seen = seems_to_show(screening, language)
    said = [*first, *(about_leads or screening.reasons)]
    return [*([seen] if seen else []), *(one.said(language) for one in said)]


def first_of(sentences: list[str], language: Language = ENGLISH) -> str:
    """Return the first sentence, and how many more there are, on one line."""
    first, more = plain(sentences[0]), len(sentences) - 1
    return say("line.more", {"said": first, "more": more}, language) if more else first


def summary(
    counts: Counter[Verdict],
    urgent: int,
    bundle: BundleStamp,
    policy: PolicyStamp | None = None,
    language: Language = ENGLISH,
) -> str:
    """Return how many files ended in which verdict, and what the model is worth.

    Args:
        counts: Files per verdict.
        urgent: Files with an urgent finding.
        bundle: The model that screened them.
        policy: Whose thresholds it was; not said where they are the model's own.
        language: To say it in.
    """
    return "\n".join(
        (
            counted(counts, urgent, language),
            *made_by(bundle, policy, language),
            disclaimer(language),
        )
    )


def counted(counts: Counter[Verdict], urgent: int, language: Language = ENGLISH) -> str:
    """Return how many files ended in which verdict, and how many cannot wait.

    Args:
        counts: Files per verdict.
        urgent: Files with an urgent finding.
        language: To say it in.
    """
    numbers = {name: counts[verdict] for name, verdict in VERDICTS.items()}
    said = say("folder.counts", {"count": counts.total(), **numbers}, language)
    return f"{said} {say('folder.waiting', {'count': urgent}, language)}" if urgent else said


def made_by(
    bundle: BundleStamp, policy: PolicyStamp | None, language: Language = ENGLISH
) -> list[str]:
    """Return which model screened and what it is worth, and the policy where a site has one."""
    model = {
        "name": bundle.name,
        "version": bundle.version,
        "status": known(bundle.status, language),
    }
    lines = [say("folder.model", model, language)]
    if policy is not None and policy.sha256:
        lines.append(say("text.policy", {"name": policy.name, "mode": policy.mode}, language))
    return [plain(line) for line in lines]


def _verdict(verdict: Verdict, language: Language) -> str:
    """Return the word for a verdict, as wide as the widest."""
    words = {each: language.sentence(f"verdict.{each.name}") for each in Verdict}
    return left(words[verdict], max(map(columns, words.values())))
