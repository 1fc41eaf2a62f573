"""Find the leads that cannot be used, and say what to do about them."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.quality.electrodes import advice, listing
from echo2ecg_edge.quality.faults import is_flat, is_noisy, is_saturated, lost_share
from echo2ecg_edge.reason import Reason, ReasonCode
from echo2ecg_edge.recording import Recording

ASYSTOLE: Final = "If the patient is unwell, get help now. Otherwise"
"""A line that is flat in all leads is a loose cable nearly always, but not always."""


def check_leads(
    recording: Recording, cleaned_mv: NDArray[np.float32], cleaned_rate_hz: float
) -> tuple[Reason, ...]:
    """Return one reason for each kind of fault that leads show; empty when all can be used.

    Args:
        recording: As it was read; NaN where samples are missing.
        cleaned_mv: The same leads cleaned, shape (leads, samples), millivolts.
        cleaned_rate_hz: Sampling rate of ``cleaned_mv``.

    Returns:
        Reasons with the values ``leads`` and ``electrode`` (a sentence), and ``missing`` (a share)
        where samples are missing. A lead is named once, for the first fault of this order:
        saturated, incomplete, flat, noisy.
    """
    signal_mv = np.where(np.isfinite(recording.signal_mv), recording.signal_mv, np.float32(np.nan))
    lost = lost_share(signal_mv, recording.rate_hz)
    faults = {
        ReasonCode.LEAD_SATURATED: is_saturated(signal_mv),
        ReasonCode.LEAD_INCOMPLETE: lost > 0,
        ReasonCode.LEAD_FLAT: is_flat(cleaned_mv, cleaned_rate_hz),
        ReasonCode.LEAD_NOISY: is_noisy(cleaned_mv, cleaned_rate_hz),
    }
    reasons: list[Reason] = []
    unnamed = np.ones(len(recording.leads), np.bool_)
    for code, is_faulty in faults.items():
        named = is_faulty & unnamed
        unnamed &= ~is_faulty
        if named.any():
            reasons.append(_reason(code, recording.leads, named, lost))
    return tuple(reasons)


def _reason(
    code: ReasonCode, names: tuple[str, ...], named: NDArray[np.bool_], lost: NDArray[np.float64]
) -> Reason:
    leads = [name for name, is_named in zip(names, named, strict=True) if is_named]
    electrode = advice(leads)
    if named.all() and code is ReasonCode.LEAD_FLAT:
        electrode = f"{ASYSTOLE} {electrode[0].lower()}{electrode[1:]}"
    values: dict[str, object] = {
        "leads": "all leads" if named.all() and len(leads) > 1 else listing(leads),
        "electrode": electrode,
    }
    if code is ReasonCode.LEAD_INCOMPLETE:
        values["missing"] = float(lost[named].max())
    return Reason(code, values)
