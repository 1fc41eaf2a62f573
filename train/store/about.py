"""cohort.json: what a cohort is, and the refusal to mix two cohorts in one folder."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from echo2ecg_edge import __version__
from echo2ecg_edge.errors import CallError
from echo2ecg_edge.leads import LEADS
from train.datasets.ptbxl import layout_of
from train.store.columns import COLUMNS
from train.store.layout import ABOUT, SHARD_PATIENTS
from train.store.plan import Plan

FORMAT: Final = 1
NOTE: Final = (
    "Everything in this folder is simulated, except the ECGs of patients marked `anchored`, which "
    "are real (PTB-XL, CC BY 4.0) and carry simulated echos. No figure from it says anything about "
    "a real patient. Research use only, not a medical device."
)


def describe(plan: Plan) -> dict[str, Any]:
    """Return what cohort.json says of a plan."""
    return {
        "note": NOTE,
        "format": FORMAT,
        "version": __version__,
        "plan": {
            "patients": plan.patients,
            "seed": plan.seed,
            "clips": "raw" if plan.echo else "none",
            "links": plan.links,
            "anchored_share": plan.anchored_share,
            # Not the folder: the same set may lie elsewhere tomorrow.
            "ptbxl": None if plan.ptbxl is None else str(layout_of(plan.ptbxl)),
            "signal": asdict(plan.spec),
        },
        "shard_patients": SHARD_PATIENTS,
        "ecg": {
            "unit": f"{plan.spec.scale_mv:g} mV, cleaned",
            "leads": list(LEADS),
            "rate_hz": plan.spec.rate_hz,
        },
        "columns": COLUMNS,
    }


def read_about(folder: Path) -> dict[str, Any]:
    """Read cohort.json.

    Raises:
        CallError: There is none, or it is none of ours.
    """
    path = folder / ABOUT
    if not path.is_file():
        raise CallError(f"{folder} holds no cohort.", "Make one with: python -m train cohort")
    try:
        about = json.loads(path.read_text("utf-8"))
        if about["format"] != FORMAT or not isinstance(about["plan"], dict):
            raise ValueError
    except (ValueError, KeyError, TypeError) as error:
        raise CallError(
            f"{path} is damaged, or of another version of this program.", "Make the cohort anew."
        ) from error
    return dict(about)


def settle(folder: Path, plan: Plan) -> None:
    """Write cohort.json, or check that the one there has the same plan.

    Raises:
        CallError: The folder holds a cohort of another plan, or something else.
    """
    wanted = describe(plan)
    if (folder / ABOUT).exists():
        there = read_about(folder)
        found = [*_differences(there["plan"], wanted["plan"])]
        found += _differences({"version": there.get("version")}, {"version": __version__})
        if found:
            raise CallError(
                f"{folder} holds another cohort: {'; '.join(found)}.",
                "Continue it with its own options, or write to a new folder.",
            )
        return
    if folder.is_dir() and any(folder.iterdir()):
        raise CallError(f"{folder} is not empty and holds no cohort.", "Give a new folder.")
    folder.mkdir(parents=True, exist_ok=True)
    part = folder / f"{ABOUT}.part"
    part.write_text(json.dumps(wanted, indent=2) + "\n", "utf-8")
    part.replace(folder / ABOUT)


def _differences(there: dict[str, Any], wanted: dict[str, Any], at: str = "") -> Iterator[str]:
    for key in sorted({*there, *wanted}):
        old, new = there.get(key), wanted.get(key)
        if isinstance(old, dict) and isinstance(new, dict):
            yield from _differences(old, new, f"{at}{key}.")
        elif old != new:
            yield f"{at}{key} is {old} there and {new} here"
