"""Run all jobs, as many at a time as there are workers, and write the table."""

import logging
import os
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from benchmarks.efficiency.job import is_finished
from benchmarks.efficiency.notes import notes
from benchmarks.efficiency.report import table
from benchmarks.efficiency.settings import Plan
from benchmarks.efficiency.world import Name, write_real
from benchmarks.tables import RESULTS, write_results
from echo2ecg_edge.errors import CallError

log = logging.getLogger(__name__)
TITLE = "Label efficiency: an encoder that never saw a label, and the same network from scratch"


def measure(
    work: Path, ptbxl: Path | None, encoders: Sequence[str], seeds: int, workers: int,
    out: Path = RESULTS, *, table_only: bool = False,
) -> Path:  # fmt: skip
    """Measure what is not measured, and write what is.

    Args:
        work: Folder of the comparison's runs and pairs.
        ptbxl: Folder of PTB-XL; real ECGs are left out without.
        encoders: Ways of the comparison.
        seeds: How many of each.
        workers: Processes, of one thread each.
        out: Folder of the table.
        table_only: Measure nothing more; write what is finished.

    Returns:
        Path of the Markdown page.

    Raises:
        CallError: No encoder is trained yet.
    """
    found = [seed for seed in range(seeds) if any(is_finished(work, one, seed) for one in encoders)]
    if not found:
        raise CallError(
            f"{work} holds no finished encoder: {', '.join(encoders)}.",
            "Train them first: python -m benchmarks comparison.",
        )
    if ptbxl is not None:
        write_real(ptbxl, work)
    worlds = [world for world in Name if (work / world).is_dir()]
    jobs = [(world, seed) for seed in found for world in worlds]
    if not table_only:
        with ThreadPoolExecutor(workers) as pool:
            list(pool.map(lambda job: _job(*job, work, encoders), jobs))
    plan = Plan()
    said = notes(work, encoders, seeds, plan)
    return write_results("efficiency", TITLE, said, table(work, encoders, seeds, plan), out)


def _job(world: Name, seed: int, work: Path, encoders: Sequence[str]) -> None:
    log.info("%s, seed %d", world, seed)
    folder = work / "efficiency"
    folder.mkdir(exist_ok=True)
    environment = {**os.environ, "OMP_NUM_THREADS": os.environ.get("OMP_NUM_THREADS", "1")}
    command = ["-m", "benchmarks.efficiency.job", world, str(seed), str(work), *encoders]
    with (folder / f"{world}-{seed}.log").open("ab") as log_file:
        subprocess.run(  # noqa: S603 - our own module
            [sys.executable, *command],
            check=True, stdout=log_file, stderr=log_file, env=environment,
        )  # fmt: skip
