"""Whose thresholds and prevalences a result was read with, as sentences."""

from collections.abc import Iterator
from typing import Final

from echo2ecg_edge.report.words import short
from echo2ecg_edge.screening import Screening
from echo2ecg_edge.words import Language, say

SHARES_SHOWN: Final = 3


def site_said(screening: Screening, language: Language) -> Iterator[str]:
    """Yield policy, prevalences and recalibration; nothing where the model itself decided.

    Args:
        screening: The result.
        language: To say it in.
    """
    policy, prediction = screening.policy, screening.prediction
    if policy is None or not policy.sha256:
        return
    yield say("text.policy", {"name": policy.name, "mode": policy.mode}, language)
    titles = {risk.key: short(language.title(risk.key, risk.title)) for risk in screening.risks}
    shares_here = policy.prevalence.items()
    stated = {key: share for key, share in shares_here if key not in policy.recalibrated}
    if stated:
        shares = tuple(
            say("page.prevalence.share", {"title": titles.get(key, key), "share": share}, language)
            for key, share in list(stated.items())[:SHARES_SHOWN]
        )
        yield say("page.prevalence", {"shares": shares}, language)
    if policy.recalibrated:
        names = tuple(titles.get(key, key) for key in policy.recalibrated)
        yield say("page.recalibrated", {"titles": names}, language)
    moved = stated or policy.recalibrated
    if moved and prediction is not None and (prediction.lvef or prediction.neighbours):
        yield language.sentence("page.not_of_this_site")
