"""Units of voltage, as people and devices write them."""

from types import MappingProxyType
from typing import Final

_VOLTAGE: Final = MappingProxyType(
    {
        **dict.fromkeys(("mv", "millivolt", "millivolts"), "mV"),
        **dict.fromkeys(("uv", "microvolt", "microvolts"), "uV"),
        **dict.fromkeys(("v", "volt", "volts"), "V"),
    }
)
VOLTAGE_WORDS: Final = tuple(_VOLTAGE)


def plain_micro(text: str) -> str:
    """Return the text with both micro signs (U+00B5, U+03BC) as the letter u."""
    return text.replace("\u00b5", "u").replace("\u03bc", "u")


def voltage_unit(text: str) -> str | None:
    """Return ``"mV"``, ``"uV"`` or ``"V"`` for a unit as written, or None.

    Capitals carry no meaning here: no ECG is in megavolts.
    """
    return _VOLTAGE.get(plain_micro(text).strip(" \t\"'()[]{}").lower())
