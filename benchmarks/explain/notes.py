"""What stands above the tables."""

from typing import Final

from benchmarks.explain.ecgs import NEAR
from echo2ecg_edge.explain.intervals import LEVEL, SPREADS

TITLE: Final = "Explanations: which seconds and leads, and how far a risk would move"
SECONDS: Final = (
    "One second of each ECG is disturbed in all leads. `Ranks lowest`: of all seconds it is the "
    "one that, alone, is read least like the whole; 10 % would be chance. Wilson's 95 % intervals.",
    "`By log-variance`: the same if seconds were ranked by how much the model's own uncertainty "
    "rises when they are blanked. That was the plan; it hardly sees a second of noise, so reports "
    "do not use it.",
    "`Alike`: 1 is the reading of the whole ECG, 0 that of a flat line.",
)
LEADS: Final = (
    "One lead has noise; 8 % would be chance. The reading leans on a noisy lead more, not less: "
    "noise misleads the model instead of being ignored. So a mark beside a lead says how much the "
    "reading rests on it, not that the lead is to be trusted; the quality of the signal says that.",
)
DELETION: Final = (
    "Three seconds or leads are taken away: those ranked first by an explanation, those ranked "
    "last, or any three. Cutting seconds out is another way than the blanking that ranked them.",
    "What single seconds do to the risk is small: a tenth or two in log-odds for three of ten. "
    "Leads do more.",
)
INTERVALS: Final = (
    f"Half an interval is {SPREADS:g} spreads of the log-odds: over copies of the ECG that lack a "
    f"lead, and over single seconds. {LEVEL:.0%} of second recordings should lie inside.",
    f"Real pairs: successive ECGs of one patient at most {NEAR} ids apart in PTB-XL. `Read alike`: "
    "readers stated the same of both, which is as near to the same heart as these data come. The "
    "width was chosen on such pairs of folds 1 to 7, whose ECGs the model also learned from; folds "
    "8 and 9 check it, on few pairs. The kind of spread was picked from ten on all these pairs and "
    "on simulated ones, so nothing here checks that choice.",
    "`All`: the heart may have changed between the two; fewer lie inside, as they should.",
    "Simulated pairs: one heart recorded twice, with other beats, breath, electrode places, noise "
    "and amplifier. They differ about half as much as real ones, so the interval is wide for them.",
    "95 % intervals: Wilson's for `SHD`; for the others a bootstrap over pairs, because the labels "
    "of one pair go together. The check rests on the pairs of folds 8 and 9 that were read alike; "
    "they are few, as their intervals show.",
    "Thirds of the pairs, by the width of their intervals. Narrow intervals hold fewer than they "
    "say, wide ones more: a narrow range is no proof that the risk would stay.",
    "`Spreads for the level`: the factor at which exactly the level would lie inside.",
    "The interval is about recording the same heart again. It says nothing about how sure the "
    "disease is.",
)
TIME: Final = ("Median of one explanation after the other, engine onnx, one thread.",)


def above(cpu: str, bundle: str) -> list[str]:
    """Return what stands above all tables.

    Args:
        cpu: Name of the processor.
        bundle: Name and version.
    """
    return [
        "Made by `python -m benchmarks explain`.",
        f"Model {bundle}, on {cpu}. Tables say whether their ECGs are simulated or real.",
        "Real ECGs of PTB-XL, PTB, CPSC 2018, Georgia (CinC 2020/2021) and CODE-15.",
        "Research use, not a medical device.",
    ]
