"""The measurement: kill, go on, and compare with a run that nobody disturbed."""

import tempfile
from collections import Counter
from pathlib import Path

from benchmarks.resume.aims import AIMS
from benchmarks.resume.costs import cost_rows, row
from benchmarks.resume.files import write_files
from benchmarks.resume.job import Job, run_calm
from benchmarks.resume.kills import EARLY, LATE, PARTS, Kills, run_killed
from benchmarks.resume.many import MANY, many_rows
from benchmarks.tables import Row, cpu
from echo2ecg_edge.model.bundle import Bundle
from echo2ecg_edge.results import read_results
from echo2ecg_edge.results.layout import PAGE, REPORTS, TABLE
from echo2ecg_edge.screener import Screener


def measure_resume(
    bundle: Bundle,
    example: Path,
    files: int,
    count: int,
    work: Path | None = None,
    many: int = MANY,
) -> list[Row]:
    """Return the rows of the table.

    Args:
        bundle: Screens.
        example: ECG that the files are made of.
        files: How many recordings.
        count: How many kills.
        work: Folder for the files and results; None for a temporary one.
        many: ECGs in the largest table and page.
    """
    with tempfile.TemporaryDirectory(dir=work) as name:
        folder = Path(name) / "ecgs"
        write_files(folder, files, example)
        calm_job = Job(bundle.folder, folder, Path(name) / "calm")
        killed_job = Job(bundle.folder, folder, Path(name) / "killed")
        calm = run_calm(calm_job)
        kills = run_killed(killed_job, count, calm)
        return [
            *_kill_rows(kills),
            *_result_rows(files, kills, calm_job.out, killed_job.out),
            *cost_rows(Screener(bundle.folder), folder, Path(name)),
            *many_rows(killed_job.out, many),
        ]


def notes(bundle: Bundle, files: int, count: int) -> list[str]:
    """Return the sentences above the table."""
    name = f"{bundle.manifest.name} {bundle.manifest.version}"
    return [
        f"{files} files in four subfolders (CSV, WFDB and some damaged ones), made of the "
        f"bundle's example at different heights; screened by {name} with a short report each.",
        f"{count} processes were ended by SIGKILL; each time another one went on. Some kills came "
        "at random moments. The others were aimed: the folder was watched without a pause, and the "
        "process killed as soon as the journal of a commit, or a file under its hidden name, was "
        "seen; not every kill arrives in time. Table and page were renewed far more often than a "
        "user's.",
        "A kill is not a power cut: what the system was told to write still reaches the disk. "
        "That the disk is waited for is the part of SQLite and of fsync, and not tested here.",
        "Costs are of one process without reports, the best of three.",
        f"CPU: {cpu()}.",
    ]


def _kill_rows(kills: Kills) -> list[Row]:
    of_kinds = {kind: kills.done[kind] for kind in (EARLY, LATE)}
    said = ", ".join(f"{count} {kind}" for kind, count in of_kinds.items())
    cut_off = sum((kills.hit[kind] for kind in PARTS), Counter[str]())
    return [
        row("processes killed", f"{kills.done.total()}: {said}, the others aimed"),
        *(
            row(f"kills aimed at {what} that cut it off", f"{kills.hit[what][what]} of {tried}")
            for what, tried in ((what, kills.done[what]) for what in AIMS)
        ),
        *(row(f"kills of any kind that cut off {what}", str(cut_off[what])) for what in AIMS),
        *(
            row(f"{name} whole after the kill", f"{n} of {kills.looks}")
            for name, n in kills.whole.items()
        ),
    ]


def _result_rows(files: int, kills: Kills, calm: Path, killed: Path) -> list[Row]:
    ids = Counter(line.split(",", 1)[0] for line in _lines(killed / TABLE))
    twice = sum(count > 1 for count in ids.values())
    return [
        row("results at the end", str(len(ids))),
        row("files without a result", str(files - len(ids))),
        row("results that are there twice", str(twice)),
        row("results unlike those of an undisturbed run", str(_unlike(calm, killed))),
        row("table and page as of an undisturbed run", "yes" if _alike(calm, killed) else "no"),
        row("results made again because a kill took them", str(kills.told - files)),
    ]


def _unlike(calm: Path, killed: Path) -> int:
    """Return how many results or reports differ."""
    left, right = ({kept.id: kept.document for kept in read_results(out)} for out in (calm, killed))
    reports = {path.name for out in (calm, killed) for path in (out / REPORTS).iterdir()}
    return sum(left.get(ecg) != right.get(ecg) for ecg in left | right) + sum(
        _bytes(calm / REPORTS / name) != _bytes(killed / REPORTS / name) for name in reports
    )


def _alike(calm: Path, killed: Path) -> bool:
    return all((calm / name).read_bytes() == (killed / name).read_bytes() for name in (TABLE, PAGE))


def _bytes(path: Path) -> bytes:
    return path.read_bytes() if path.exists() else b""


def _lines(table: Path) -> list[str]:
    return table.read_text("utf-8-sig").splitlines()[1:]
