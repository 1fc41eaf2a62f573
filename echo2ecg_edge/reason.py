"""Reason: why a verdict was reached, as a code and the values that made it so.

The sentences live in ``SENTENCES``, one per code, so that they can be translated in one place.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Final


class ReasonCode(StrEnum):
    """Every reason a verdict can have."""

    RISK_ABOVE_THRESHOLD = "risk_above_threshold"
    NO_RISK_ABOVE_THRESHOLD = "no_risk_above_threshold"
    TOO_UNCERTAIN = "too_uncertain"
    REFERRED_IN_DOUBT = "referred_in_doubt"
    UNLIKE_TRAINING = "unlike_training"
    REFERRED_UNLIKE_TRAINING = "referred_unlike_training"
    REFERRED_ON_FEWER_LEADS = "referred_on_fewer_leads"
    UNREADABLE = "unreadable"
    AGE_BELOW_ADULT = "age_below_adult"
    DETAILS_LACKING = "details_lacking"
    LEADS_MISSING = "leads_missing"
    LEADS_INCONSISTENT = "leads_inconsistent"
    TOO_SHORT = "too_short"
    RATE_TOO_LOW = "rate_too_low"
    AMPLITUDE_TOO_LARGE = "amplitude_too_large"
    AMPLITUDE_TOO_SMALL = "amplitude_too_small"
    HEART_RATE_IMPLAUSIBLE = "heart_rate_implausible"
    NO_HEARTBEAT_FOUND = "no_heartbeat_found"
    LEAD_FLAT = "lead_flat"
    LEAD_SATURATED = "lead_saturated"
    LEAD_INCOMPLETE = "lead_incomplete"
    LEAD_NOISY = "lead_noisy"


SENTENCES: Final[Mapping[ReasonCode, str]] = MappingProxyType(
    {
        ReasonCode.RISK_ABOVE_THRESHOLD: (
            "The score for {title} is {probability:.0%}, at or above the referral threshold of "
            "{threshold:.0%}; learned from {knowledge}."
        ),
        ReasonCode.NO_RISK_ABOVE_THRESHOLD: (
            "No score reaches its referral threshold; learned from {knowledge}."
        ),
        ReasonCode.TOO_UNCERTAIN: (
            "The model is less certain about this ECG than about {percentile:.1f} % of the ECGs "
            "it knows. Check the electrodes and record again; if it happens again, ask a "
            "clinician."
        ),
        ReasonCode.REFERRED_IN_DOUBT: (
            "The model is less certain about this ECG than about {percentile:.1f} % of the ECGs "
            "it knows. The referral stands; a second recording may help whoever reads it."
        ),
        ReasonCode.UNLIKE_TRAINING: (
            "This recording does not look like the ECGs that the model knows. Check that each "
            "electrode is in its place and that the file is not reversed, inverted or mixed up, "
            "and record again; if it happens again, ask a clinician."
        ),
        ReasonCode.REFERRED_UNLIKE_TRAINING: (
            "This recording does not look like the ECGs that the model knows. The referral "
            "stands; check electrodes and file, and record again for whoever reads it."
        ),
        ReasonCode.REFERRED_ON_FEWER_LEADS: (
            "This ECG lacks {leads}. From so few leads many healthy people are referred too, and "
            "electrodes at the wrong place are not noticed: record all twelve leads if you can."
        ),
        ReasonCode.UNREADABLE: "{problem} {remedy}",
        ReasonCode.AGE_BELOW_ADULT: (
            "The patient is {age_years:g} years old; this tool is only for adults of 18 years or "
            "more. Ask a clinician."
        ),
        ReasonCode.DETAILS_LACKING: (
            "This model needs the patient's {details}, which the file does not state: give "
            "{options}."
        ),
        ReasonCode.LEADS_MISSING: (
            "This ECG lacks {leads}. Record all twelve leads: ten electrodes, four on the limbs "
            "and six on the chest."
        ),
        ReasonCode.LEADS_INCONSISTENT: (
            "The limb leads contradict each other: {equation} is off by {difference:.0%} of the "
            "signal. Columns may be swapped, misnamed or from different moments. Check the lead "
            "names, then export or record again."
        ),
        ReasonCode.TOO_SHORT: (
            "The recording lasts {duration_s:.1f} s at {rate_hz:g} Hz; {minimum_s:g} s are "
            "needed. Record for longer, or, if the device did record {minimum_s:g} s, its true "
            "rate is about {implied_rate_hz:g} Hz: check it."
        ),
        ReasonCode.RATE_TOO_LOW: (
            "The sampling rate of {rate_hz:g} Hz is too low; at least {minimum_hz:g} Hz are "
            "needed. Export the ECG at its original rate."
        ),
        ReasonCode.AMPLITUDE_TOO_LARGE: (
            "The signal is {amplitude_mv:.4g} mV high, far more than a heart makes (at most "
            "{limit_mv:g} mV). The units or the gain are probably wrong: if the values are "
            "microvolts, say so (--units uV), or correct the unit that the file states."
        ),
        ReasonCode.AMPLITUDE_TOO_SMALL: (
            "The signal is only {amplitude_mv:.2g} mV high, far less than a heart makes (at least"
            " {limit_mv:g} mV). The units or the gain are probably wrong, or the electrodes are "
            "not connected: check both. If the patient is unwell, get help now."
        ),
        ReasonCode.HEART_RATE_IMPLAUSIBLE: (
            "The heart rate would be {heart_rate_bpm:.0f} per minute, which is hardly possible. "
            "The sampling rate is probably wrong: check it. If it is right, this is an emergency:"
            " get help now."
        ),
        ReasonCode.NO_HEARTBEAT_FOUND: (
            "No regular heartbeat stands out in this recording. If the patient is unwell, get "
            "help now. Otherwise check the electrodes and record again."
        ),
        ReasonCode.LEAD_FLAT: "Flat line in {leads}. {electrode}",
        ReasonCode.LEAD_SATURATED: "The recorder is at its limit in {leads}. {electrode}",
        ReasonCode.LEAD_INCOMPLETE: (
            "{missing:.0%} of the samples are missing in {leads}. {electrode}"
        ),
        ReasonCode.LEAD_NOISY: (
            "Too much noise in {leads}. Let the patient lie still and relaxed. {electrode}"
        ),
    }
)


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason: its code and the values its sentence needs."""

    code: ReasonCode
    values: Mapping[str, object] = field(default_factory=dict)

    @property
    def sentence(self) -> str:
        """The reason in English, with what to do where something can be done."""
        return SENTENCES[self.code].format_map(self.values)
