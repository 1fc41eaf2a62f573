"""Graded words of MIMIC-IV-ECHO: how severe is a lesion, as its reader chose from a list."""

import re
from typing import Final

MODERATE: Final = 2.0

UNGRADED: Final = re.compile(
    r"present|cannot|can't|unable|indeterminate|not (?!present)|.*not (?:well )?(?:seen|visuali)"
)
"""The lesion was not graded, or not seen: neither positive nor negative."""
ABSENT: Final = re.compile(r"none|no |no$|not present|absent|normal|nl\b")
TRACE: Final = re.compile(r"trace|trivial|physiologic|minimal")
SMALL: Final = re.compile(r"(?:very |trivial|trace|tiny)?\s*small|trivial|trace|tiny|physiologic")
PROSTHESIS: Final = re.compile(
    r"prosth|mechanical|annulopl|\btavr\b|\btavi\b|tissue valve|repair|mitra ?clip"
)


def severity(text: str) -> float | None:
    """Return the degree of a narrowing or a leak.

    Args:
        text: The entry in lower case, such as "mild-mod [1-2+]" or "none, incr vel high output".

    Returns:
        0 none, 0.5 trace, 1 mild, 2 moderate, 3 severe, 4 torrential, and halves between; None
        where the entry does not grade. Degrees between mild and moderate stay below MODERATE.
    """
    if "torrential" in text or "massive" in text:
        return 4.0
    if text.startswith(("cannot", "can't", "unable")):
        return None
    if ABSENT.match(text):
        return 0.0
    if text.startswith("mild"):
        return 1.5 if "mod" in text else 1.0
    if TRACE.match(text):
        return 0.5
    if "sever" in text:
        return 2.5 if "mod" in text else 3.0
    if "mod" in text or "significant" in text:
        return MODERATE
    return None


def rv_is_weak(text: str) -> bool | None:
    """True for a right ventricle moderately or severely hypokinetic, or depressed."""
    if UNGRADED.match(text) or "cannot assess" in text:
        return None
    if text.startswith("mild"):
        return False
    return "depress" in text or bool(re.search(r"(?:mod|sever).*(?:hypo|akin)", text))


def effusion_is_large(text: str) -> bool | None:
    """True for moderate or large pericardial effusions; small ones and fat pads are negative."""
    if UNGRADED.match(text):
        return None
    if SMALL.match(text) or ABSENT.match(text) or "fat pad" in text:
        return False
    return "large" in text or "mod" in text


def atrial_pressure_mmhg(text: str) -> float | None:
    """Right atrial pressure from the description of the inferior vena cava: 3, 8, 13 or 20.

    Source: bands of the American Society of Echocardiography as MIMIC-IV-ECHO names them.
    """
    squeezed = text.replace(" ", "")
    if "cannot" in text or "notvisuali" in squeezed:
        return None
    if "dilated" in text or ">15mmhg" in squeezed:
        return 20.0
    if "10-15mmhg" in squeezed:
        return 13.0
    if "5-10mmhg" in squeezed:
        return 8.0
    # A ventilated patient's cava below 1.5 cm is narrow, whatever else is not known.
    is_narrow = "0-5mmhg" in squeezed or squeezed.startswith("nlivc") or "ra<10mmhg" in squeezed
    return 3.0 if is_narrow else None


def is_replaced(measurement: str, text: str) -> bool:
    """True where a valve is not native, or its leaflets are described as a prosthesis or repair."""
    if re.fullmatch(r"[amtp]vr_structure\d*", measurement):
        return bool(text) and not text.startswith("native")
    return bool(re.fullmatch(r"[amtp]v_leaflets\d*", measurement) and PROSTHESIS.search(text))
