"""What the report in plain text says; the pages share its headlines and small words."""

from types import MappingProxyType
from typing import Final

TEXT: Final = MappingProxyType(
    {
        "headline.refer": "REFER: ask for an echocardiogram.",
        "headline.routine": "ROUTINE: this screening found no reason to refer.",
        "headline.repeat": "REPEAT: record this ECG again.",
        "headline.cannot_screen": "CANNOT SCREEN: this ECG was not scored.",
        "headline.refer_other": (
            "REFER: this model found what it looks for. Show the ECG to a clinician."
        ),
        "headline.routine_other": (
            "ROUTINE: this model did not find what it looks for. It looks for nothing else."
        ),
        "disclaimer": "Research use only. Not a medical device.",
        "text.urgent": "Urgent, apart from the screening: show this ECG to a clinician now.",
        "text.what_to_do": "What to do:",
        "text.more": "and {count} more",
        "text.age": "{age:g} years",
        "text.structural": "Structural risk ({sources})",
        "text.looked_for": "What this model looks for ({sources})",
        "text.score": "score",
        "text.refer_at": "refer at",
        "text.refer": "refer",
        "text.below": "below",
        "text.not_counted": "not counted",
        "text.percent": "{share:.1%}",
        "text.lvef": (
            "Estimated LVEF {value:.0f} % ({level:.0f} % interval {low:.0f} to {high:.0f}; "
            "{knowledge})."
        ),
        "text.no_findings": "Findings: none in this bundle.",
        "text.no_findings_from_fewer": "Findings: none is stated from fewer than twelve leads.",
        "text.no_finding_stated": (
            "Findings: none likely enough to state, which does not make this ECG normal."
        ),
        "text.findings": "Findings (learned from {sources}): {findings}.",
        "text.finding": "{title} {percent:.0f} %",
        "text.no_part_of_it": "They are no part of the verdict: show this ECG to a clinician.",
        "text.neighbours": (
            "The {number} nearest simulated echo studies: median LVEF {lvef:.0f} %, {common}."
        ),
        "text.neighbours_real": (
            "The {number} nearest real echo studies: median LVEF {lvef:.0f} %, {common}."
        ),
        "text.neighbours_with": "{title} in {having:.0f} of {number}",
        "text.nothing_common": "no common disease",
        "text.measured": "Measured: {measured}.",
        "text.heart_rate": "heart rate {rate:.0f} per minute",
        "text.no_heart_rate": "no heart rate",
        "text.heart_rate_alone": "Heart rate: {rate:.0f} per minute.",
        "text.interval": "{name} {ms:.0f} ms",
        "text.axis": "axis {axis:.0f} degrees",
        "text.voltages": "Voltages: {voltages}.",
        "text.voltage": "{name} {mv:.1f} mV",
        "text.signal": "Signal: {state}.",
        "text.signal_faults": "Signal: {state} ({faults}).",
        "text.signs": "Signs: {signs}.",
        "text.note": "Note: {note}",
        "text.model": "Model: {name} {version} ({engine}).",
        "text.policy": "Policy: {name} (mode: {mode}).",
        "sign.af": "irregular and without P waves, as in atrial fibrillation",
        "sign.low_limb_voltage": "low voltage in the limb leads",
        "sign.low_chest_voltage": "low voltage in the chest leads",
        "sign.q_waves": "pathological Q waves in {leads}",
        "signal.saturated": "saturated in {leads}",
        "signal.incomplete": "incomplete in {leads}",
        "signal.flat": "flat in {leads}",
        "signal.motion": "motion in {leads}",
        "signal.pops": "pops in {leads}",
        "signal.muscle": "muscle in {leads}",
        "signal.mains": "mains in {leads}",
        "signal.wander": "wander in {leads}",
    }
)
"""Key -> words."""
