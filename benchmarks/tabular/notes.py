"""What stands above the tables."""

from typing import Final

from benchmarks.tabular.kept import LIMIT_S, neurokit_version

TITLE: Final = "The figures a machine prints, measured by our own code"
LABELS: Final = (
    "Sensitivity and specificity in percent with Wilson's 95 % intervals; AUROC of the value among "
    "the ECGs that have one, with a 95 % bootstrap interval over patients. Below 5 labelled ECGs "
    "there is no AUROC.",
    "A label is what a reader wrote, not a measurement. Readers seldom write bradycardia between "
    "50 and 60, nor a long QT beside a bundle branch block or a fast rate, where Bazett's "
    "formula lengthens it; such ECGs count as false alarms here. Of the hospitals' RBBB some are "
    "incomplete.",
    "`wide QRS` is any label that goes with one: LBBB, RBBB, unspecific delay, pacing, WPW.",
    "The atrial rate is the ventricular rate where P waves are found, and missing where not: "
    "flutter waves and P waves without a QRS are not counted.",
    "Two faults were mended after looking at examples of folds 8 and 9 of PTB-XL: the next P wave "
    "or a U wave was taken for the T wave, and the top of a broad second R for the end of the QRS. "
    "The constants are those that suited fold 8, but fold 9 was seen: its figures are not those of "
    "a test never looked at.",
)
CLEANING: Final = (
    "Intervals: median, and in brackets the median absolute difference from the house's cleaning. "
    "All are measured on a median beat drawn at 500 Hz through the samples.",
)


def above(cpu: str) -> list[str]:
    """Return what stands above all tables.

    Args:
        cpu: Name of the processor.
    """
    return [
        "Made by `python -m benchmarks tabular`.",
        f"Real ECGs, on {cpu}. No figure here comes from simulated patients.",
        "ECGs of PTB-XL, PTB, CPSC 2018, Georgia (CinC 2020/2021) and CODE-15. 41 of the "
        "several hospitals' ECGs are PTB-XL's.",
        "Research use, not a medical device.",
    ]


def neurokit() -> list[str]:
    """Return what stands above the tables of agreement."""
    return [
        f"neurokit2 {neurokit_version()} on lead II: ecg_clean, ecg_peaks, ecg_delineate; medians "
        f"over the beats; at most {LIMIT_S:g} s an ECG.",
        "Its delineation is rough and sees one lead: another measurement, not the truth. `dwt` "
        "sets the ends of the QRS far apart, at twice its width in normal ECGs; `prominence` "
        "comes close to normal intervals. A low agreement with `dwt` says little about ours.",
        "`Only ours` counts its failures; `only theirs` are ECGs in which we find no such wave "
        "(as in atrial fibrillation, where it still gives a PR interval) or no whole beat.",
    ]
