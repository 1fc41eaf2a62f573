"""What a translator is told beside a sentence: what it is for, and what its braces will hold."""

import string
from types import MappingProxyType
from typing import Final

PLACES: Final = MappingProxyType(
    {
        "reason": "Why the verdict is what it is; a full sentence, read by the person at the ECG.",
        "step": "An instruction to whoever records the ECG; a full sentence.",
        "problem": "A clause that begins an instruction; its first letter is made a capital.",
        "urgent": "Must be understood at once; a full sentence.",
        "headline": "The verdict, the first line of a report; keep its first words in capitals.",
        "verdict": "The verdict in a word or two, in lists.",
        "title": "A disease or finding, in plain words. Keep the brackets where there are any.",
        "knowledge": "What something was learned from; follows a word like 'from'.",
        "short": "What something was learned from, in a word or two, in brackets.",
        "electrode": "Where an electrode sits.",
        "list": "How names are joined; keep the spaces.",
        "number": "What stands before the tenths of a number: a point or a comma.",
        "text": "Of the report in plain text, 80 columns wide: keep it short.",
        "sign": "A clause in a list of what was seen on the ECG.",
        "signal": "What is wrong with the signal, as a clause in brackets.",
        "status": "What a model is worth: nothing may be left out or softened.",
        "detail": "What must be known of a patient.",
        "sex": "Of the patient, beside the age.",
        "leadstate": "How the signal is, after 'Signal:'.",
        "disclaimer": (
            "The last line of every report; a legal statement. It ends by saying that nobody has "
            "reviewed the translation; whoever reviews it takes that sentence away."
        ),
        "format": "In the place of the name of a file format.",
        "mode": "How a site's thresholds are chosen, in a word or two.",
        "line": "One line for each ECG of a folder.",
        "folder": "Of the page that sums up a folder of ECGs.",
        "fhir": "Of the report that is sent to other software.",
        "patient": "Spoken to the patient, who may never have heard of an ECG.",
        "page": "Of the printed page: headings and captions; keep it short.",
    }
)
"""First word of a key -> what its sentences are for."""

VALUES: Final = MappingProxyType(
    {
        "leads": "names of ECG leads, such as V1 and V2, or 'all leads'",
        "electrodes": "names of electrodes, such as V1 or right arm",
        "problem": "what is wrong, a clause",
        "title": "name of a disease or a finding",
        "knowledge": "what it was learned from",
        "sources": "what it was learned from",
        "count": "how many; there may be another form of the sentence for many",
        "note": "what the reader of the file says, in English",
        "status": "what the model says of itself",
    }
)
"""Name of a value -> what it will be."""


def notes(key: str, sentence: str) -> list[str]:
    """Return what a translator is told of a sentence.

    Args:
        key: Of the sentence.
        sentence: In English.
    """
    place = PLACES.get(key.partition(".")[0])
    names = dict.fromkeys(name for _, name, _, _ in string.Formatter().parse(sentence) if name)
    values = [f"{{{name}}}: {VALUES[name]}" for name in names if name in VALUES]
    return [*([] if place is None else [place]), *values]
