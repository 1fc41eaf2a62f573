"""Part: rows of one origin in one split, and what the student says of their ECGs."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.leads import LEADS
from train.evaluate.trained_protocol import doubt
from train.families import Families
from train.pairs import Knowledge, Pairs
from train.trained import Trained

Floats = NDArray[np.float32]
Rows = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Part:
    """Some ECGs of one split.

    Attributes:
        pairs: The data.
        rows: Which rows of them.
        split: Of all rows.
        origin: Where these patients come from; stands beside every figure.
        says: Output name -> array of ``Trained.encode``, a row each.
    """

    pairs: Pairs
    rows: Rows
    split: str
    origin: Knowledge
    says: Mapping[str, Floats]

    @property
    def logits(self) -> Floats:
        """Of the structural labels, shape (rows, labels)."""
        return self.says["logits"][:, self._families.labels]

    @property
    def labels(self) -> Floats:
        """Their truth, 0/1."""
        return self.pairs.labels[np.ix_(self.rows, self._families.labels)]

    @property
    def finding_logits(self) -> Floats:
        """Of the findings, shape (rows, findings)."""
        return self.says["logits"][:, self._families.findings]

    @property
    def findings(self) -> Floats:
        """Their truth, 0/1."""
        return self.pairs.labels[np.ix_(self.rows, self._families.findings)]

    @property
    def patient(self) -> NDArray[np.str_]:
        """Patient of each row."""
        return self.pairs.patient[self.rows]

    @property
    def uncertainty(self) -> NDArray[np.float64]:
        """Mean log-variance of each row."""
        return doubt(self.says["log_variance"])

    @property
    def data(self) -> str:
        """These rows in words, for example "simulated test patients"."""
        patients = f"{self.origin} {self.split} patients"
        return f"ECGs of {patients}" if has_twins(self.patient) else patients

    def only(self, places: Rows) -> "Part":
        """Return the ECGs at some places of this part."""
        says = {name: values[places] for name, values in self.says.items()}
        return replace(self, rows=self.rows[places], says=says)

    @property
    def _families(self) -> Families:
        return Families.of(self.pairs.about.label_names)


def has_twins(patient: NDArray[np.str_]) -> bool:
    """Whether any patient has several ECGs."""
    return len(np.unique(patient)) < len(patient)


def heart_rows(pairs: Pairs, split: str) -> Rows:
    """Return the rows whose structural labels are known.

    Where findings are known of some of these and not of others, only the others: these are
    simulated patients, and the rest are real ECGs for which a heart was drawn.
    """
    families, rows = Families.of(pairs.about.label_names), pairs.rows(split)
    rows = rows[_any_known(pairs, rows, families.labels)]
    without = rows[~_any_known(pairs, rows, families.findings)]
    return without if len(without) else rows


def reading_rows(pairs: Pairs, split: str) -> Rows:
    """Return the rows whose findings are known: ECGs that somebody read."""
    families, rows = Families.of(pairs.about.label_names), pairs.rows(split)
    return rows[_any_known(pairs, rows, families.findings)]


def hearts(trained: Trained, pairs: Pairs, split: str) -> Part:
    """Encode the rows whose structural labels are known."""
    rows = heart_rows(pairs, split)
    return Part(pairs, rows, split, heart_origin(pairs, split), trained.encode(pairs, rows))


def heart_origin(pairs: Pairs, split: str) -> Knowledge:
    """Return where the patients of ``heart_rows`` come from."""
    rows, origin = heart_rows(pairs, split), pairs.about.knowledge
    read = reading_rows(pairs, split)
    if origin is Knowledge.MIXED and len(read) and not np.isin(rows, read).any():
        return Knowledge.SIMULATED
    return origin


def readings(trained: Trained, pairs: Pairs, split: str) -> Part | None:
    """Encode the rows whose findings are known; None where there are none."""
    rows = reading_rows(pairs, split)
    if not len(rows):
        return None
    return Part(pairs, rows, split, Knowledge.REAL, trained.encode(pairs, rows))


def with_leads(trained: Trained, part: Part, names: tuple[str, ...]) -> Part:
    """Encode the same rows once more, with some leads only."""
    shown = part.pairs.leads & np.isin(LEADS, names)
    return replace(part, says=trained.encode(replace(part.pairs, leads=shown), part.rows))


def _any_known(pairs: Pairs, rows: Rows, columns: tuple[int, ...]) -> NDArray[np.bool_]:
    return np.asarray(pairs.known[np.ix_(rows, columns)].any(1))
