"""The twelve standard leads: their order, their names in the wild, and how four follow from two."""

import re
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray

LEADS: Final = ("I", "II", "III", "aVR", "aVL", "aVF", "V1", "V2", "V3", "V4", "V5", "V6")
"""Lead order everywhere in this project."""

LIMB_LEADS: Final = LEADS[:6]
INDEPENDENT_LEADS: Final = ("I", "II", *LEADS[6:])
"""The eight leads that a 12-lead ECG really measures; the other four are sums of I and II."""

DERIVED_FROM_I_AND_II: Final = MappingProxyType(
    {"III": (-1.0, 1.0), "aVR": (-0.5, -0.5), "aVL": (1.0, -0.5), "aVF": (-0.5, 1.0)}
)
"""Lead -> weights of (I, II). Source: Einthoven's law and Goldberger's augmented leads."""

_BY_UPPER = {lead.upper(): lead for lead in LEADS}
_PREFIX = re.compile(r"^(?:MDC_ECG_LEAD_|(?:ECG|LEAD)(?:[ _]+|-)?)+")
_SPACED = re.compile(r"(A?)[ _.-]*V[ _.-]*([RLF1-6])")
_IEC = re.compile(r"C[ _.-]*([1-6])")
"""IEC 60601-2-25 calls the chest electrodes C1 to C6. An EEG has channels C3 and C4 too; taken for
leads, they do no harm, because a recording without leads I and II is refused."""


def standard_lead(name: str) -> str | None:
    """Return the standard name for a lead as vendors write it, or None.

    Args:
        name: For example ``"AVR"``, ``"Lead I"``, ``"MDC_ECG_LEAD_V1"``, ``"C1"`` for V1,
            or one with trailing NULs. An inverted lead such as ``"-aVR"`` is not the standard one.
    """
    text = _PREFIX.sub("", name.strip(" \t\r\n\x00\"'").upper()).rstrip(" _.")
    if match := _SPACED.fullmatch(text):
        text = f"{match[1]}V{match[2]}"
    elif match := _IEC.fullmatch(text):
        text = f"V{match[1]}"
    return _BY_UPPER.get(text)


def derive_limb_lead(
    lead: str, lead_i: NDArray[np.float32], lead_ii: NDArray[np.float32]
) -> NDArray[np.float32]:
    """Compute III, aVR, aVL or aVF from leads I and II, in their unit, shape (samples,)."""
    weight_i, weight_ii = DERIVED_FROM_I_AND_II[lead]
    return np.asarray(weight_i * lead_i + weight_ii * lead_ii, dtype=np.float32)
