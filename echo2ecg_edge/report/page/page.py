"""Page: everything that the report says, in one language and in reading order, before it is drawn.

Every text is already said; every figure is a standalone SVG in millimetres. HTML and PDF lay out
the same page.
"""

from dataclasses import dataclass

from echo2ecg_edge.report.page.parts import Block, Ecg, Estimate, Qr
from echo2ecg_edge.report.page.tables import Measured, Risks


@dataclass(frozen=True, slots=True)
class ForPatient:
    """The half page for the patient, in plain words and without scores.

    Attributes:
        title: The heading.
        headline: What was found, in one sentence.
        at_once: What cannot wait; empty where nothing is urgent.
        blocks: What it means, what happens next, when to get help.
        not_a_diagnosis: The last line.
        qr: The result as a code.
    """

    title: str
    headline: str
    at_once: str
    blocks: tuple[Block, ...]
    not_a_diagnosis: str
    qr: Qr


@dataclass(frozen=True, slots=True)
class Page:
    """The report.

    Attributes:
        language: Code of the language it is written in.
        title: Of the document.
        verdict: Its value: ``"refer"``, ``"routine"``, ``"repeat"`` or ``"cannot screen"``.
        headline: The verdict as a sentence.
        about: File, format, sex and age.
        blanks: What to fill in by hand: whose ECG it is, and of which day.
        caution: What the verdict does not speak of and somebody should look at; may be empty.
        urgent: What somebody should be told at once; None where nothing is.
        reasons: Why.
        steps: What to do before recording again, in order; None where nobody should.
        risks: None where nothing was scored.
        lvef: None where it was not estimated.
        ecg: None where the file could not be read.
        measured: None where nothing could be measured.
        findings: What the ECG itself shows; None where the model does not say.
        neighbours: Echos of similar ECGs; None where the model has none.
        recording: What is known of the recording: signal, notes of the reader.
        footer: Model, what it was trained on, policy.
        disclaimer: The last line.
        patient: The half page for the patient.
    """

    language: str
    title: str
    verdict: str
    headline: str
    about: str
    blanks: tuple[str, ...]
    caution: str
    urgent: Block | None
    reasons: Block
    steps: Block | None
    risks: Risks | None
    lvef: Estimate | None
    ecg: Ecg | None
    measured: Measured | None
    findings: Block | None
    neighbours: Block | None
    recording: tuple[Block, ...]
    footer: tuple[str, ...]
    disclaimer: str
    patient: ForPatient
