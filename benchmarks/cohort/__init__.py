"""The virtual cohort against published figures, part by part.

Every part is a module with ``measure(bench) -> list[Measured]``. Nothing here is imported before it
is asked for, so that the command's help stays quick.
"""

PARTS = (
    "prevalence",
    "distributions",
    "criteria",
    "ladder",
    "echo",
    "real",
    "transfer",
    "leaks",
    "speed",
)
"""In the order in which they are measured and shown."""

TITLES = {
    "prevalence": "Prevalence of the labels, simulated",
    "distributions": "Age and ECG measurements, simulated",
    "criteria": "Classical ECG criteria against the simulated echo",
    "ladder": "The ladder of models on simulated patients",
    "echo": "Simulated echo: LVEF from one view and from all",
    "real": "Simulated against real ECGs, matched",
    "transfer": "Transfer from simulated to real ECGs",
    "leaks": "Leak tests on simulated patients",
    "speed": "Speed and memory of the simulation",
}
