"""Why a verdict was reached, as sentences; where only the file is wrong, with what to do."""

from types import MappingProxyType
from typing import Final

REASONS: Final = MappingProxyType(
    {
        "reason.risk_above_threshold": (
            "The score for {title} is {probability:.0%}, at or above the referral threshold of "
            "{threshold:.0%}; learned from {knowledge}."
        ),
        "reason.no_risk_above_threshold": (
            "No score reaches its referral threshold; learned from {knowledge}."
        ),
        "reason.too_uncertain": (
            "The model is less certain about this ECG than about {percentile:.1f} % of the ECGs "
            "it knows."
        ),
        "reason.referred_in_doubt": (
            "The model is less certain about this ECG than about {percentile:.1f} % of the ECGs "
            "it knows. The referral stands; a second recording may help whoever reads it."
        ),
        "reason.unlike_training": (
            "This recording does not look like the ECGs that the model knows. It may be reversed, "
            "inverted or mixed up, or an electrode may be out of place."
        ),
        "reason.referred_unlike_training": (
            "This recording does not look like the ECGs that the model knows. The referral "
            "stands; check electrodes and file, and record again for whoever reads it."
        ),
        "reason.referred_on_fewer_leads": (
            "This ECG lacks {leads}. From so few leads many healthy people are referred too, and "
            "electrodes at the wrong place are not noticed: record all twelve leads if you can."
        ),
        "reason.referred_on_fewer_leads.most": (
            "This ECG lacks {count} of the twelve leads (it has only {present}). From so few leads "
            "many healthy people are referred too, and electrodes at the wrong place are not "
            "noticed: record all twelve leads if you can."
        ),
        "reason.unreadable": "{problem} {remedy}",
        "reason.age_below_adult": (
            "The patient is {age_years:.3g} years old; this tool is only for adults of 18 years or "
            "more. Ask a clinician."
        ),
        "reason.details_lacking": (
            "This model needs the patient's {details}, which the file does not state: give "
            "{options}."
        ),
        "reason.leads_missing": (
            "This ECG lacks {leads}. Record all twelve leads: ten electrodes, four on the limbs "
            "and six on the chest."
        ),
        "reason.leads_missing.most": (
            "This ECG lacks {count} of the twelve leads (it has only {present}). Record all twelve "
            "leads: ten electrodes, four on the limbs and six on the chest."
        ),
        "reason.leads_missing.all": (
            "This ECG has none of the twelve leads. Record all twelve leads: ten electrodes, four "
            "on the limbs and six on the chest."
        ),
        "reason.leads_inconsistent": (
            "The limb leads contradict each other: {equation} is off by {difference:.0%} of the "
            "signal. Columns may be swapped, misnamed or from different moments. Check the lead "
            "names, then export or record again."
        ),
        "reason.too_short": (
            "The recording lasts {duration_s:.1f} s at {rate_hz:g} Hz; {minimum_s:g} s are "
            "needed. If the device did record {minimum_s:g} s, the rate is wrong: check it."
        ),
        "reason.rate_too_low": (
            "The sampling rate of {rate_hz:g} Hz is too low; at least {minimum_hz:g} Hz are "
            "needed. Export the ECG at its original rate."
        ),
        "reason.amplitude_too_large": (
            "The signal is {amplitude_mv:.4g} mV high, far more than a heart makes (at most "
            "{limit_mv:.2g} mV). The units or the gain are probably wrong: if the values are "
            "microvolts, correct the unit in the file, or say --units uV where it states none."
        ),
        "reason.amplitude_too_small": (
            "The signal is only {amplitude_mv:.2g} mV high, far less than a heart makes (at least"
            " {limit_mv:.2g} mV). The units or the gain are probably wrong, or the electrodes are "
            "not connected: check both. If the patient is unwell, get help now."
        ),
        "reason.heart_rate_implausible": (
            "The heart rate would be {heart_rate_bpm:.0f} per minute, which is hardly possible. "
            "The sampling rate is probably wrong: check it. If it is right, this is an emergency:"
            " get help now."
        ),
        "reason.leads_duplicated": (
            "{leads} hold the same signal, which no heart makes. The file was put together "
            "wrongly: export it again, or record again."
        ),
        "reason.rate_wrong_by_two": (
            "All waves last about half or twice as long as a heart makes them. The sampling rate "
            "of {rate_hz:g} Hz is probably wrong ({implied_rate_hz:g} Hz fits better): check it on "
            "the device, and correct it in the file. If it is right, show this ECG to a clinician."
        ),
        "reason.paced_rhythm": (
            "A pacemaker seems to pace this heart. The model does not know paced hearts: ask a "
            "clinician."
        ),
        "reason.no_heartbeat_found": "No regular heartbeat stands out in this recording.",
        "reason.no_signal": "No lead holds a signal: no heartbeat was recorded.",
        "reason.electrodes_misplaced": (
            "The {electrodes} electrodes do not seem to be in their places."
        ),
        "reason.lead_flat": "{leads} is flat.",
        "reason.lead_flat.many": "{leads} are flat.",
        "reason.lead_saturated": "The recorder is at its limit in {leads}.",
        "reason.lead_incomplete": "Part of the recording is missing in {leads}.",
        "reason.lead_motion": "{leads} jumps about, as if an electrode were loose.",
        "reason.lead_motion.many": "{leads} jump about, as if an electrode were loose.",
        "reason.lead_muscle": "Muscle tremor hides the ECG in {leads}.",
        "reason.quality_too_low": "The recording as a whole is too disturbed to be judged.",
    }
)
"""Key -> sentence. The key's ending says for how many leads: none for one, many, most, all."""
