"""The inspection as one screen of text: what was found, and the ECG drawn."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.inspection import Inspection
from echo2ecg_edge.leads import LEADS
from echo2ecg_edge.report.inspection_seen import seen_lines
from echo2ecg_edge.report.paragraphs import (
    reason_lines,
    step_lines,
    urgent_lines,
    who,
    wrap,
    wrapped,
)
from echo2ecg_edge.report.strip_dots import Pen
from echo2ecg_edge.report.strip_drawing import drawing
from echo2ecg_edge.report.words import DISCLAIMER
from echo2ecg_edge.signal.blocks import usual_height

SCREEN_LINES: Final = 40
DRAWN_LINES: Final = 12
"""The drawing takes what is left of the screen, but not less than this."""
WHOLE_MV: Final = 10.0
"""From here on, tenths of a millivolt say nothing."""
REASONS_SHOWN: Final = 3
NOTES_SHOWN: Final = 4
NO_OBJECTION: Final = "Nothing keeps this ECG from being screened. No model was run."
WOULD_END: Final = 'Screening would end in "{verdict}", before any model is asked:'


def inspection_text(found: Inspection, pen: Pen) -> str:
    """Return the inspection, 80 columns wide and about 40 lines long.

    Args:
        found: What to show.
        pen: What draws the ECG.
    """
    lines = [
        *_subject(found),
        "",
        *_objections(found),
        *seen_lines(found.look, found.cross_check),
        "",
    ]
    space = max(DRAWN_LINES, SCREEN_LINES - len(lines) - 2)
    return "\n".join([*lines, *_drawn(found, pen, space), "", DISCLAIMER])


def _subject(found: Inspection) -> list[str]:
    """Say what the file is: format, patient, rate, length, leads, and what the reader had to do."""
    whole, notes = found.whole, found.window.origin.notes
    about = (f"{whole.origin.source} ({whole.origin.format})", *who(whole.patient))
    leads = " ".join(lead for lead in LEADS if lead in whole.leads)
    size = f"{whole.rate_hz:g} Hz, {whole.duration_s:.1f} s; {leads}, {_height(found)}."
    more = len(notes) - NOTES_SHOWN
    ending = [f"Note: and {more} more."] if more > 0 else []
    noted = wrapped(f"Note: {note}" for note in notes[:NOTES_SHOWN])
    return [*wrap(", ".join(about)), *wrap(size), *noted, *ending]


def _height(found: Inspection) -> str:
    """Say how high the beats stand in the lowest and the highest lead: a wrong unit is seen."""
    signal_mv, rate_hz = _signal(found)
    known_mv = np.where(np.isfinite(signal_mv), signal_mv, np.float32(0))
    with np.errstate(over="ignore"):
        heights = usual_height(known_mv, rate_hz).tolist()
    return f"{' to '.join(dict.fromkeys(map(_short, (min(heights), max(heights)))))} mV high"


def _short(number: float) -> str:
    return f"{number:.2g}" if number < WHOLE_MV else f"{number:,.0f}"


def _objections(found: Inspection) -> list[str]:
    urgent = urgent_lines(() if found.look is None else found.look.urgent)
    if found.verdict is None:
        return [*urgent, NO_OBJECTION]
    reasons = reason_lines(found.reasons, REASONS_SHOWN)
    return [*urgent, WOULD_END.format(verdict=found.verdict), *reasons, *step_lines(found.retake)]


def _signal(found: Inspection) -> tuple[NDArray[np.float32], float]:
    """Return what is drawn: the cleaned signal, without what was missing, or else the recorded."""
    window = found.window
    if found.look is None:
        return window.signal_mv, window.rate_hz
    cleaned, rate_hz = found.look.cleaned_mv.copy(), found.look.rate_hz
    places = np.arange(cleaned.shape[1]) * window.rate_hz / rate_hz
    samples = np.minimum(places.round().astype(np.intp), window.signal_mv.shape[1] - 1)
    cleaned[~np.isfinite(found.look.recording.signal_mv[:, samples])] = np.nan
    return cleaned, rate_hz


def _drawn(found: Inspection, pen: Pen, lines: int) -> list[str]:
    signal_mv, rate_hz = _signal(found)
    leads = found.window.leads if found.look is None else found.look.recording.leads
    return drawing(signal_mv, rate_hz, leads, pen, lines)
