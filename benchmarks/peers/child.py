"""One model in a process of its own.

::

    python -m benchmarks.peers.child FILE SAMPLES RUNS THREADS

Prints JSON: milliseconds of each run, and the largest memory of the process. With 0 runs it ends
after the first answer, so that its parent can time a cold start.
"""

import json
import re
import sys
import time
from pathlib import Path

import numpy as np

from echo2ecg_edge.model.engines import OnnxEngine, TfliteEngine

WARM_UP = 5


def main(file: str, samples: int, runs: int, threads: int) -> None:
    """Open the file, answer, and measure."""
    opens = TfliteEngine if file.endswith(".tflite") else OnnxEngine
    engine = opens(Path(file).read_bytes(), Path(file).name, threads)
    ecg = np.random.default_rng(0).normal(0, 0.2, (1, 12, 1, samples)).astype(np.float32)
    engine.run(ecg)
    elapsed = []
    for _ in range(runs + WARM_UP if runs else 0):
        began = time.perf_counter()
        engine.run(ecg)
        elapsed.append((time.perf_counter() - began) * 1000)
    status = Path("/proc/self/status").read_text("utf-8")
    memory = re.search(r"VmHWM:\s+(\d+)", status)
    kilobytes = int(memory[1]) if memory else 0
    sys.stdout.write(json.dumps({"ms": elapsed[WARM_UP:], "rss_mb": kilobytes / 1024}))


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:5]))
