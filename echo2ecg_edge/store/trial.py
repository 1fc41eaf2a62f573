"""A trial: every installed engine runs a new bundle once, before it takes any other's place."""

import sys
from pathlib import Path
from typing import Final

from echo2ecg_edge.errors import EngineError
from echo2ecg_edge.model.bundle import Bundle
from echo2ecg_edge.model.engines import ENGINES
from echo2ecg_edge.selftest.engine import absence
from echo2ecg_edge.selftest.process import ask

PACKAGE_PARENT: Final = Path(__file__).resolve().parents[2]
START: Final = (
    "import sys; sys.path.append(sys.argv[1]); "
    "from echo2ecg_edge.store.child import main; main(*sys.argv[2:])"
)
NO_CURRENT_FOLDER: Final = "-P"
"""Python imports nothing from the current folder, which may be the stick."""


def try_engines(bundle: Bundle) -> tuple[str, ...]:
    """Let every engine answer that is installed and that the bundle has a file for.

    Args:
        bundle: Whose files are verified.

    Returns:
        What the engines call themselves.

    Raises:
        EngineError: One cannot run it, or none is there.
    """
    absences = {kind: absence(bundle, kind) for kind in ENGINES}
    if all(absences.values()):
        raise EngineError(
            f"Nothing here can run the bundle {bundle.manifest.name!r}: "
            f"{' '.join(filter(None, absences.values()))}",
            "Install the engine, or ask for a bundle with a file for the engine that is here.",
        )
    return tuple(_try(bundle, kind) for kind, why in absences.items() if why is None)


def _try(bundle: Bundle, kind: str) -> str:
    remedy = "The bundle was not imported: ask its makers, or import it on another machine."
    words = [sys.executable, NO_CURRENT_FOLDER, "-c", START, str(PACKAGE_PARENT)]
    said = ask([*words, str(bundle.folder), kind], f"The engine {kind}", remedy).document
    if "problem" in said:
        raise EngineError(said["problem"], remedy)
    return str(said["engine"])
