"""Engine: whatever can run a bundle's graph."""

from collections.abc import Iterable, Mapping
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.errors import EngineError

OUTPUTS: Final = ("logits", "embedding", "log_variance")
"""What graphs of this project give; engines find outputs by name: converters reorder them."""

REQUIRED: Final = ("embedding",)
"""What every graph gives, those of published models too."""

Arrays = Mapping[str, NDArray[np.float32]]


class Engine(Protocol):
    """A loaded graph."""

    @property
    def name(self) -> str:
        """Engine and file, for reports: ``"onnxruntime 1.32.0, model.int8.onnx"``."""

    def run(self, batch: NDArray[np.float32]) -> Arrays:
        """Run the graph.

        Args:
            batch: float32, shape (n, leads, 1, samples), in units of model input.

        Returns:
            Every output of the graph by name, float32, shape (n, size); at least ``REQUIRED``.

        Raises:
            EngineError: The engine cannot run this graph on this input.
        """


def require_outputs(names: Iterable[str]) -> None:
    """Raise EngineError when one of ``REQUIRED`` is not among the names the graph gives."""
    found = tuple(names)
    if missing := [name for name in REQUIRED if name not in found]:
        raise EngineError(
            f"The model has no output {missing[0]}; it has {', '.join(found) or 'none by name'}.",
            "Install the bundle again, or export it again with named outputs.",
        )


def failed(engine: str, doing: str, error: Exception) -> EngineError:
    """Return the error for an engine that raised ``error`` while ``doing`` something."""
    first_line = (str(error).splitlines() or [type(error).__name__])[0]
    return EngineError(
        f"{engine} failed while {doing} the model: {first_line.rstrip('.')}.",
        "Install the bundle and the engine again, or try the other engine (--engine).",
    )
