"""``python -m benchmarks``: measure, and write CSV and Markdown to ``benchmarks/results``."""

import logging
from pathlib import Path
from typing import Any

import click

from benchmarks.accuracy.command import accuracy
from benchmarks.admission.command import admission
from benchmarks.cohort import PARTS
from benchmarks.explain.command import explain
from benchmarks.formats.command import formats, fuzz
from benchmarks.intervals.command import intervals
from benchmarks.probe.command import probe
from benchmarks.quality.command import quality
from benchmarks.resume.command import resume
from benchmarks.tables import RESULTS, write_results
from benchmarks.tabular.command import tabular
from benchmarks.triage.command import triage
from echo2ecg_edge.model.bundle import DEFAULT_BUNDLE

WORK = Path("runs/full/export")
SHARED_PTBXL = Path("../shared/ecg/ptbxl_100hz")


@click.group()
def main() -> None:
    """Measure what the project claims. Every table is written by one of these commands."""
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(message)s", datefmt="%H:%M:%S")
    for room in ("train", "benchmarks"):
        logging.getLogger(room).setLevel(logging.INFO)


@main.command()
@click.option(
    "--bundle", default=DEFAULT_BUNDLE, show_default=True, help="A bundle's name or folder."
)
@click.option(
    "--work",
    type=click.Path(path_type=Path),
    default=WORK,
    show_default=True,
    help="Where the fp32 models are.",
)
@click.option("--threads", default=1, show_default=True)
def latency(bundle: str, work: Path, threads: int) -> None:
    """Cold start, warm screening, models alone, throughput, memory, disk; the CPU is named."""
    from benchmarks.latency import measure_latency, notes
    from echo2ecg_edge.model.bundle import Bundle

    loaded = Bundle.load(bundle)
    rows = measure_latency(loaded, work, threads)
    click.echo(
        write_results("latency", "Latency", notes(loaded, threads), rows).read_text("utf-8"),
        nl=False,
    )


@main.command()
@click.option(
    "--run",
    type=click.Path(path_type=Path),
    default=WORK.with_name("student"),
    show_default=True,
    help="Training run of the default bundle, for its parameters and cost.",
)
@click.option(
    "--work",
    type=click.Path(path_type=Path),
    default=WORK,
    show_default=True,
    help="Where the fp32 models of the default bundle are.",
)
@click.option("--only", multiple=True, help="One of the published models; repeatable.")
@click.option("--threads", default=1, show_default=True)
@click.option("--out", type=click.Path(path_type=Path), default=RESULTS, show_default="results")
def peers(run: Path, work: Path, only: tuple[str, ...], threads: int, out: Path) -> None:
    """The default bundle beside EchoNext-Mini, Echo2ECG and EchoingECG (random weights)."""
    from benchmarks.peers.peer import PEERS
    from benchmarks.peers.run import measure_peers, notes
    from echo2ecg_edge.model.bundle import Bundle
    from export.quiet import quiet

    if unknown := [name for name in only if name not in PEERS]:
        raise click.UsageError(f"{unknown[0]!r} is none of {', '.join(PEERS)}.")
    quiet()
    ours = Bundle.load(DEFAULT_BUNDLE)
    rows = measure_peers(ours, run, work, threads, only or tuple(PEERS))
    title = "The default bundle and its peers"
    click.echo(
        write_results("peers", title, notes(ours, threads), rows, out).read_text("utf-8"), nl=False
    )


@main.command()
@click.option(
    "--bundle", default=DEFAULT_BUNDLE, show_default=True, help="A bundle's name or folder."
)
@click.option(
    "--work",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    help="Folder outside the project for 700 MB of downloads; kept, a second run is quicker.",
)
@click.option("--out", type=click.Path(path_type=Path), default=RESULTS, show_default="results")
def arm(bundle: str, work: Path, out: Path) -> None:
    """Run the bundle on emulated Raspberry Pis and an old laptop; compare every answer with here.

    Needs Linux, root (for debootstrap) and a network, and some minutes. On Debian or Ubuntu,
    install the emulator first: apt-get install qemu-user-static debootstrap
    """
    from benchmarks.arm.run import measure_arm, notes
    from echo2ecg_edge.errors import EdgeError
    from echo2ecg_edge.model.bundle import Bundle

    try:
        loaded = Bundle.load(bundle)
        rows = measure_arm(loaded, work)
    except EdgeError as error:
        raise click.ClickException(str(error)) from error
    title = "The bundle on emulated machines"
    click.echo(write_results("arm", title, notes(loaded), rows, out).read_text("utf-8"), nl=False)


@main.command()
@click.option(
    "--scale",
    type=click.Choice(("small", "full")),
    default="small",
    show_default=True,
    help="What fits two cores, or the published sizes for a GPU box.",
)
@click.option("--seeds", default=3, show_default=True, help="Per way of training.")
@click.option("--workers", default=2, show_default=True, help="Runs at a time.")
@click.option(
    "--work",
    type=click.Path(path_type=Path),
    default=Path("runs/comparison"),
    show_default=True,
    help="Where patients and runs are kept; an interrupted comparison goes on.",
)
@click.option("--out", type=click.Path(path_type=Path), default=RESULTS, show_default="results")
@click.option("--without", multiple=True, help="A way to leave out; repeatable.")
def comparison(
    scale: str, seeds: int, workers: int, work: Path, out: Path, without: tuple[str, ...]
) -> None:
    """Ways of aligning, teaching and starting, on the same simulated patients."""
    from benchmarks.comparison.run import compare
    from benchmarks.comparison.settings import Scale

    page = compare(Scale(scale), work, seeds, workers, out, without)
    click.echo(page.read_text("utf-8"), nl=False)


