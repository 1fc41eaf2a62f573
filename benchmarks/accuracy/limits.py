"""What none of this proves."""

from benchmarks.accuracy.world import World
from benchmarks.section import Section
from echo2ecg_edge.labels import Knowledge

TITLE = "What none of this proves"
NO_REAL_ECHO = (
    "That a structural score is right for a real patient. No real pair of ECG and echo was seen in "
    "training, and none is measured here.",
    "That a simulated AUROC would be the same on real hearts: the simulator is tuned to published "
    "figures, and whatever it leaves out is left out of the test as well.",
)
READERS = (
    "That a finding is right: the truth is what one or two readers of one country wrote under ECGs "
    "of a few devices in the 1990s. The external ECGs are few and chosen.",
)
ALWAYS = (
    "That calibration, intervals or abstain limits hold elsewhere: prevalence, devices and people "
    "differ, and every limit was chosen on the same kind of ECG that it was tested on.",
    "That nonsense is always noticed: only the kinds in the table were tried, and the shipped "
    "model was trained to notice most of them (train/ecg/tamper.py).",
    "That screening with it helps anybody. Research use, not a medical device.",
)


def limits(world: World) -> Section:
    """Say what stays unknown, whatever the figures above are."""
    is_real = world.manifest.trained_on is Knowledge.REAL
    findings = READERS if world.manifest.findings else ()
    return Section(TITLE, [*(() if is_real else NO_REAL_ECHO), *findings, *ALWAYS])
