"""What the command prints."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

from train.evaluate import Interval
from train.probe.result import Result, named, warnings_of
from train.probe.run import Probed

DATA = "out of fold, your own ECGs"


def as_text(probed: Probed, out: Path) -> str:
    """Return a few lines for people."""
    said = probed.manifest.provenance
    heads = [line for result in probed.results for line in _label(result)]
    each = "" if probed.counts_patients else " (each ECG counted as one)"
    skipped = f"{said['skipped_rows']} rows left out"
    if probed.skipped is not None:
        skipped += f", listed in {probed.skipped}"
    return "\n".join(
        [
            f"{out}: {len(probed.results)} of your own labels on the encoder of {said['encoder']}, "
            f"from {said['ecgs']} ECGs of {said['patients']} patients{each}; {skipped}.",
            *heads,
            f"Tested by cross-validation on the same ECGs only. Try: echo2ecg-edge screen ECG "
            f"--bundle {out}",
        ]
    )


def as_dict(probed: Probed, out: Path) -> dict[str, Any]:
    """Return the same for machines."""
    said = probed.manifest.provenance
    return {
        "bundle": str(out),
        "ecgs": said["ecgs"],
        "patients": said["patients"],
        "patients_are_known": probed.counts_patients,
        "skipped": said["skipped_rows"],
        "skipped_list": None if probed.skipped is None else str(probed.skipped),
        "data": DATA,
        "labels": {
            result.spec.key: {
                "title": result.spec.title,
                "patients": result.patients[0],
                "patients_with": result.patients[1],
                "strength": result.head.strength,
                "refer_at": result.spec.refer_at,
                "auroc": asdict(result.auroc),
                "brier": asdict(result.brier),
                "sensitivity": asdict(result.sensitivity),
                "specificity": asdict(result.specificity),
                "warnings": warnings_of(result),
            }
            for result in probed.results
        },
    }


def _label(result: Result) -> list[str]:
    spec, auroc = result.spec, result.auroc
    return [
        f"  {named(spec)}: {auroc.n} ECGs, {auroc.positives} with it",
        f"    AUROC {_say(auroc)}, {DATA}",
        f"    refers at {spec.refer_at:.3f}: sensitivity {_percent(result.sensitivity)}, "
        f"specificity {_percent(result.specificity)}",
    ]


def _say(one: Interval) -> str:
    return f"{one.value:.3f} ({one.low:.3f} to {one.high:.3f})"


def _percent(one: Interval) -> str:
    return f"{one.value * 100:.0f} % ({one.low * 100:.0f} to {one.high * 100:.0f})"
