"""What the printed page says beside what all reports say."""

from types import MappingProxyType
from typing import Final

PAGE: Final = MappingProxyType(
    {
        "page.title": "ECG screening report",
        "page.reasons": "Why",
        "page.steps": "What to do before you record again",
        "page.caution": (
            "Routine does not mean that this ECG is normal. It seems to show: {findings}. Show it "
            "to a clinician."
        ),
        "page.also": "This ECG also seems to show: {findings}. Show it to a clinician.",
        "page.not_of_this_site": (
            "LVEF and similar echos are those of the model's patients, not of this site."
        ),
        "page.risks.label": "Condition",
        "page.risks.figure": "below · threshold · refer",
        "page.risks.risk": "Risk",
        "page.risks.interval": "Range",
        "page.risks.refer_at": "Refer from",
        "page.risks.refer": "refer",
        "page.risks.below": "below",
        "page.risks.not_counted": "not counted here",
        "page.risks.percent": "{share:.0%}",
        "page.risks.small_percent": "{share:.1%}",
        "page.risks.range": "{low:.0f} to {high:.0f} %",
        "page.risks.small_range": "{low:.1f} to {high:.1f} %",
        "page.risks.alt": "{title}: risk {risk}, refer from {refer_at}; {word}.",
        "page.risks.caption": (
            "The long mark is the threshold: to its right the ECG is referred. A full dot is a "
            "reason to refer, an empty dot is not."
        ),
        "page.risks.learned": "These risks were learned from {knowledge}.",
        "page.risks.intervals": (
            "Grey bar and range: where a second recording of the same heart would score in "
            "{level:.0f} of 100 cases, if it reads alike; not how sure the disease is."
        ),
        "page.lvef": "Pumping of the left ventricle",
        "page.lvef.alt": "Scale from 10 to 80 %: LVEF {value:.0f} %, from {low:.0f} to {high:.0f}.",
        "page.name": "Name:",
        "page.date": "Date:",
        "page.ecg": "The ECG",
        "page.ecg.refused": "The ECG that was not accepted",
        "page.ecg.alt": "ECG on paper, leads {leads}.",
        "page.ecg.scale": "Printed at full size: 25 mm/s, {gain:g} mm/mV.",
        "page.ecg.filtered": "Baseline wander below 0.5 Hz was taken off.",
        "page.ecg.recorded": "As it was recorded, without any filter.",
        "page.ecg.marked": "Crossed names: these leads are the problem.",
        "page.ecg.cut": "What reached beyond the paper was cut off.",
        "page.ecg.seconds": (
            "Boxes under the long strip: tall and dark where this second alone reads like the "
            "whole ECG, low and light where it adds little or was disturbed."
        ),
        "page.ecg.leads": "Bars beside the names: how much the answer leans on each lead.",
        "page.measured": "Measured",
        "page.measured.name": "Measurement",
        "page.measured.value": "Value",
        "page.measured.usual": "Usual",
        "page.measured.word": "Mark",
        "page.measured.heart_rate": "Heart rate",
        "page.measured.axis": "QRS axis",
        "page.measured.bpm": "{value:.0f} per minute",
        "page.measured.ms": "{value:.0f} ms",
        "page.measured.degrees": "{value:.0f}°",
        "page.measured.mv": "{value:.1f} mV",
        "page.measured.range": "{low:.0f} to {high:.0f}",
        "page.measured.up_to": "up to {high:.1f}",
        "page.measured.high": "high",
        "page.measured.low": "low",
        "page.measured.caption": (
            "Usual: 96 of 100 healthy adults; for voltages, the limit of the published criterion."
        ),
        "page.findings": "What the ECG itself shows",
        "page.findings.learned": "Learned from {sources}; no part of the verdict.",
        "page.findings.none": "Nothing likely enough to state. That does not make it normal.",
        "page.neighbours": "ECGs like this one had these echos ({knowledge})",
        "page.neighbours.lvef": (
            "{number} nearest: LVEF {lvef:.0f} %, half of them {low:.0f} to {high:.0f} %"
        ),
        "page.quality": "Recording",
        "page.notes": "Notes of the reader",
        "page.prevalence": "Stated for this site: {shares}.",
        "page.prevalence.share": "{title} {share:.1%}",
        "page.recalibrated": "Recalibrated on this site's own echos: {titles}.",
        "page.qr": (
            "Scan this code with any phone: it holds the result and needs no network. It names "
            "nobody."
        ),
        "page.qr.alt": "QR code with the result as text.",
        "page.qr.risk": "{title}: {risk} ({knowledge})",
    }
)
"""Key -> sentence or words. An alt text is read aloud to whoever cannot see the figure."""
