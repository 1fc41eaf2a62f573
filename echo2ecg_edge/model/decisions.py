"""A checksum of everything in a manifest that decides: thresholds, calibration, limits."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict

from echo2ecg_edge.model.manifest import (
    FindingSpec,
    HeadSpec,
    LabelSpec,
    LvefSpec,
    OddSpec,
    UncertaintyLimit,
)


def decisions_digest(
    labels: Sequence[LabelSpec],
    findings: Sequence[FindingSpec],
    uncertainty: UncertaintyLimit | None,
    lvef: LvefSpec | None,
    odd: OddSpec | None,
    head: HeadSpec | None = None,
) -> bytes:
    """Return the SHA-256 of these, 32 bytes.

    The manifest itself is stamped nowhere, because evidence is added to it; this is kept in the
    golden file, which is.
    """
    parts = [*labels, *findings, uncertainty, lvef, odd]
    plain = [None if part is None else asdict(part) for part in parts]
    plain += [] if head is None else [asdict(head)]  # bundles without one keep their digest
    return hashlib.sha256(json.dumps(plain, sort_keys=True).encode()).digest()
