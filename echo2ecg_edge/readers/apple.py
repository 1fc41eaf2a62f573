"""Apple Watch: the CSV of the Health app -> Content; one lead, one number a line.

Source: exports in English and German as public readers of them test with.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.errors import DamagedFileError
from echo2ecg_edge.readers.apple_preamble import find_preamble
from echo2ecg_edge.readers.content import Content
from echo2ecg_edge.readers.dates import age_years
from echo2ecg_edge.readers.declared import Claim, Declared, settle_rate
from echo2ecg_edge.readers.number_list import read_numbers
from echo2ecg_edge.readers.signals import Signal, stack_signals, step_mv
from echo2ecg_edge.readers.source import Source
from echo2ecg_edge.readers.text import decode

_NAME: Final = "Apple Watch CSV"
_WHO: Final = "the Apple Watch file"
_BEGINNING: Final = 4096


def recognises(source: Source) -> bool:
    """True for text that begins with a rate in hertz, a lead, a unit, and bare numbers."""
    return find_preamble(decode(source.data[:_BEGINNING]) or "") is not None


def read(source: Source, said: Declared) -> Content:
    """Read the one lead of a watch.

    Raises:
        DamagedFileError: A value is broken.
        UndeclaredError: Rate or unit contradicts the caller's.
        InputError: It is far too long.
    """
    text = decode(source.data) or ""
    head = find_preamble(text)
    if head is None:
        raise DamagedFileError(
            "The file begins as an Apple Watch CSV but goes on as something else.",
            "Export the ECG again.",
        )
    scale = step_mv(1.0, [head.unit], _WHO, said)
    stack = stack_signals([Signal(head.lead, scale * _numbers(text[head.start :]))])
    return Content(
        format=_NAME,
        signal_mv=stack.signal_mv,
        leads=stack.leads,
        rate_hz=settle_rate((*said.rates, Claim(_WHO, head.rate_hz))),
        age_years=age_years(head.born, head.recorded),
    )


def _numbers(body: str) -> NDArray[np.float64]:
    """Read one number a line, with decimal points or, in many countries, with decimal commas."""
    body = body.replace('"', "")
    if "," in body and "." in body:
        raise DamagedFileError(
            "The numbers are written with decimal points and with decimal commas.",
            "Export the ECG again with one of them.",
        )
    return read_numbers(body.replace(",", "."), "The Apple Watch file")
