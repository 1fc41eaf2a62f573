"""The model card and the changelog entry, written from the manifest: no figure is typed by hand."""

from collections.abc import Sequence

from echo2ecg_edge.model.manifest import Evidence, Manifest
from export.parity import Parity, parity_table
from export.words import words_of

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
| made by | `{made_by}` |

{ecgs}## Evidence ({kind} test patients)

{limits}

{evidence}
The referral rule sends a patient on when any label reaches its threshold.

## Thresholds (chosen on {kind} validation patients)

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
    say = words_of(manifest.labels, manifest.provenance)
    findings = [label.key for label in manifest.labels if label.family == "finding"]
    return CARD.format(
        name=manifest.name,
        version=manifest.version,
        status=manifest.status,
        created=manifest.created,
        licence=manifest.licence,
        trained_on=manifest.trained_on,
        made_by=say.made_by,
        ecgs=f"{say.ecgs}\n\n" if say.ecgs else "",
        kind=say.kind,
        limits=say.limits,
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
    patients = manifest.provenance["train_patients"]
    kind = words_of(manifest.labels, manifest.provenance).kind
    return (
        f"## {manifest.name} {manifest.version}, {manifest.created}\n\n"
        f"- Data: {manifest.trained_on}, {patients:.0f} for training.\n"
        f"- SHD AUROC {_figure(shd)} on {shd.n} {shd.data}.\n"
        f"- Referral rule: {rule_text} ({kind}).\n"
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
