"""What to do before an ECG is recorded again, as sentences, and what is wrong in one clause."""

from types import MappingProxyType
from typing import Final

STEPS: Final = MappingProxyType(
    {
        "step.get_help": "If the patient is unwell, get help now.",
        "step.check_cable": (
            "{problem}: check that the cable is plugged in and that all ten electrodes hold."
        ),
        "step.put_in_place": (
            "Look where the {electrodes} electrodes are, and put each in its own place."
        ),
        "step.press": "{problem}: press the {electrodes} electrode onto the skin.",
        "step.press.many": "{problem}: press the {electrodes} electrodes onto the skin.",
        "step.replace": (
            "{problem}: clean the skin, put a fresh {electrodes} electrode on, and wait until the "
            "line is still."
        ),
        "step.replace.many": (
            "{problem}: clean the skin, put fresh {electrodes} electrodes on, and wait until the "
            "lines are still."
        ),
        "step.fasten": (
            "{problem}: fasten the {electrodes} electrode, and lay its wire so that it does not "
            "pull."
        ),
        "step.fasten.many": (
            "{problem}: fasten the {electrodes} electrodes, and lay their wires so that they do "
            "not pull."
        ),
        "step.relax": (
            "{problem}: let the patient lie back, warm, with arms and legs resting, and not speak."
        ),
        "step.away_from_mains": (
            "{problem}: unplug chargers and lamps nearby, keep the wires away from power cords, "
            "and press the {electrodes} electrode onto the skin."
        ),
        "step.away_from_mains.many": (
            "{problem}: unplug chargers and lamps nearby, keep the wires away from power cords, "
            "and press the {electrodes} electrodes onto the skin."
        ),
        "step.breathe_calmly": "{problem}: wait until the patient breathes calmly.",
        "step.check_all": "Check that each of the ten electrodes is in its place and holds.",
        "step.all_leads": (
            "Connect all ten electrodes: one on each arm and leg, and six on the chest."
        ),
        "step.record_longer": "Record for at least {seconds:g} seconds.",
        "step.record_again": "Record again. If the same comes back, show this ECG to a clinician.",
        "problem.saturated": "the recorder is at its limit in {leads}",
        "problem.incomplete": "part of {leads} is missing",
        "problem.flat": "{leads} is flat",
        "problem.flat.many": "{leads} are flat",
        "problem.motion": "{leads} jumps about",
        "problem.motion.many": "{leads} jump about",
        "problem.pops": "sudden spikes in {leads}",
        "problem.muscle": "muscle tremor in {leads}",
        "problem.mains": "hum from the mains in {leads}",
        "problem.wander": "the baseline of {leads} wanders",
    }
)
"""Key -> sentence or clause. The key's ending says for how many: none for one, many, all."""
