"""The card of an imported model: whose it is, what was done to it, and what nobody here tested."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Final

from echo2ecg_edge.model.manifest import HeadSpec, Manifest
from echo2ecg_edge.signal.preparation import Preparation
from export.card_tables import label_table
from export.importers.imported import Imported
from export.importers.precision import Choice
from export.parity import parity_table

CARD: Final = """# {manifest.name} {manifest.version}

**Research use only. Not a medical device.** {manifest.status}

| | |
|---|---|
| model | {origin.title}: {origin.source} |
| what it is | {origin.what} |
| licence of the weights | {manifest.licence} |
| created | {manifest.created} |
| input | 12 leads, {samples} samples at {rate:g} Hz |
| runs | {runs} |
| made by | `{manifest.provenance[command]}` |

## Preparation of an ECG

As its authors do it, in this order; millivolts. Whether an ECG is good enough, and what is measured
on it, is judged by this project on an ECG that it cleans itself.

{preparation}
## Structural risk

{labels}
## What was not tested

This project never saw an ECG with an echo from the authors' patients. It checked that the converted
models compute what the authors' network computes, and nothing else. Whether that network is right
about your patients is for you to find out.

{caveats}
## Parity with torch float32

The first precision that passes every gate is used; the last column is the one in the bundle.

{parity}
## Provenance

{provenance}
"""

NO_LABELS: Final = """None: this is an encoder. It turns ECGs into vectors and cannot screen. Labels
are added from labelled ECGs of your own: `python -m train probe`.
"""


def import_card(manifest: Manifest, model: Imported, choices: Sequence[Choice]) -> str:
    """Return the card as Markdown.

    Args:
        manifest: Of the bundle.
        model: What was imported.
        choices: What each engine runs.
    """
    return CARD.format(
        manifest=manifest,
        origin=model.origin,
        samples=model.preparation.samples,
        rate=model.preparation.rate_hz,
        runs=", ".join(f"{one.engine} in {one.precision}" for one in choices),
        preparation=_steps(model.preparation),
        labels=_labels(manifest, model),
        caveats=_list(["Only whole twelve-lead ECGs are screened.", *model.caveats]),
        parity="\n".join(parity_table(one.tried) for one in choices),
        provenance="\n".join(f"- {key}: {value}" for key, value in manifest.provenance.items()),
    )


def _steps(preparation: Preparation) -> str:
    """Name every step and its numbers as the manifest has them."""
    steps = {name: value for name, value in asdict(preparation).items() if value}
    return _list([f"{name}: {_said(value)}" for name, value in steps.items()])


def _said(value: object) -> str:
    if isinstance(value, dict):
        return "; ".join(f"{name} {_said(part)}" for name, part in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(map(_said, value))
    return f"{value:.6g}" if isinstance(value, float) else str(value)


def _labels(manifest: Manifest, model: Imported) -> str:
    if model.labelled is None or manifest.head is None:
        return NO_LABELS
    return f"{model.labelled.notes}\n\n{label_table(manifest.labels)}\n{_beside(manifest.head)}"


def _beside(head: HeadSpec) -> str:
    """Tell what the head takes beside the ECG."""
    lines = ["| beside the ECG | mean | SD | where it is missing |", f"|{'---|' * 4}"]
    lines += [
        f"| {one.key} | {one.mean:.4f} | {one.sd:.4f} "
        f"| {'not screened' if one.missing is None else f'{one.missing:.4g}'} |"
        for one in head.tabular
    ]
    return "\n".join(lines) + "\n"


def _list(lines: Sequence[str]) -> str:
    return "".join(f"- {line}\n" for line in lines)
