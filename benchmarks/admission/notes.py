"""What stands above the tables."""

from typing import Final

from echo2ecg_edge.admission.duplicates import SAME
from echo2ecg_edge.admission.exchanged import EASY_LIMIT, HARD_LIMIT
from echo2ecg_edge.admission.gain import LARGEST, SMALLEST
from echo2ecg_edge.admission.tempo import LIMITS

TITLE: Final = "What admission refuses, rightly and wrongly"
CAUSES: Final = (
    "The ECGs as they are, without their ages; six of the several hospitals' ECGs (CODE-15) are "
    "left out here and below, because they last 7.3 s and are refused for that. Admission alone: "
    "what the quality check stops is counted in its own table.",
    f"Two leads are the same where their slopes correlate by {SAME:g} or more.",
    "An ECG of PTB-XL or of a phone that is refused for its electrodes may well have been "
    "recorded so: nobody knows. It counts as a false alarm here. So may a phone ECG with spikes "
    "be a paced one: most that were looked at seemed to be, but they have no label.",
    "Of the simulated patients 0.4 % have their arms exchanged on purpose: not all alarms there "
    "are false.",
)
SCALE: Final = (
    "All samples multiplied by a factor. Two questions are asked: the height of the recording "
    "(before cleaning), and the heights of QRS, T and P of the averaged beat together, as a gain "
    f"against the usual heart (refused below {SMALLEST:g} and above {LARGEST:g}).",
    "Factors of two and three are mostly not noticed: hearts differ by more.",
    "The step of the converter is not looked at: it differs between devices and formats.",
    "Of the several hospitals, the ECGs of CODE-15 have a doubtful unit: two to three times too "
    "high. Their usual gain is about 3.",
)
RATES: Final = (
    "Half the true rate stated: the first half of the recording in slow motion. PTB-XL at 100 Hz "
    "is interpolated for that, because 50 Hz would be refused as too low anyway. Twice the true "
    "rate stated: with ten seconds the recording is too short; here it is the recording twice in "
    "a row, as a longer one would be.",
    f"Refused for the rate: log odds of {LIMITS[0]:g} (too slow) or {LIMITS[1]:g} (too fast) or "
    "more, or an implausible heart rate. The rest is refused for something else. The limits were "
    "chosen on fold 8, and raised after looking at the false alarms of fold 9: slow hearts with a "
    "block, and very fast ones. So fold 9 is no untouched test for this table.",
    "Slow hearts with a wide QRS: below 55 per minute, 120 ms or more, as measured by our code.",
)
SWAPS: Final = (
    "The exchange is applied to the recorded signals by the lead equations. Electrodes in a row: "
    "each lies where the next belongs; V1 to V6 is the reverse order. RA RL LA LL: both arms with "
    "the legs. Both legs are taken to be at one potential: with real legs the flat lead is not "
    "quite flat, and fewer are noticed.",
    "The first row counts false alarms: of any kind under `noticed`, those that name RA LA under "
    "`named right`.",
    "LL and RL exchanged changes nothing in any lead: nobody can see it.",
    f"Noticed: log odds of {EASY_LIMIT:g} or more (with the right arm), or of {HARD_LIMIT:g} (all "
    "others). Limits from fold 8 of PTB-XL, learned from folds 1 to 7; 41 of the several "
    "hospitals' ECGs are PTB-XL's, and may be among those.",
    "An exchange of left arm and left leg often looks like another healthy heart: it is the "
    "hardest to see.",
)
PACING: Final = (
    "Spikes at the same distance before the beats, in the recorded signal. At 100 Hz a spike is "
    "one sample and most are filtered away; there, three of four beats must show one.",
    "Some paced ECGs hold no spike at all: filters took it away. A wide QRS alone is no proof, and "
    "nothing is concluded from it.",
    "Spikes put in: one before every beat, square on the skin, through a low-pass of 150 Hz.",
)


def above(cpu: str) -> list[str]:
    """Return what stands above all tables.

    Args:
        cpu: Name of the processor.
    """
    return [
        "Made by `python -m benchmarks admission`.",
        f"On {cpu}. ECGs of PTB-XL, PTB, CPSC 2018, Georgia (CinC 2020/2021), CODE-15 and CinC "
        "2011; tables of simulated patients say so.",
        "Shares in percent with Wilson's 95 % intervals.",
        "Research use, not a medical device.",
    ]
