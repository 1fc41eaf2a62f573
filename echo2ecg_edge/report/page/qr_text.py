"""What a QR code carries: the result in plain words, and one line that a program can read back.

Neither holds the file's name, the patient or a date. The recording is known again by a hash of its
samples.
"""

import hashlib
from typing import Final

import numpy as np

from echo2ecg_edge.recording import Recording
from echo2ecg_edge.report.page.risks import percent
from echo2ecg_edge.report.words import disclaimer, knowledge_short, short, what_to_do
from echo2ecg_edge.screening import Screening
from echo2ecg_edge.triage.risk import Risk
from echo2ecg_edge.words import ENGLISH, Language, say

MARK: Final = "E2E1"
"""Begins the line for programs; its number rises when the line changes its meaning."""
HASH_LENGTH: Final = 16
CARRIED: Final = 4
"""Risks in the line for programs: more would make the code too fine for a cheap phone."""
SAID: Final = 2
"""Of these, in words."""
NONE: Final = "-"
KEPT: Final = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-")


def qr_text(screening: Screening, language: Language = ENGLISH) -> str:
    """Return what the code says: short sentences for people, then one line for programs.

    Args:
        screening: The result.
        language: Of the sentences.
    """
    lines = [what_to_do(screening.verdict, screening.risks, language)]
    lines += [_risk(risk, language) for risk in _referring(screening)[:SAID]]
    lines += [language.sentence("text.urgent")] if screening.urgent else []
    return "\n".join([*lines, disclaimer(language), _line(screening)])


def recording_hash(recording: Recording | None) -> str:
    """Return 16 hexadecimal digits for the samples, leads and rate; empty without a recording."""
    if recording is None:
        return ""
    about = f"{recording.rate_hz:g} {' '.join(recording.leads)}\n".encode()
    samples = np.ascontiguousarray(recording.signal_mv, "<f4").tobytes()
    return hashlib.sha256(about + samples).hexdigest()[:HASH_LENGTH]


def _line(screening: Screening) -> str:
    bundle, policy = screening.bundle, screening.policy
    kinds = dict.fromkeys(risk.knowledge.name.lower() for risk in screening.risks)
    risks = (f"{risk.key}:{risk.probability:.3f}" for risk in _referring(screening))
    values = {
        "v": screening.verdict.replace(" ", "_"),
        "u": ",".join(finding.code for finding in screening.urgent),
        "r": screening.reasons[0].code,
        "p": ",".join(risks),
        "k": ",".join(kinds),
        "m": f"{_kept(bundle.name)}/{_kept(bundle.version)}",
        "g": "" if policy is None else policy.sha256[:8],
        "h": recording_hash(screening.recording),
    }
    return ";".join([MARK, *(f"{key}={value or NONE}" for key, value in values.items())])


def _referring(screening: Screening) -> list[Risk]:
    """Return the first risks that refer, in the order of the reasons."""
    risks = {risk.key: risk for risk in screening.risks if risk.refers}
    keys = (str(reason.values.get("label", "")) for reason in screening.reasons)
    return [risks[key] for key in keys if key in risks][:CARRIED]


def _risk(risk: Risk, language: Language) -> str:
    values = {
        "title": short(language.title(risk.key, risk.title)),
        "risk": percent(risk.probability, language),
        "knowledge": knowledge_short(risk.knowledge, language),
    }
    return say("page.qr.risk", values, language)


def _kept(name: str) -> str:
    return "".join(letter if letter in KEPT else "_" for letter in name)
