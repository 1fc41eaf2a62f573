"""The half page for the patient: plain words, no scores, nothing that sounds like a diagnosis."""

from types import MappingProxyType
from typing import Final

PATIENT: Final = MappingProxyType(
    {
        "patient.title": "For you, the patient",
        "patient.refer": "We suggest an ultrasound scan of your heart.",
        "patient.refer_other": "We suggest that a clinician looks at your ECG.",
        "patient.routine": "This check found no reason for an ultrasound scan of your heart.",
        "patient.routine_other": "This check did not find what it looks for.",
        "patient.routine_caution": "We suggest that a clinician looks at your ECG.",
        "patient.repeat": "Your ECG has to be recorded once more.",
        "patient.cannot_screen": "This check could not be done with your ECG.",
        "patient.at_once": (
            "Please do not leave yet: your ECG shows something that a clinician should look at now."
        ),
        "patient.at_once.unwell": (
            "If you feel unwell, say so now: this recording does not show how your heart is doing."
        ),
        "patient.meaning": "What this means",
        "patient.refer.meaning.1": (
            "An ECG records the electricity of your heart. A computer program compared yours with "
            "many others."
        ),
        "patient.refer.meaning.2": (
            "Yours looks more like those of people who had a heart problem. Many people with "
            "such a result turn out to have a healthy heart."
        ),
        "patient.refer.meaning.3": "Only the ultrasound scan can show how your heart really is.",
        "patient.refer_other.meaning.1": (
            "An ECG records the electricity of your heart. A computer program compared yours with "
            "many others, and found what it looks for."
        ),
        "patient.refer_other.meaning.2": "The program can be wrong. A clinician can tell you more.",
        "patient.routine.meaning.1": (
            "An ECG records the electricity of your heart. A computer program compared yours with "
            "many others."
        ),
        "patient.routine.meaning.2": (
            "It found nothing that asks for a scan. It can miss a heart problem: if you feel "
            "unwell, get help all the same."
        ),
        "patient.routine_caution.meaning.1": (
            "The check for an ultrasound scan found no reason for one. But your ECG may show "
            "something else, which this check does not judge."
        ),
        "patient.routine_caution.meaning.2": "A clinician can tell you whether it matters.",
        "patient.repeat.meaning.1": (
            "The recording was not clear enough. This check cannot tell how your heart is doing."
        ),
        "patient.cannot_screen.meaning.1": (
            "The program cannot judge this recording. This check cannot tell how your heart is "
            "doing."
        ),
        "patient.next": "What happens next",
        "patient.refer.next.1": "Ask when and where the scan can be done.",
        "patient.refer.next.2": (
            "The scan is done from outside, on your chest. It does not hurt and uses no radiation."
        ),
        "patient.refer.next.3": "Go to the scan even if you feel well, and take this page along.",
        "patient.refer_other.next.1": "Ask who can look at your ECG, and take this page along.",
        "patient.routine.next.1": "Carry on as your clinician has told you.",
        "patient.routine.next.2": "Go on taking your medicines as before.",
        "patient.routine_caution.next.1": "Ask who can look at your ECG, and take this page along.",
        "patient.repeat.next.1": "We record again. It takes a few minutes and does not hurt.",
        "patient.repeat.next.2": "Lie back, keep arms and legs still, and breathe calmly.",
        "patient.cannot_screen.next.1": "Ask your clinician what else can be done.",
        "patient.help": "Get help at once if you have",
        "patient.help.1": "pain or pressure in the chest",
        "patient.help.2": "trouble breathing at rest",
        "patient.help.3": "fainted, or nearly fainted",
        "patient.help.4": "sudden weakness on one side, or trouble speaking",
        "patient.not_a_diagnosis": (
            "This is not a diagnosis. The program is for research, and not a medical device. Talk "
            "to your clinician about it."
        ),
    }
)
"""Key -> sentence; the numbered ones of a kind stand one below the other."""
