"""What a bundle says to the golden ECGs on the processor that runs this, emulated or not.

``python -m benchmarks.arm.answers BUNDLE ECGS.npz OUT.npz``
"""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.model.bundle import Bundle
from echo2ecg_edge.model.engines import ENGINES, model_file, open_engine
from echo2ecg_edge.recording import Recording
from echo2ecg_edge.screener import Screener

VERDICT = "verdict"
Answers = Mapping[str, NDArray[Any]]


def answers(bundle: Bundle, ecgs: Path) -> Answers:
    """Run every engine on the model inputs, and screen every recording from its millivolts.

    Returns:
        ``"<engine> <output>"`` -> (n, size); ``"<engine> verdict"`` -> (n,) words.
    """
    with np.load(ecgs) as saved:
        batch, recordings = saved["batch"], _recordings(saved)
    found: dict[str, NDArray[Any]] = {}
    for kind in (kind for kind in ENGINES if model_file(kind, bundle) in bundle.manifest.files):
        outputs = open_engine(kind, bundle).run(batch)
        found |= {f"{kind} {name}": values for name, values in outputs.items()}
        screener = Screener(bundle.folder, kind)
        verdicts = [screener.screen(one).verdict.value for one in recordings]
        found[f"{kind} {VERDICT}"] = np.array(verdicts)
    return found


def _recordings(saved: Answers) -> list[Recording]:
    rate_hz = float(saved["rate_hz"])
    people = zip(saved["ecg_mv"], saved["age_years"], saved["female"], strict=True)
    return [
        Recording.from_array(
            ecg,
            rate_hz=rate_hz,
            units="mV",
            age_years=float(age),
            sex="female" if female else "male",
        )
        for ecg, age, female in people
    ]


if __name__ == "__main__":
    folder, source, target = map(Path, sys.argv[1:])
    np.savez(target, **answers(Bundle.load(folder), source))  # type: ignore[arg-type]
