"""``python -m train quick``, ``fit`` and ``evaluate``."""

import json
from pathlib import Path

import click

ANY_FOLDER = click.Path(file_okay=False, path_type=Path)
recipe_option = click.option(
    "--recipe", default="quick", show_default=True, help="A recipe's name, or a TOML file."
)
data_option = click.option(
    "--data", type=ANY_FOLDER, required=True, help="Pairs that `prepare` wrote."
)


@click.command()
@recipe_option
@click.option("--out", type=ANY_FOLDER, default=Path("runs/quick"), show_default=True)
@click.pass_obj
def quick(threads: int, recipe: str, out: Path) -> None:
    """Simulate patients, train a view encoder and a student, write a run that export takes.

    The same command continues a run that was interrupted; with another recipe, give another --out.
    """
    # Late: the processes that write a cohort start from this module too, and need no torch for it.
    import torch

    from train.quick import quick as quick_run
    from train.recipe import read_recipe

    torch.set_num_threads(threads)
    quick_run(read_recipe(recipe), out)


@click.command()
@click.argument("recipe")
@data_option
@click.option("--out", type=ANY_FOLDER, required=True, help="Folder to write, or to continue.")
@click.option(
    "--teacher",
    "teachers",
    type=ANY_FOLDER,
    multiple=True,
    help="A finished run that the encoder learns from; repeatable; instead of the recipe's.",
)
@click.option(
    "--start-from", type=ANY_FOLDER, help="A finished run whose ECG encoder this one begins with."
)
@click.pass_obj
def fit(
    threads: int,
    recipe: str,
    data: Path,
    out: Path,
    teachers: tuple[Path, ...],
    start_from: Path | None,
) -> None:
    """Train by RECIPE (a name, or a TOML file) on prepared pairs.

    The same command continues an interrupted run. On several GPUs:
    torchrun --nproc-per-node 8 -m train fit echo2ecg --data pairs --out runs/echo2ecg
    """
    from dataclasses import replace

    import torch

    from train.decide import warn_if_undecidable
    from train.outcome import can_be_exported, write_outcome
    from train.pairs.read import open_pairs
    from train.parallel import is_first
    from train.recipe import read_recipe
    from train.run import train_run

    torch.set_num_threads(threads)
    settings = read_recipe(recipe)
    if teachers:
        settings = replace(settings, teachers=tuple(map(str, teachers)))
    if start_from is not None:
        settings = replace(settings, fit=replace(settings.fit, start_from=str(start_from)))
    pairs = open_pairs(data)
    if is_first():
        warn_if_undecidable(settings, pairs)
    trained = train_run(settings, pairs, out, data)
    if is_first() and can_be_exported(trained):
        write_outcome(trained, pairs, out)


@click.command()
@click.argument("run", type=ANY_FOLDER)
@data_option
@click.option("--out", type=ANY_FOLDER, help="Folder of the report; RUN/evaluation if left out.")
@click.option("--resamples", default=2000, show_default=True, help="Of the bootstrap.")
@click.option("--quick", "in_short", is_flag=True, help="Leave out what takes long.")
@click.option(
    "--fine-tune",
    is_flag=True,
    help="Add fine-tuning and training from scratch to label efficiency; takes hours without GPU.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of Markdown.")
@click.pass_obj
def evaluate(
    threads: int, run: Path, data: Path, out: Path | None, resamples: int, in_short: bool,
    fine_tune: bool, as_json: bool,
) -> None:  # fmt: skip
    """Measure the encoder of RUN on the test split: JSON, Markdown and plots."""
    import torch

    from train.check import check_signal
    from train.evaluate.fit_heads import fit_heads
    from train.evaluate.report import evaluate as measure
    from train.fine_tune import learners
    from train.pairs.read import open_pairs
    from train.parallel import own_device
    from train.trained import load_trained

    torch.set_num_threads(threads)
    folder = out or run / "evaluation"
    trained, pairs = load_trained(run).to(own_device()), open_pairs(data)
    check_signal(trained, pairs, f"The encoder in {run}")
    facts = trained.facts
    origin = f"Model: {run}, which learned from {facts.source} ({facts.knowledge})."
    remarks = [origin, *fit_heads(trained, pairs)]
    measured = measure(
        trained, pairs, folder, resamples=resamples, quick=in_short, remarks=remarks,
        learners=learners(trained, pairs) if fine_tune else None,
    )  # fmt: skip
    text = (folder / "evaluation.md").read_text("utf-8")
    click.echo(json.dumps(measured, indent=2) if as_json else text, nl=as_json)
