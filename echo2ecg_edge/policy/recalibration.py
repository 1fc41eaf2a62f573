"""Recalibration: what returned echos taught about the scores of one model at this site."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Annotated, Final

from echo2ecg_edge.errors import BundleError, PolicyError
from echo2ecg_edge.model.bundle import Bundle
from echo2ecg_edge.model.manifest import Manifest
from echo2ecg_edge.model.strict import Rule, decode, parse
from echo2ecg_edge.policy.corrections import NONE, Correction, Corrections
from echo2ecg_edge.policy.fingerprint import ModelStamp
from echo2ecg_edge.policy.recalibration_file import UNDO, current, kept_bytes

SCHEMA: Final = "echo2ecg-edge/recalibration/1"


@dataclass(frozen=True, slots=True)
class Line:
    """What was learned of one label.

    Attributes:
        slope: Of the site's log-odds over the model's.
        shift: Added to them.
        results: Returned results it was learned from.
        positives: How many of them have it.
    """

    slope: Annotated[float, Rule("be above 0", lambda slope: slope > 0)]
    shift: float
    results: int
    positives: int


@dataclass(frozen=True, slots=True)
class Recalibration:
    """What was learned at a site; the field names are the JSON keys.

    Attributes:
        schema: Always ``SCHEMA``.
        bundle: Name of the model.
        version: Its version.
        model: SHA-256 of what its scores are computed with.
        lines: Label key -> what was learned.
    """

    schema: Annotated[str, Rule(f"be {SCHEMA!r}", lambda schema: schema == SCHEMA)]
    bundle: str
    version: str
    model: Annotated[str, Rule("be a SHA-256", lambda digest: len(digest) == 64)]
    lines: Mapping[str, Line]

    @property
    def corrections(self) -> Corrections:
        """The same, as far as decisions need it."""
        pairs = {key: Correction(line.slope, line.shift) for key, line in self.lines.items()}
        return Corrections(pairs, hashlib.sha256(to_bytes(self)).hexdigest())

    def is_of(self, manifest: Manifest) -> bool:
        """Whether it was made with this model."""
        return ModelStamp.of(manifest) == (self.bundle, self.version, self.model)


def recalibration_of(manifest: Manifest, lines: Mapping[str, Line]) -> Recalibration:
    """Return a recalibration stamped with the model it was made with."""
    return Recalibration(SCHEMA, *ModelStamp.of(manifest), lines)


def to_bytes(recalibration: Recalibration) -> bytes:
    """Return the content of the file; the same for the same recalibration."""
    text = json.dumps(asdict(recalibration), indent=2, sort_keys=True, allow_nan=False)
    return f"{text}\n".encode()


def recalibration_in_use() -> Recalibration | None:
    """Read this site's recalibration; None where there is none.

    Raises:
        PolicyError: The file is damaged; it is never silently left out.
        StorageError: It cannot be read.
    """
    content = kept_bytes()
    if content is None:
        return None
    try:
        found: Recalibration = decode(Recalibration, parse(content.decode()), "")
    except (BundleError, UnicodeDecodeError) as error:
        raise PolicyError(
            f"This site's recalibration, {str(current())!r}, is damaged.",
            f"Go back to what was before it: {UNDO}",
        ) from error
    return found


def corrections_in_use(bundle: Bundle) -> Corrections:
    """Return what this site's recalibration says of a bundle's labels; one look where it has none.

    Raises:
        PolicyError: The recalibration is damaged, or was made with another model.
        StorageError: It cannot be read.
    """
    found, manifest = recalibration_in_use(), bundle.manifest
    if found is None:
        return NONE
    if not found.is_of(manifest):
        raise PolicyError(
            f"This site was recalibrated with the model {found.bundle} {found.version}, and its "
            f"scores are not those of {manifest.name} {manifest.version}.",
            f"Use that model, or go back to what was before the recalibration: {UNDO}",
        )
    return found.corrections
