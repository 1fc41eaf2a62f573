"""What else is known, as short blocks: findings, echos of similar ECGs, signal, notes."""

from collections.abc import Iterable, Iterator
from typing import Final

from echo2ecg_edge.labels import COMPOSITE, Knowledge
from echo2ecg_edge.lead_sets import TWELVE
from echo2ecg_edge.prediction import Neighbours, Prediction
from echo2ecg_edge.report.looked import heart_rate, judged
from echo2ecg_edge.report.page.parts import Block
from echo2ecg_edge.report.signs import signs
from echo2ecg_edge.report.stated import stated_of
from echo2ecg_edge.report.words import knowledge_short, plain, short, shorten
from echo2ecg_edge.screening import Screening
from echo2ecg_edge.words import Language, say

FINDINGS_SHOWN: Final = 5
LABELS_SHOWN: Final = 3
NOTES_SHOWN: Final = 3
NOTE_SHOWN: Final = 160
"""Letters of a note."""
COMMON: Final = 0.3
"""A label that fewer of the nearest echos have is not worth a line."""


def recording_blocks(screening: Screening, language: Language) -> tuple[Block, ...]:
    """Return what is known of the recording: its signal, and the notes of the reader.

    Args:
        screening: The result.
        language: To say it in.
    """
    found = (
        Block(language.sentence("page.quality"), _joined(_signal(screening, language))),
        Block(language.sentence("page.notes"), _joined(_notes(screening, language))),
    )
    return tuple(block for block in found if block.lines)


def findings_of(screening: Screening, language: Language) -> Block | None:
    """Return what the ECG itself shows; None where the model does not say."""
    prediction = screening.prediction
    if prediction is None or not prediction.findings:
        return None
    title, lines = (
        language.sentence("page.findings"),
        tuple(_findings(screening, prediction.lead_set, language)),
    )
    if prediction.lead_set != TWELVE:
        return Block(title, lines)
    kinds = dict.fromkeys(one.knowledge for one in prediction.findings)
    names = (
        "short.REAL_ECGS" if kind is Knowledge.REAL else f"short.{kind.name}" for kind in kinds
    )
    sources = language.sentence("list.comma").join(map(language.sentence, names))
    return Block(title, lines, say("page.findings.learned", {"sources": sources}, language))


def _findings(screening: Screening, lead_set: str, language: Language) -> Iterator[str]:
    if lead_set != TWELVE:
        yield language.sentence("text.no_findings_from_fewer")
        return
    stated = stated_of(screening)
    for score in stated[:FINDINGS_SHOWN]:
        title = short(language.title(score.key, score.title))
        yield say("text.finding", {"title": title, "percent": score.probability * 100}, language)
    if len(stated) > FINDINGS_SHOWN:
        yield say("text.more", {"count": len(stated) - FINDINGS_SHOWN}, language)
    if not stated:
        yield language.sentence("page.findings.none")


def neighbours_of(prediction: Prediction | None, language: Language) -> Block | None:
    """Return the echos that are nearest to the ECG; None where the model has none."""
    if prediction is None or prediction.neighbours is None:
        return None
    return _neighbours(prediction.neighbours, prediction, language)


def _neighbours(found: Neighbours, prediction: Prediction, language: Language) -> Block:
    kinds = dict.fromkeys(knowledge_short(one.knowledge, language) for one in prediction.scores)
    knowledge = language.sentence("list.comma").join(kinds)
    number = len(found.cosines)
    middle = {
        "number": number,
        "lvef": found.lvef_median,
        "low": found.lvef_low,
        "high": found.lvef_high,
    }
    shares = {key: share for key, share in found.shares.items() if key != COMPOSITE}
    common = sorted((key for key in shares if shares[key] >= COMMON), key=lambda key: -shares[key])
    titles = {score.key: language.title(score.key, score.title) for score in prediction.scores}
    having = (
        {"title": short(titles[key]), "having": shares[key] * number, "number": number}
        for key in common[:LABELS_SHOWN]
    )
    lines = [say("page.neighbours.lvef", middle, language)]
    lines += [say("text.neighbours_with", values, language) for values in having]
    title = say("page.neighbours", {"knowledge": knowledge}, language)
    return Block(title, (language.sentence("list.semicolon").join(lines),))


def _joined(sentences: Iterable[str]) -> tuple[str, ...]:
    """Return sentences as one paragraph; none where there are none."""
    said = " ".join(sentences)
    return (said,) if said else ()


def _signal(screening: Screening, language: Language) -> Iterator[str]:
    quality, measured = screening.quality, screening.measurements
    if quality is not None:
        yield judged(quality, language)
    if measured is None:
        return
    if screening.prediction is not None:
        yield from signs(measured, language)
    elif quality is None or quality.is_readable:
        yield heart_rate(measured, language)


def _notes(screening: Screening, language: Language) -> tuple[str, ...]:
    notes = screening.origin.notes
    more = len(notes) - NOTES_SHOWN
    ending = (say("text.more", {"count": more}, language),) if more > 0 else ()
    return (*(shorten(plain(note), NOTE_SHOWN) for note in notes[:NOTES_SHOWN]), *ending)