@main.command()
@click.option(
    "--run",
    type=click.Path(path_type=Path),
    default=Path("runs/full/student"),
    show_default=True,
    help="The bundle's training run.",
)
def real(run: Path) -> None:
    """Real ECGs beside the project: accepted or refused, and int8 against float32."""
    from benchmarks.real_ecgs import measure_real

    notes, rows = measure_real(run)
    click.echo(write_results("real", "Real ECGs", notes, rows).read_text("utf-8"), nl=False)


@main.command()
@click.option("--bundle", required=True, help="A bundle's name or folder.")
@click.option(
    "--ptbxl", type=click.Path(path_type=Path), default=SHARED_PTBXL, show_default=True,
    help="Folder of PTB-XL.",
)  # fmt: skip
@click.option("--every", default=1, show_default=True, help="Of PTB-XL, only every nth ECG.")
@click.option("--random-weights", is_flag=True, help="The weights are random: the page says so.")
@click.option("--out", type=click.Path(path_type=Path), default=RESULTS, show_default="results")
def imported(bundle: str, ptbxl: Path, every: int, random_weights: bool, out: Path) -> None:
    """An imported bundle on every real ECG: does it run, and do the engines agree?"""
    from benchmarks.imported import measure_imported, notes
    from echo2ecg_edge.model.bundle import Bundle

    loaded = Bundle.load(bundle)
    rows = measure_imported(loaded, ptbxl, every)
    title = "An imported model on real ECGs"
    click.echo(
        write_results("imported", title, notes(loaded, random_weights), rows, out).read_text(
            "utf-8"
        ),
        nl=False,
    )


@main.command()
@click.option(
    "--part", "parts", type=click.Choice(PARTS), multiple=True, help="Repeatable; all if left out."
)
@click.option("--train", default=20_000, show_default=True, help="Patients to train on.")
@click.option("--test", default=10_000, show_default=True, help="Patients to test on.")
@click.option("--seed", default=3, show_default=True)
@click.option(
    "--ptbxl",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    default=SHARED_PTBXL if SHARED_PTBXL.is_dir() else None,
    help="PTB-XL folder, official or packed; parts that need real ECGs are left out without.",
)
@click.option("--workers", default=2, show_default=True, help="Processes that draw patients.")
@click.option("--threads", default=2, show_default=True, help="Threads that train.")
@click.option(
    "--epochs", type=int, default=None, help="Of every network; each part's own if left out."
)
@click.option("--quick", is_flag=True, help="Shorten the memory test.")
@click.option(
    "--work",
    type=click.Path(path_type=Path),
    default=Path("runs/cohort"),
    show_default=True,
    help="Where cohorts and finished parts are kept.",
)
@click.option("--out", type=click.Path(path_type=Path), default=RESULTS, show_default="results")
def cohort(parts: tuple[str, ...], out: Path, **settings: Any) -> None:
    """The simulated cohort against published figures; parts can be measured one by one."""
    from benchmarks.cohort.run import run_parts
    from benchmarks.cohort.settings import Bench

    path = run_parts(Bench(**settings), parts or PARTS, out)
    click.echo(path.read_text("utf-8"), nl=False)


@main.command()
@click.option(
    "--encoder",
    "encoders",
    multiple=True,
    default=("distilled", "adapted"),
    show_default=True,
    help="A way of the comparison that shows no label; repeatable.",
)
@click.option("--seeds", default=3, show_default=True, help="Runs of each.")
@click.option(
    "--ptbxl",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    default=SHARED_PTBXL if SHARED_PTBXL.is_dir() else None,
    help="PTB-XL folder, official or packed; real ECGs are left out without.",
)
@click.option("--workers", default=2, show_default=True, help="Processes of one thread each.")
@click.option(
    "--work",
    type=click.Path(path_type=Path),
    default=Path("runs/comparison"),
    show_default=True,
    help="Where the comparison's runs are; finished parts are kept there too.",
)
@click.option("--table-only", is_flag=True, help="Only write what is finished.")
@click.option("--out", type=click.Path(path_type=Path), default=RESULTS, show_default="results")
def efficiency(out: Path, **settings: Any) -> None:
    """Encoders that never saw a label against the same network from scratch, by share of labels."""
    from benchmarks.efficiency.run import measure

    click.echo(measure(**settings, out=out).read_text("utf-8"), nl=False)


@main.command()
@click.option(
    "--pairs",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    default=Path("runs/full/pairs"),
    show_default=True,
    help="The pairs of `python -m train full`.",
)
@click.option(
    "--work",
    type=click.Path(path_type=Path),
    default=Path("runs/sizes"),
    show_default=True,
    help="Where runs are kept; an interrupted one goes on.",
)
@click.option("--out", type=click.Path(path_type=Path), default=RESULTS, show_default="results")
def sizes(pairs: Path, work: Path, out: Path) -> None:
    """Wider, deeper and faster-sampled students: accuracy against latency."""
    from benchmarks.sizes.run import measure_sizes, notes

    rows = measure_sizes(pairs, work)
    title = "Sizes of the student: accuracy against latency"
    click.echo(write_results("sizes", title, notes(), rows, out).read_text("utf-8"), nl=False)


@main.command()
def readme() -> None:
    """Renew what the README shows: terminal output, tables, the picture of a report."""
    from benchmarks.readme import README, draw_report, with_blocks

    draw_report()
    README.write_text(with_blocks(README.read_text("utf-8")), "utf-8")


main.add_command(accuracy)
main.add_command(admission)
main.add_command(explain)
main.add_command(formats)
main.add_command(fuzz)
main.add_command(intervals)
main.add_command(probe)
main.add_command(quality)
main.add_command(resume)
main.add_command(tabular)
main.add_command(triage)


if __name__ == "__main__":
    main()
