"""What is asked of the probe, and what of that cannot be done."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from echo2ecg_edge.errors import CallError
from echo2ecg_edge.findings import FINDINGS
from echo2ecg_edge.labels import COMPOSITE, STRUCTURAL_LABELS
from echo2ecg_edge.model.bundle import Bundle, installed
from train.pairs.write import refuse_existing

TITLES: Final = {**FINDINGS, **STRUCTURAL_LABELS, COMPOSITE: "any structural heart disease"}
"""The composite's own title speaks of a list, which a probed bundle does not have."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The settings of one run.

    Attributes:
        bundle: Name or folder of the bundle whose encoder is used.
        table: CSV of labelled ECGs.
        out: Folder of the new bundle; its name is the bundle's.
        keys: Labels to learn; empty for all columns of 0 and 1.
        titles: Label key -> title in plain words.
        sensitivity: Which each label is referred at, out of fold.
        engine: A key of ``ENGINES``.
        rate_hz: For files and rows that do not state it.
        units: The same.
        version: Of the new bundle.
        seed: Divides the patients.
        anyway: Write labels too that may be no better than chance.
    """

    bundle: str
    table: Path
    out: Path
    keys: tuple[str, ...]
    titles: Mapping[str, str]
    sensitivity: float
    engine: str
    rate_hz: float | None
    units: str | None
    version: str
    seed: int
    anyway: bool

    def title(self, key: str) -> str:
        """Return what a label is called."""
        return {**TITLES, **self.titles}.get(key, key.replace("_", " "))

    @property
    def command(self) -> str:
        """The command that was given, without the folders of this machine."""
        words = [
            f"--bundle {Path(self.bundle).name} --labels {self.table.name} --out {self.out.name}",
            *(f"--label {key}" for key in self.keys),
            f"--sensitivity {self.sensitivity:g} --engine {self.engine} --seed {self.seed}",
            *(["--anyway"] if self.anyway else []),
        ]
        return f"python -m train probe {' '.join(words)}"


def check_out(out: Path, source: Bundle) -> None:
    """Refuse a folder that is there, or whose name is no new name for a bundle.

    Raises:
        CallError: Says why.
    """
    refuse_existing(out)
    if not re.fullmatch("[a-z0-9][a-z0-9._-]*", out.name):
        raise CallError(
            f"A bundle cannot be called {out.name!r}.",
            "Name the folder with small letters, digits, and . _ - after the first.",
        )
    if out.name in {source.manifest.name, *installed()}:
        raise CallError(
            f"There is a bundle {out.name!r} already.", "Name the folder of the new one otherwise."
        )


def titles_of(stated: tuple[str, ...]) -> dict[str, str]:
    """Read ``KEY=TEXT``, several times; keys in small letters, as the columns are.

    Raises:
        CallError: One is not of that form.
    """
    pairs = [one.partition("=") for one in stated]
    for key, equals, text in pairs:
        if not (key.strip() and equals and text.strip()):
            raise CallError(
                f"The title {key + equals + text!r} is not understood.", "Say --title KEY=TEXT."
            )
    return {key.strip().lower(): text.strip() for key, _, text in pairs}
