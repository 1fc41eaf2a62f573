"""The manifest of the new bundle: the old one, with other labels."""

import platform
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from importlib.metadata import version
from typing import Final

import numpy as np

from echo2ecg_edge.labels import Knowledge
from echo2ecg_edge.model import manifest as m
from echo2ecg_edge.model.bundle import Bundle
from echo2ecg_edge.model.engines import model_file
from train.pack import stamp
from train.probe.asked import Asked
from train.probe.encode import Encoded
from train.probe.result import Result
from train.probe.words import encoder_of, licence_of, status_of

PERCENTILE: Final = 97.5
"""Of the uncertainty of the labelled ECGs; the model abstains above."""
REAL: Final = (Knowledge.REAL, Knowledge.OTHERS)
OUT_OF_FOLD: Final = "ECGs of {table}, out of fold"


def new_manifest(
    source: Bundle, asked: Asked, encoded: Encoded, results: Sequence[Result]
) -> m.Manifest:
    """Return the manifest, without files.

    Findings and limits of odd ECGs stay with the encoder. An LVEF from simulated echos does not
    stand beside labels from real patients.

    Args:
        source: The old bundle.
        asked: Names, version and seed.
        encoded: The labelled ECGs.
        results: What was learned from them.
    """
    old = source.manifest
    lvef = old.lvef if old.lvef is not None and old.lvef.knowledge in REAL else None
    return replace(
        old,
        name=asked.out.name,
        version=asked.version,
        created=datetime.now(UTC).date().isoformat(),
        licence=licence_of(old),
        trained_on=Knowledge.REAL,
        status=status_of(old, len(encoded.labels), asked.table.name, results),
        input=replace(old.input, lead_sets=(encoded.lead_set,)),
        outputs=replace(old.outputs, logits=0, lvef=int(lvef is not None)),
        head=m.HeadSpec(()),
        labels=tuple(result.spec for result in results),
        uncertainty=_uncertainty(encoded),
        lvef=lvef,
        files={},
        evidence=(*_evidence(asked.table.name, results), *_of_findings(old, results)),
        provenance=_provenance(source, asked, encoded, results),
    )


def _uncertainty(encoded: Encoded) -> m.UncertaintyLimit | None:
    if encoded.uncertainty is None:
        return None
    return m.UncertaintyLimit(float(np.percentile(encoded.uncertainty, PERCENTILE)), PERCENTILE)


def _evidence(table: str, results: Sequence[Result]) -> list[m.Evidence]:
    data = OUT_OF_FOLD.format(table=table)
    return [
        m.Evidence(
            result.spec.key, metric, data, one.value, one.low, one.high, one.n, one.positives
        )
        for result in results
        for metric, one in (
            ("AUROC", result.auroc),
            ("Brier score", result.brier),
            ("sensitivity of refer_at", result.sensitivity),
            ("specificity of refer_at", result.specificity),
        )
    ]


def _of_findings(old: m.Manifest, results: Sequence[Result]) -> list[m.Evidence]:
    """Return what was measured of the findings: graph and thresholds are the same.

    Rows of a finding that is now a label too are left out: they would pass for the label's.
    """
    keys = {one.key for one in old.findings} - {result.spec.key for result in results}
    return [row for row in old.evidence if row.label in keys]


def _provenance(
    source: Bundle, asked: Asked, encoded: Encoded, results: Sequence[Result]
) -> Mapping[str, str | int | float]:
    old = source.manifest
    return {
        "command": asked.command,
        **encoder_of(old),
        "source": f"{old.name} {old.version}",
        "source_weights_sha256": old.files[model_file(asked.engine, source)].sha256,
        "table": asked.table.name,
        "table_sha256": stamp(asked.table).sha256,
        "ecgs": len(encoded.labels),
        "patients": len(np.unique(encoded.patient)),
        "skipped_rows": len(encoded.skipped),
        "seed": asked.seed,
        "sensitivity": asked.sensitivity,
        **{f"strength_{result.spec.key}": result.head.strength for result in results},
        **{one: version(one) for one in ("echo2ecg-edge", "numpy", "scikit-learn", "scipy")},
        "python": platform.python_version(),
        "machine": platform.machine(),
    }
