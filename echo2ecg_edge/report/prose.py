"""What the model says beside the table of scores, as sentences: LVEF, findings, echos like it."""

from typing import Final

from echo2ecg_edge.labels import COMPOSITE, Knowledge
from echo2ecg_edge.lead_sets import TWELVE
from echo2ecg_edge.prediction import FindingScore, LvefEstimate, Neighbours, Prediction
from echo2ecg_edge.report.stated import UNREMARKABLE, stated_findings
from echo2ecg_edge.report.words import SHORT_KNOWLEDGE

FINDINGS_SHOWN: Final = 6
LABELS_SHOWN: Final = 2
NO_PART_OF_IT: Final = "They are no part of the verdict: show this ECG to a clinician."
REAL_ECHOS: Final = (Knowledge.REAL, Knowledge.OTHERS)
COMMON: Final = 0.3
"""A label that fewer of the nearest echos have is not worth a word."""


def sentences(prediction: Prediction) -> list[str]:
    """Return one sentence for each thing that the bundle has; findings always have one."""
    said = [_findings(prediction)]
    if prediction.lvef is not None:
        said.insert(0, _lvef(prediction.lvef))
    if prediction.neighbours is not None:
        said.append(_neighbours(prediction.neighbours, prediction))
    return said


def _lvef(lvef: LvefEstimate) -> str:
    return (
        f"Estimated LVEF {lvef.value:.0f} % ({lvef.level * 100:.0f} % interval {lvef.low:.0f} to "
        f"{lvef.high:.0f}; {SHORT_KNOWLEDGE[lvef.knowledge]})."
    )


def _findings(prediction: Prediction) -> str:
    findings = prediction.findings
    if not findings:
        return "Findings: none in this bundle."
    if prediction.lead_set != TWELVE:
        return "Findings: none is stated from fewer than twelve leads."
    stated = stated_findings(findings)
    if not stated:
        return "Findings: none likely enough to state, which does not make this ECG normal."
    words = [
        f"{short(score.title)} {score.probability * 100:.0f} %" for score in stated[:FINDINGS_SHOWN]
    ]
    if len(stated) > FINDINGS_SHOWN:
        words.append(f"and {len(stated) - FINDINGS_SHOWN} more")
    ending = "" if stated[0].key in UNREMARKABLE else f" {NO_PART_OF_IT}"
    return f"Findings (learned from {_ecgs(findings)}): {'; '.join(words)}.{ending}"


def _ecgs(findings: tuple[FindingScore, ...]) -> str:
    kinds = dict.fromkeys(score.knowledge for score in findings)
    return ", ".join("real ECGs" if k is Knowledge.REAL else SHORT_KNOWLEDGE[k] for k in kinds)


def _neighbours(neighbours: Neighbours, prediction: Prediction) -> str:
    count = len(neighbours.cosines)
    is_real = all(score.knowledge in REAL_ECHOS for score in prediction.scores)
    titles = {score.key: short(score.title) for score in prediction.scores}
    shares = {key: share for key, share in neighbours.shares.items() if key != COMPOSITE}
    common = sorted((key for key in shares if shares[key] >= COMMON), key=lambda key: -shares[key])
    words = [f"{titles[key]} in {shares[key] * count:.0f} of {count}" for key in common]
    return (
        f"The {count} nearest {'real' if is_real else 'simulated'} echo studies: median LVEF "
        f"{neighbours.lvef_median:.0f} %, {', '.join(words[:LABELS_SHOWN]) or 'no common disease'}."
    )


def short(title: str) -> str:
    """Return a title without what follows in brackets."""
    return title.partition(" (")[0]
