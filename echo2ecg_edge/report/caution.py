"""What a verdict does not speak of, and somebody should look at all the same."""

from typing import Final

from echo2ecg_edge.findings import RHYTHM
from echo2ecg_edge.prediction import FindingScore
from echo2ecg_edge.report.stated import UNREMARKABLE, stated_of
from echo2ecg_edge.report.words import short
from echo2ecg_edge.screening import Screening
from echo2ecg_edge.verdict import Verdict
from echo2ecg_edge.words import Language, say

FINDINGS_SHOWN: Final = 5
RHYTHMS: Final = frozenset(
    {*RHYTHM, *("pac", "pvc", "1avb", "2avb", "3avb", "group_avb", "lpr")} - {"sr"}
)
"""Findings that name the rhythm, or P waves: beside one, no other rhythm is suspected."""
MINOR: Final = frozenset(
    {
        *("sarrh", "sbrad", "stach", "pac", "prc_s", "1avb", "lpr", "irbbb"),
        *("ndt", "nst_", "nt_", "lowt", "group_stt", "abqrs", "hvolt", "vclvh"),
    }
)
"""Findings that many healthy people have, or that say little: a warning at every third routine
ECG would soon be read by nobody. They are among the findings all the same."""


def caution_of(screening: Screening, language: Language) -> str:
    """Return what stands beside a routine verdict and is not normal; mostly empty."""
    return seems_to_show(screening, language) if screening.verdict is Verdict.ROUTINE else ""


def seems_to_show(screening: Screening, language: Language) -> str:
    """Return what a verdict does not speak of and is not normal; often empty.

    Args:
        screening: The result.
        language: To say it in.
    """
    findings, is_irregular = _not_normal(screening)
    kind = "page.caution" if screening.verdict is Verdict.ROUTINE else "page.also"
    names = [short(language.title(score.key, score.title)) for score in findings]
    if is_irregular:
        names.append(language.sentence("sign.af"))
    return say(kind, {"findings": tuple(names)}, language) if names else ""


def is_cautioned(screening: Screening) -> bool:
    """Whether a clinician should look at this ECG although its verdict is routine."""
    findings, is_irregular = _not_normal(screening)
    return screening.verdict is Verdict.ROUTINE and (bool(findings) or is_irregular)


def _not_normal(screening: Screening) -> tuple[list[FindingScore], bool]:
    """Return the findings, and whether the rhythm looks like AF that no finding names."""
    if screening.prediction is None:
        return [], False
    stated = stated_of(screening)
    ours = [score for score in stated if score.key not in MINOR.union(UNREMARKABLE)]
    found = screening.measurements
    is_irregular = found is not None and bool(found.is_af_suspected)
    is_named = any(score.key in RHYTHMS for score in stated)
    return ours[:FINDINGS_SHOWN], is_irregular and not is_named
