"""The ECG of a screening: which signal, which leads are to blame, and how to read the marks."""

from collections.abc import Iterator
from typing import Final

from echo2ecg_edge.electrodes import Electrode
from echo2ecg_edge.explanation import Explanation
from echo2ecg_edge.leads import LIMB_LEADS
from echo2ecg_edge.quality.states import LeadState
from echo2ecg_edge.reason import ReasonCode
from echo2ecg_edge.report.page.ecg import ecg_figure, ecg_rows, is_cut
from echo2ecg_edge.report.page.parts import Ecg
from echo2ecg_edge.report.page.shown import as_recorded, without_wander
from echo2ecg_edge.screening import Screening
from echo2ecg_edge.words import Language, say

HIGHEST_MM: Final = 80
"""Of the paper; with the boxes of the seconds it fits the lower half of the page."""


def ecg_of(screening: Screening, explanation: Explanation | None, language: Language) -> Ecg | None:
    """Return the ECG; None where the file could not be read.

    Args:
        screening: The result.
        explanation: How much seconds and leads carried; None where nobody asked.
        language: To say it in.
    """
    recording = screening.recording
    if recording is None or not recording.signal_mv.size:
        return None
    is_scored = screening.prediction is not None
    signal_mv = without_wander(recording) if is_scored else as_recorded(recording)
    rows = ecg_rows(signal_mv, recording.rate_hz, recording.leads)
    blamed = _blamed(screening)
    alt = say("page.ecg.alt", {"leads": recording.leads}, language)
    figure, placed = ecg_figure(rows, recording.rate_hz, blamed, explanation, alt, HIGHEST_MM)
    keys = ["filtered" if is_scored else "recorded"]
    keys += ["marked"] if blamed else []
    keys += ["cut"] if is_cut(rows, placed) else []
    keys += ["seconds", "leads"] if explanation is not None else []
    title = "page.ecg" if screening.verdict.is_triage else "page.ecg.refused"
    scale = say("page.ecg.scale", {"gain": placed.gain_mm}, language)
    said = [scale, *(language.sentence(f"page.ecg.{key}") for key in keys)]
    return Ecg(language.sentence(title), figure, " ".join(said))


def _blamed(screening: Screening) -> frozenset[str]:
    """Return the leads for which the ECG was refused; the reasons say why."""
    if screening.prediction is not None:
        return frozenset()
    leads = () if screening.quality is None else screening.quality.leads
    unusable = (lead.lead for lead in leads if lead.state is LeadState.REDO and lead.faults)
    return frozenset((*unusable, *_misplaced(screening)))


def _misplaced(screening: Screening) -> Iterator[str]:
    """Yield the leads that an electrode out of its place spoils."""
    for reason in screening.reasons:
        if reason.code is ReasonCode.ELECTRODES_MISPLACED:
            electrodes = reason.values["electrodes"]
            for electrode in electrodes if isinstance(electrodes, tuple) else ():
                is_limb = electrode in (Electrode.RA, Electrode.LA, Electrode.LL, Electrode.RL)
                yield from LIMB_LEADS if is_limb else (str(electrode),)
