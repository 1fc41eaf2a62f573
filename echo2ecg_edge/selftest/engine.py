"""One engine: it runs, gives the golden answers, and the example gets a verdict.

All of that happens outside this process, which must outlive a crash.
"""

import sys
from collections.abc import Callable, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from echo2ecg_edge.errors import EngineError
from echo2ecg_edge.model.bundle import Bundle
from echo2ecg_edge.model.engines import ENGINES, model_file
from echo2ecg_edge.selftest.check import Check, Fault, failed, not_checked, ok
from echo2ecg_edge.selftest.files import bundle_fault
from echo2ecg_edge.selftest.golden import Golden
from echo2ecg_edge.selftest.process import LIMIT_S, ask
from echo2ecg_edge.verdict import Verdict

EXAMPLE: Final = "example.csv"
PACKAGES: Final[Mapping[str, tuple[str, ...]]] = {
    "onnx": ("onnxruntime",),
    "tflite": ("ai_edge_litert", "tflite_runtime"),
}
"""Engine -> the modules that it needs one of."""

ChildCommand = Callable[[Path, str], list[str]]


def child_command(folder: Path, kind: str) -> list[str]:
    """Return the words that start ``child`` for a bundle's folder and an engine."""
    return [sys.executable, "-m", "echo2ecg_edge.selftest.child", str(folder), kind]


def absence(bundle: Bundle, kind: str) -> str | None:
    """Say why an engine cannot be there at all; None where it should be."""
    file = model_file(kind, bundle)
    if file not in bundle.manifest.files:
        return f"The bundle has no {file}."
    if not any(find_spec(module) for module in PACKAGES[kind]):
        return f"None of {', '.join(PACKAGES[kind])} is installed; this engine is optional."
    return None


def check_engine(
    bundle: Bundle,
    kind: str,
    command: ChildCommand = child_command,
    limit_s: float = LIMIT_S,
) -> tuple[Check, ...]:
    """Check one engine; where it does not run, there is nothing more to check.

    Args:
        bundle: What it shall run.
        kind: A key of ``ENGINES``.
        command: Starts the process in which it runs.
        limit_s: When that process counts as hanging.
    """
    others = " or ".join(f"--engine {other}" for other in ENGINES if other != kind)
    remedy = f"Use {others}, or install another version of {PACKAGES[kind][0]}."
    what = f"The engine {PACKAGES[kind][0]}"
    try:
        found = ask(command(bundle.folder, kind), what, remedy, limit_s).document
        if "problem" in found:
            raise EngineError(found["problem"], found["remedy"])
        return _runs(kind, found), _golden(kind, found), _example(bundle, kind, remedy, limit_s)
    except EngineError as error:
        return (bundle_fault(f"engine {kind}", error),)


def _runs(kind: str, found: Mapping[str, Any]) -> Check:
    says = f"{found['engine']}: {found['p50_ms']:.2f} ms for one ECG (median of 100)."
    return ok(f"engine {kind}", says, p50_ms=found["p50_ms"], engine=found["engine"])


def _golden(kind: str, found: Mapping[str, Any]) -> Check:
    name = f"golden ECGs {kind}"
    if found["golden"] is None:
        return not_checked(name, "The bundle has none.")
    golden = Golden(**found["golden"])
    listing = ", ".join(f"{output} {size:.2g}" for output, size in golden.differences.items())
    figures = {"ecgs": golden.ecgs, "other_verdicts": golden.other_verdicts, **golden.differences}
    if golden.beyond or golden.other_verdicts:
        return failed(
            name,
            Fault.BUNDLE,
            f"This engine computes wrongly on this machine: {golden.other_verdicts} of "
            f"{golden.ecgs} verdicts are others, and the largest differences are {listing}.",
            f"Install another version of {PACKAGES[kind][0]}, or use the other engine (--engine).",
            **figures,
        )
    says = f"{golden.ecgs} verdicts are the same; largest differences: {listing}."
    return ok(name, says, **figures)


def _example(bundle: Bundle, kind: str, remedy: str, limit_s: float) -> Check:
    """Screen the bundled ECG as a user would, in a new process."""
    name, example = f"example {kind}", bundle.folder / EXAMPLE
    if not example.exists():
        return not_checked(name, f"The bundle has no {EXAMPLE}.")
    if not bundle.manifest.labels:
        return not_checked(name, "The model has no labels yet: it cannot screen.")
    words = ["screen", str(example), "--jsonl", "--engine", kind, "--bundle", str(bundle.folder)]
    what = f"Screening {EXAMPLE}"
    try:
        answer = ask([sys.executable, "-m", "echo2ecg_edge", *words], what, remedy, limit_s)
    except EngineError as error:
        return bundle_fault(name, error)
    verdict = str(answer.document.get("verdict"))
    if verdict not in (Verdict.REFER, Verdict.ROUTINE):
        says = f"The bundled {EXAMPLE} gets no answer, but the verdict {verdict!r}."
        return failed(name, Fault.BUNDLE, says, "Install the bundle again.", verdict=verdict)
    says = f"{verdict}, {answer.elapsed_ms:.0f} ms from start to verdict."
    return ok(name, says, verdict=verdict, cold_ms=answer.elapsed_ms)
