"""The card of a probed bundle: what was learned on what, then the card of the encoder."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from echo2ecg_edge.model import manifest as m
from echo2ecg_edge.model.bundle import Bundle
from train.evaluate import Interval
from train.probe.result import Result, named, warnings_of
from train.probe.words import ENCODER, ENCODER_VERSION

CARD_FILE: Final = "CARD.md"

CARD: Final = """# {manifest.name} {manifest.version}

**Research use only. Not a medical device.** {manifest.status}

| | |
|---|---|
| created | {manifest.created} |
| licence | {manifest.licence} |
| encoder | {encoder} |
| labels learned from | {ecgs} ECGs of {patients} patients, {table}; {skipped} rows left out |
| leads | {leads}; other recordings are refused |
| made by | `{command}` |

## Labels

{labels}
Each label is a logistic regression on the encoder's embedding. Everything in the table, thresholds
and the ROC points of `tables.json` comes from five-fold cross-validation by patient: every ECG is
judged by heads that saw no ECG of its patient, with their penalty and calibration chosen without
it. The head of the bundle itself is fitted to all ECGs, so it was tested on none. Intervals
(95 %) are a bootstrap over patients, widened because other ECGs would have made other heads.

## Limits

{limits}
## Provenance

{provenance}

## The encoder

What follows is the card of {source}. The labels, thresholds and figures of structural labels in it
are not part of this bundle.

{encoder_card}
"""


def write_card(source: Bundle, manifest: m.Manifest, results: Sequence[Result]) -> str:
    """Return the card as Markdown.

    Args:
        source: The bundle whose encoder is used.
        manifest: Of the new bundle.
        results: What was learned.
    """
    said = manifest.provenance
    return CARD.format(
        manifest=manifest,
        encoder=f"{said[ENCODER]} {said[ENCODER_VERSION]}",
        ecgs=said["ecgs"],
        patients=said["patients"],
        table=said["table"],
        skipped=said["skipped_rows"],
        leads=", ".join(manifest.input.lead_sets),
        command=said["command"],
        labels=_labels(results),
        limits="".join(f"- {line}\n" for line in _limits(manifest, results)),
        provenance="\n".join(f"- {key}: {value}" for key, value in said.items()),
        source=said["source"],
        encoder_card=_lowered(source.folder / CARD_FILE),
    )


def in_figures(one: Interval) -> str:
    """Return a figure with its interval."""
    return f"{one.value:.3f} ({one.low:.3f}-{one.high:.3f})"


def _labels(results: Sequence[Result]) -> str:
    lines = [
        "| label | ECGs | positive | AUROC | Brier score | refer at | sensitivity | specificity |",
        f"|{'---|' * 8}",
    ]
    lines += [
        f"| {named(one.spec)} | {one.auroc.n} | {one.auroc.positives} "
        f"| {in_figures(one.auroc)} | {in_figures(one.brier)} | {one.spec.refer_at:.3f} "
        f"| {in_figures(one.sensitivity)} | {in_figures(one.specificity)} |"
        for one in results
    ]
    return "\n".join(lines) + "\n"


def _limits(manifest: m.Manifest, results: Sequence[Result]) -> list[str]:
    lines = [
        "The labels are as good as the table, which was filled in by whoever made this bundle. "
        "They hold for patients, recorders and readers like those of the table; nothing is known "
        "of others.",
        "Probabilities are calibrated to the share of positives in the table.",
    ]
    if (unsure := manifest.uncertainty) is not None:
        lines.append(
            f"The model abstains when its uncertainty is above {unsure.limit:.3f}, the "
            f"{unsure.percentile:g}th percentile of the labelled ECGs."
        )
    return lines + [warning for result in results for warning in warnings_of(result)]


def _lowered(card: Path) -> str:
    """Return a card with its headings two levels lower, or that there is none."""
    if not card.is_file():
        return "The bundle had no card."
    return re.sub(r"^(#{1,4}) ", r"##\1 ", card.read_text("utf-8"), flags=re.MULTILINE).strip()
