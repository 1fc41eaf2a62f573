"""The text of the model card; fields in braces come from the manifest."""

from typing import Final

CARD: Final = """# {manifest.name} {manifest.version}

**Research use only. Not a medical device.** {manifest.status}

| | |
|---|---|
| created | {manifest.created} |
| licence of the weights | {manifest.licence} |
| input | 12 leads, {signal.window_s:g} s, {signal.rate_hz:g} Hz, cleaned \
{signal.highpass_hz:g}-{signal.lowpass_start_hz:g} Hz, millivolts |
| outputs | {outputs} |
| made by | `{say.made_by}` |

{made_of}## Structural risk (learned from {manifest.trained_on})

The referral rule sends a patient on when any label reaches its threshold. Thresholds are calibrated
probabilities, chosen on {say.kind} validation patients.

{labels}
{findings}
## Limits of a single ECG

{limits}
## Evidence

{evidence}

## What none of this proves

{not_proven}

## Parity with torch float32

{parity}

## Provenance

{provenance}
"""

FINDINGS: Final = """## Findings (learned from {knowledge})

What the ECG itself shows. Findings are stated beside the structural risk and never refer a patient
by themselves. One is stated where F1 is best on validation ECGs, at a specificity of 90 % and a
probability of 20 % at least, and from twelve leads only. A finding without a threshold is too rare
to be stated; its probability is listed.

{table}"""

NO_FINDINGS: Final = """## Findings

None in this bundle.
"""
