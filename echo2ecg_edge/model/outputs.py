"""Do the graph's outputs fit the manifest?"""

from dataclasses import asdict

import numpy as np

from echo2ecg_edge.errors import EngineError
from echo2ecg_edge.model.engines import Arrays
from echo2ecg_edge.model.manifest import Manifest


def check_outputs(outputs: Arrays, manifest: Manifest, count: int) -> None:
    """Refuse outputs that do not fit; one of size 0 may be there or not, and is not looked at.

    Args:
        outputs: Of an engine, for ``count`` ECGs.
        manifest: Names the outputs and their sizes.
        count: ECGs in the batch.

    Raises:
        EngineError: An output is missing, has another shape, or holds NaN or infinity.
    """
    sizes = {name: size for name, size in asdict(manifest.outputs).items() if size}
    for name, size in sizes.items():
        if name not in outputs or outputs[name].shape != (count, size):
            found = f"has shape {outputs[name].shape}" if name in outputs else "is not there"
            raise EngineError(
                f"The model's output {name} {found}; its shape must be {(count, size)}.",
                "The model does not fit its manifest: install the bundle again.",
            )
        if not np.isfinite(outputs[name]).all():
            raise EngineError(
                f"The model's output {name} holds values that are not numbers.",
                "Try the other engine (--engine); if it stays, report the file and this machine.",
            )
