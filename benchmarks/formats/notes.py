"""What the pages say above their tables."""

from typing import Final

from tests.fuzz.campaign import SECONDS
from tests.fuzz.trial import LONGEST_S

FILES: Final = (
    "The files come from the projects that their folder's list names; none is copied here.",
    "The unit is stated in the file, or is the one that the caller says of a file without.",
    "No echo belongs to these ECGs: a verdict shows that the walk ends, not that it is right.",
)
GENERATED: Final = (
    "Ten seconds of a synthetic ECG, the same in every format; nothing was recorded from a person.",
    "Watches and Kardia devices record fewer than twelve leads: refer or repeat, never routine.",
)
AGREEMENT: Final = (
    "The Sierra file states that its rhythm went through no notch filter; its aECG twin states an "
    "adaptive 60 Hz notch, and was rounded to 5 microvolts again. Such a filter changes with the "
    "signal: no linear one explains what it did.",
    "The averaged beat of every lead is stored in both files, and is the same.",
)
DAMAGED: Final = (
    f"Each seed holds {SECONDS:g} s of a synthetic ECG. Bits are flipped; pieces cut out, "
    "repeated, moved, and spliced in from other formats; numbers replaced, marks inserted; one to "
    "four times a copy, the same every time.",
    "Refused means: one of our own errors, with what is wrong and what to do.",
    f"A reader that takes {LONGEST_S:g} s of processor time is stopped and counted.",
    "Memory growth is that of the most the process ever held, after the whole files were read.",
)
BOMBS: Final = (
    "Seconds of processor time and the most memory of a process that reads one file; some 30 MiB "
    "of it are Python, numpy and the readers' packages, 45 with pydicom.",
    "An end that begins with ! would be an error that is not ours.",
)
