"""What a routine verdict does not speak of, and somebody should look at all the same."""

from typing import Final

from echo2ecg_edge.lead_sets import TWELVE
from echo2ecg_edge.prediction import FindingScore
from echo2ecg_edge.report.stated import UNREMARKABLE, stated_findings
from echo2ecg_edge.report.words import short
from echo2ecg_edge.screening import Screening
from echo2ecg_edge.verdict import Verdict
from echo2ecg_edge.words import Language, say

FINDINGS_SHOWN: Final = 5
AF: Final = ("afib", "aflt")
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
    findings, is_irregular = _not_normal(screening)
    names = [short(language.title(score.key, score.title)) for score in findings]
    if is_irregular:
        names.append(language.sentence("sign.af"))
    return say("page.caution", {"findings": tuple(names)}, language) if names else ""


def is_cautioned(screening: Screening) -> bool:
    """Whether a clinician should look at this ECG although its verdict is routine."""
    findings, is_irregular = _not_normal(screening)
    return bool(findings) or is_irregular


def _not_normal(screening: Screening) -> tuple[list[FindingScore], bool]:
    """Return the findings, and whether the rhythm looks like AF that no finding names."""
    prediction = screening.prediction
    if screening.verdict is not Verdict.ROUTINE or prediction is None:
        return [], False
    stated = stated_findings(prediction.findings) if prediction.lead_set == TWELVE else ()
    ours = [score for score in stated if score.key not in MINOR.union(UNREMARKABLE)]
    found = screening.measurements
    is_irregular = found is not None and bool(found.is_af_suspected)
    return ours[:FINDINGS_SHOWN], is_irregular and not any(score.key in AF for score in ours)
