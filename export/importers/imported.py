"""Imported: a published model that was read and checked, before it is converted."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.lead_sets import TWELVE
from echo2ecg_edge.leads import LEADS
from echo2ecg_edge.model.head import Head
from echo2ecg_edge.model.manifest import HeadSpec, InputSpec, LabelSpec
from echo2ecg_edge.signal.preparation import Preparation
from export.graph import Graph
from export.importers.origin import Origin
from export.models import Precision
from train.recipe import read_recipe

LADDER: Final = (Precision.INT8, Precision.FLOAT16, Precision.FLOAT32)
"""From the smallest file to the one that is certain to agree."""


@dataclass(frozen=True, slots=True)
class Conversion:
    """How a model is converted.

    Attributes:
        ladder: Engine -> precisions to try, in this order; an engine that is not named gets none.
        kinds: ONNX operators that become int8; all that can where empty.
        ecgs: How many ECGs ranges and parity are taken from; fewer for a slow model.
    """

    ladder: Mapping[str, tuple[Precision, ...]]
    kinds: tuple[str, ...]
    ecgs: int


@dataclass(frozen=True, slots=True, eq=False)
class Labelled:
    """What makes an encoder a screening model.

    Attributes:
        head: The last layer.
        spec: What it takes beside the embedding.
        labels: Calibration and thresholds, in its order.
        tables: Content of ``tables.json``.
        notes: Where the thresholds come from, for the card.
    """

    head: Head
    spec: HeadSpec
    labels: tuple[LabelSpec, ...]
    tables: Mapping[str, Any]
    notes: str


@dataclass(frozen=True, slots=True, eq=False)
class Imported:
    """A model, ready to be converted.

    Attributes:
        origin: Whose it is.
        graph: The network.
        preparation: How its authors prepare an ECG.
        conversion: How it is converted.
        files: What was read; their checksums go into the manifest.
        facts: What else provenance says, such as constants that were assumed.
        caveats: Full sentences for the card: what differs from the authors' own use.
        labelled: None for an encoder.
    """

    origin: Origin
    graph: Graph
    preparation: Preparation
    conversion: Conversion
    files: tuple[Path, ...]
    facts: Mapping[str, str | int | float] = field(default_factory=dict)
    caveats: tuple[str, ...] = ()
    labelled: Labelled | None = None

    @property
    def head_weight(self) -> NDArray[np.float32] | None:
        """The head's weight on the embedding, shape (labels, embedding)."""
        if self.labelled is None:
            return None
        return self.labelled.head.weight[:, : self.graph.outputs["embedding"]]


def input_spec(preparation: Preparation) -> InputSpec:
    """Return what the manifest says of the input of an imported model.

    Quality and measurements are those of the house, whatever the model takes.
    """
    return InputSpec(LEADS, read_recipe("findings").signal, preparation, (TWELVE,))
