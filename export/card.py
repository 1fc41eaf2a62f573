"""The model card and the changelog entry, written from the manifest: no figure is typed by hand."""

from collections.abc import Sequence

from echo2ecg_edge.model.manifest import Evidence, Manifest
from export.parity import Parity, parity_table

CARD = """# {name} {version}

**Research use only. Not a medical device.** {status}

| | |
|---|---|
| created | {created} |
| licence of the weights | {licence} |
| structural labels learned from | {trained_on} |
| findings | {findings} |
| input | 12 leads, {seconds:g} s, {rate:g} Hz, cleaned {low:g}-{high:g} Hz, millivolts |
| outputs | {labels} label logits, embedding and log-variance of {dimensions} |
| made by | `make bundle` |

The shapes of the simulated beats follow a statistical law that was fitted to PTB-XL, folds 1-8
(Wagner et al., Scientific Data 2020; CC BY 4.0). No ECG of PTB-XL was shown to the model.

## Evidence (simulated test patients)

None of this was measured on real patients with real echocardiograms. It shows that the path from
simulation to device works, not that the model works in a clinic.

{evidence}
The referral rule sends a patient on when any label reaches its threshold.

## Thresholds (chosen on simulated validation patients)

{thresholds}
The model abstains when its uncertainty is above {limit:.3f}, the {percentile:g}th percentile of the
validation patients.

## Parity with torch float32

{parity}
## Provenance

{provenance}
"""


def write_card(manifest: Manifest, parity: Sequence[Parity]) -> str:
    """Return the card of a bundle as Markdown."""
    signal = manifest.input.signal
    findings = [label.key for label in manifest.labels if label.family == "finding"]
    return CARD.format(
        name=manifest.name,
        version=manifest.version,
        status=manifest.status,
        created=manifest.created,
        licence=manifest.licence,
        trained_on=manifest.trained_on,
        findings=", ".join(findings) or "none in this bundle",
        seconds=signal.window_s,
        rate=signal.rate_hz,
        low=signal.highpass_hz,
        high=signal.lowpass_start_hz,
        labels=manifest.outputs.logits,
        dimensions=manifest.outputs.embedding,
        evidence=evidence_table(manifest.evidence),
        thresholds=_threshold_table(manifest),
        limit=manifest.uncertainty.limit,
        percentile=manifest.uncertainty.percentile,
        parity=parity_table(parity),
        provenance="\n".join(f"- {key}: {value}" for key, value in manifest.provenance.items()),
    )


def changelog_entry(manifest: Manifest) -> str:
    """Return the entry of this bundle for the changelog of models."""
    shd = next(row for row in manifest.evidence if row.label == "shd")
    rule = [row for row in manifest.evidence if row.label == "referral rule"]
    rule_text = "; ".join(f"{row.metric} {_figure(row)}" for row in rule)
    return (
        f"## {manifest.name} {manifest.version}, {manifest.created}\n\n"
        f"- Data: {manifest.trained_on}, {manifest.provenance['train_patients']:g} for training.\n"
        f"- SHD AUROC {_figure(shd)} on {shd.n} {shd.data}.\n"
        f"- Referral rule: {rule_text} (simulated).\n"
        f"- {manifest.status}\n"
    )


def evidence_table(rows: Sequence[Evidence]) -> str:
    """Return evidence as a Markdown table."""
    lines = [
        "| label | figure | value (95 % CI) | n | positives | data |",
        "|---|---|---|---|---|---|",
    ]
    lines += [
        f"| {row.label} | {row.metric} | {_figure(row)} | {row.n} | {row.positives} | {row.data} |"
        for row in rows
    ]
    return "\n".join(lines) + "\n"


def _figure(row: Evidence) -> str:
    return f"{row.value:.3f} ({row.low:.3f}-{row.high:.3f})"


def _threshold_table(manifest: Manifest) -> str:
    lines = [
        "| label | prevalence in training | refer at | sensitivity 90 % at | 80 % at "
        "| specificity 90 % at |",
        "|---|---|---|---|---|---|",
    ]
    for label in manifest.labels:
        points = label.operating_points
        lines.append(
            f"| {label.key} | {label.prevalence:.3f} | {label.refer_at:.3f} "
            f"| {points.sensitivity_90:.3f} | {points.sensitivity_80:.3f} "
            f"| {points.specificity_90:.3f} |"
        )
    return "\n".join(lines) + "\n"
