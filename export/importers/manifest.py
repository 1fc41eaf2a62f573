"""The manifest of an imported model."""

from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import version as version_of
from pathlib import Path

from echo2ecg_edge.labels import Knowledge
from echo2ecg_edge.model import manifest as m
from echo2ecg_edge.words import CATALOGUE
from export.assemble import PACKAGES
from export.check import Check
from export.importers.imported import Imported, input_spec
from export.importers.precision import Choice
from train.pack import stamp

Facts = dict[str, str | int | float]
NO_OUTPUTS = {"logits": 0, "log_variance": 0, "findings": 0, "lvef": 0, "implausible": 0}


def import_manifest(
    model: Imported, choices: Sequence[Choice], files: Sequence[Path], name: str, version: str
) -> m.Manifest:
    """Return the manifest.

    Args:
        model: What was imported.
        choices: What each engine runs.
        files: To be stamped.
        name: Of the bundle.
        version: Of the bundle.
    """
    labelled = model.labelled
    return m.Manifest(
        schema=m.SCHEMA,
        name=name,
        version=version,
        created=datetime.now(UTC).date().isoformat(),
        licence=model.origin.licence,
        trained_on=Knowledge.OTHERS,
        status=CATALOGUE["status.imported"].format(title=model.origin.title),
        input=input_spec(model.preparation),
        outputs=m.OutputSizes(**{**NO_OUTPUTS, **model.graph.outputs}),
        head=None if labelled is None else labelled.spec,
        labels=() if labelled is None else labelled.labels,
        findings=(),
        uncertainty=None,
        lvef=None,
        odd=None,
        files={path.name: stamp(path) for path in files},
        evidence=(),
        provenance=_provenance(model, choices),
    )


def _provenance(model: Imported, choices: Sequence[Choice]) -> Facts:
    names = " ".join(path.name for path in model.files)
    facts: Facts = {
        "origin": f"{model.origin.title}: {model.origin.source}",
        "command": f"python -m export import {model.origin.name} {names}",
        **{f"sha256 of {path.name}": stamp(path).sha256 for path in model.files},
        **model.facts,
    }
    for choice in choices:
        facts[f"precision of {choice.engine}"] = choice.precision.value
        facts |= {f"parity of {one.model}": _figures(one.checks) for one in choice.tried}
    facts["parity ECGs"] = f"{choices[0].tried[0].n} {choices[0].tried[0].data}"
    return {**facts, **{package: version_of(package) for package in PACKAGES}}


def _figures(checks: Sequence[Check]) -> str:
    said = [
        f"{check.what} {check.value:.4f} ({'at least' if check.at_least else 'at most'} "
        f"{check.gate:g}{'' if check.passes else ': not reached'})"
        for check in checks
    ]
    return "; ".join(said)
