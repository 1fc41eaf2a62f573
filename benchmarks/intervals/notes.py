"""What stands above the tables."""

from typing import Final

TITLE: Final = "How true the measured figures are"
ERRORS: Final = (
    "Simulated patients at 500 Hz with their own rhythms, early atrial beats and conduction "
    "faults, but no ventricular ectopic beats. The truth is what the simulator drew the beats "
    "from; noise is added afterwards. The largest errors of QT and PR are in fast rhythms, where "
    "the next P wave stands on the T wave.",
    "The simulator's edges are its own: QRS where the signal over all leads passes 2 % of its "
    "peak, P where it passes 16 %, T at 2.7 widths after its top. Ours are set so that normal ECGs "
    "of PTB-XL have a median PR of 158 ms and QRS of 90 ms. So the mean error says how two "
    "definitions differ; the SD says how well the figure follows the truth.",
    "`Only measured` counts P waves found where the simulator drew none that leads a beat.",
)
BLOCK: Final = (
    "Simulated patients: as they come, and with a complete block in everybody (atria at 65 to 105, "
    "ventricles at 30 to 48 a minute). An atrial rate near a multiple of the ventricular one looks "
    "conducted within ten seconds, and is not suspected.",
)
CALIBRATION: Final = (
    "Drawn triangular waves, 32 to 100 ms wide. `Measured`: amplitudes and ST levels are taken "
    "from the recording itself (beats averaged above a line through the levels before each QRS, "
    "mains fitted between the beats and taken out).",
    "`Cleaned signal`: what the model sees and intervals are measured on. It ends at 48 Hz and "
    "cuts the tip off a narrow R wave; recordings of less than 250 Hz have no more than that.",
    "Limits aimed at: 25 microvolts or 5 %; ringing 30 microvolts; 0.9 dB from 0.67 to 40 Hz.",
)
RHYTHM: Final = (
    "Suspected where RR intervals vary and no bump before the QRS recurs. The limits were set on "
    "folds 1 to 8 of PTB-XL. Sensitivity and specificity in percent, Wilson's 95 % intervals.",
)
URGENT: Final = (
    "Counts of ECGs. PTB-XL's infarctions are mostly old and its statements name no acute ST "
    "elevation, so a sensitivity cannot be given; what counts here is how seldom normal ECGs "
    "raise an alarm. The ST and block limits were set on folds 1 to 8, that of a fast wave on all "
    "ECGs of this table too.",
    "Age and sex not told: the limit in V2 and V3 is then that of a man of 40 or more.",
    "NORM alone: no other super-class. An ECG may stand in several super-classes.",
    "Fold 9 has 100 Hz: its ST levels come from the cleaned signal. Units of CODE-15 (10 of the "
    "several hospitals' ECGs) are doubtful; 41 are PTB-XL's.",
    "Phones: CinC 2011, by the quality that people saw; nobody said what their hearts have. What "
    "noise makes of an unacceptable ECG is no finding: it should be recorded again first.",
)
TIMES: Final = (
    "One ECG of 12 x 5,000 samples, already cleaned; the least of five medians of 50 calls.",
)


def above(cpu: str) -> list[str]:
    """Return what stands above all tables.

    Args:
        cpu: Name of the processor.
    """
    return [
        "Made by `python -m benchmarks intervals`.",
        f"On {cpu}. Tables say whether their ECGs are simulated, drawn or real.",
        "Agreement with neurokit2 on the real ECGs: see `tabular.md`.",
        "Real ECGs of PTB-XL, PTB, CPSC 2018, Georgia (CinC 2020/2021) and CODE-15.",
        "Research use, not a medical device.",
    ]
