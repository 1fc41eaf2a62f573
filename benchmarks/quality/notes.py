"""What stands above the tables."""

from typing import Final

from benchmarks.quality.card import FOLDS
from benchmarks.quality.judged import SEEDS

TITLE: Final = "Signal quality"
JUDGED: Final = (
    f"Five-fold cross-validation, repeated with {SEEDS} seeds ({FOLDS} folds each). The number of "
    "rules and the limit are chosen by cross-validation within the training folds. The figures of "
    "the card and their constants were chosen on these ECGs too, by looking at all of them, which "
    "flatters a little; no further set was kept apart.",
    "The interval is Wilson's for the middle run. Published for this set: .93 at best, .857 to "
    ".914 for simple rules; on other splits.",
    "People accepted 5 of 24 ECGs with one flat lead and many with a lead that comes and goes; our "
    "rules call such a lead unusable, as the screener needs all leads.",
)
INJECTED: Final = (
    "Each ECG gets one fault at one of nine electrodes, taken in turn. The fault appears in all "
    "leads that use the electrode: a limb electrode's in its limb leads and, by a third, in V1 to "
    "V6. Flat, saturated and incomplete are put in its three limb leads, or in its chest lead.",
    "`Named right`: the fault is noticed (motion and pops count as one) and that electrode, and no "
    "other, is named for it. `Seen by a person` is our own judgement of the paper strip.",
    "Only ECGs without any fault of their own take part. Mains need more than 111 samples a "
    "second, and are not tried at 100.",
)
REJECTED: Final = (
    "PTB-XL folds 1 to 8 may have been looked at when limits were chosen (fold 8 was); fold 9 was "
    "not. Nothing is known of the quality of these ECGs: all are taken for clean, though some are "
    "not. The hospitals' ECGs are those of full length; the units of 10 of CODE-15 are in doubt.",
)
HARD: Final = (
    "Warnings are errors here. Time and memory are of finding the window; a day is 24 h x 500 Hz "
    "x 12 leads (2 GB), one lead without contact but for ten seconds after noon (at 43,200 s).",
)


def above(cpu: str) -> list[str]:
    """Return what stands above all tables.

    Args:
        cpu: Name of the processor.
    """
    return [
        "Made by `python -m benchmarks quality`.",
        f"Real ECGs, on {cpu}. Faults are put in by us; no patient here is simulated.",
        "ECGs of the PhysioNet/CinC Challenge 2011 (set a, half of it), PTB-XL, PTB, CPSC 2018, "
        "Georgia (CinC 2020/2021) and CODE-15. 41 of the hospitals' ECGs are PTB-XL's.",
        "Research use, not a medical device.",
    ]
