"""The tables and lists of the model card."""

from collections.abc import Sequence

from echo2ecg_edge.model.manifest import (
    Evidence,
    FindingSpec,
    LabelSpec,
    LvefSpec,
    Manifest,
    OddSpec,
    OperatingPoints,
    OutputSizes,
)
from export.changelog import figure

POINTS = "sensitivity 90 % at | 80 % at | specificity 90 % at |"


def label_table(labels: Sequence[LabelSpec]) -> str:
    """Return prevalence and thresholds of structural labels."""
    lines = [f"| label | prevalence in training | refer at | {POINTS}", f"|{'---|' * 6}"]
    lines += [
        f"| {one.key} | {one.prevalence:.3f} | {one.refer_at:.3f} | {_points(one.operating_points)}"
        for one in labels
    ]
    return "\n".join(lines) + "\n"


def finding_table(findings: Sequence[FindingSpec]) -> str:
    """Return prevalence and thresholds of findings."""
    lines = [f"| finding | prevalence in training | state at | {POINTS}", f"|{'---|' * 6}"]
    lines += [
        f"| {one.title} (`{one.key}`) | {one.prevalence:.4f} "
        f"| {'-' if one.stated_at is None else f'{one.stated_at:.3f}'} "
        f"| {_points(one.operating_points)}"
        for one in findings
    ]
    return "\n".join(lines) + "\n"


def evidence_tables(rows: Sequence[Evidence]) -> str:
    """Return evidence as one Markdown table per data set: simulated and real never share one."""
    return "\n".join(_evidence_table(data, rows) for data in dict.fromkeys(r.data for r in rows))


def limits_text(manifest: Manifest) -> str:
    """Return when the model abstains, how wide its LVEF intervals are, and what it calls odd."""
    unsure = manifest.uncertainty
    lines = ["The model never abstains: nothing is known of how uncertain it is."]
    if unsure is not None:
        lines = [
            f"The model abstains when its uncertainty is above {unsure.limit:.3f}, the "
            f"{unsure.percentile:g}th percentile of its validation ECGs."
        ]
    lines += _odd_lines(manifest.odd) if manifest.odd else []
    lines += _lvef_lines(manifest.lvef) if manifest.lvef else []
    return "".join(f"- {line}\n" for line in lines)


def outputs_text(sizes: OutputSizes) -> str:
    """Return what the graph gives, in one line."""
    counted = (
        (sizes.logits, "structural logits"),
        (sizes.findings, "finding logits"),
        (sizes.lvef, "LVEF estimate"),
        (sizes.implausible, "logit of an implausible ECG"),
    )
    said = [f"{count} {what}" for count, what in counted if count]
    return f"{', '.join(said)}, embedding and log-variance of {sizes.embedding}"


def _odd_lines(odd: OddSpec) -> list[str]:
    return [
        f"An ECG is unlike training when its embedding is further than {odd.distance:.2f} from "
        f"those of training (Mahalanobis), or when it is implausible with a probability of "
        f"{odd.implausible:.3f} or more; each is the {odd.percentile:g}th percentile of the "
        "validation ECGs."
    ]


def _lvef_lines(lvef: LvefSpec) -> list[str]:
    """Say per lead set how wide the intervals are, from the narrowest band to the widest."""
    lines = [f"The LVEF estimate was learned from {lvef.knowledge}."]
    for lead_set, bands in lvef.bands.items():
        widths = sorted(band.high - band.low for band in bands)
        lines.append(
            f"LVEF intervals of {lvef.level:.0%}, lead set {lead_set}: {widths[0]:.0f} to "
            f"{widths[-1]:.0f} points wide, by the estimate."
        )
    return lines


def _evidence_table(data: str, rows: Sequence[Evidence]) -> str:
    lines = [
        f"### {data[:1].upper()}{data[1:]}\n",
        "| label | figure | value (95 % CI) | n | positives |",
        "|---|---|---|---|---|",
    ]
    lines += [
        f"| {row.label} | {row.metric} | {figure(row)} | {row.n} | {row.positives} |"
        for row in rows
        if row.data == data
    ]
    return "\n".join(lines) + "\n"


def _points(points: OperatingPoints) -> str:
    return (
        f"{points.sensitivity_90:.3f} | {points.sensitivity_80:.3f} | {points.specificity_90:.3f} |"
    )
