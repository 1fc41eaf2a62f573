"""The options that say what a new policy decides."""

from collections.abc import Callable
from functools import update_wrapper
from typing import Any

import click

from echo2ecg_edge.policy import Mode

Command = Callable[..., Any]


class ShareOf(click.ParamType[tuple[str, float]]):
    """``LABEL=SHARE``; the share may be written 0.05 or 5%."""

    name = "LABEL=SHARE"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, float]:
        """Return label and share."""
        key, equals, share = str(value).partition("=")
        try:
            if not equals:
                raise ValueError
            percent = share.strip().removesuffix("%")
            number = float(percent) / (100 if percent != share.strip() else 1)
        except ValueError:
            self.fail(f"{value!r} is not like shd=0.05 or shd=5%.", param, ctx)
        return key.strip(), number


def policy_options(command: Command) -> Command:
    """Add name, mode, capacity, prevalences, thresholds and the labels that count."""
    modes = click.Choice(tuple(map(str, Mode)))
    options = (
        click.option("--name", default="Our clinic", show_default=True, help="Stands on reports."),
        click.option("--mode", type=modes, help="How thresholds are chosen."),
        click.option("--capacity", type=float, help="Echos for every 100 people screened."),
        click.option(
            "--prevalence",
            type=ShareOf(),
            multiple=True,
            help="Share of the people here who have it; may be given for several labels.",
        ),
        click.option(
            "--threshold",
            "thresholds",
            type=ShareOf(),
            multiple=True,
            help="Probability from which to refer; for every label that counts.",
        ),
        click.option("--counts", metavar="LABEL", multiple=True, help="A label that may refer."),
    )

    def decided(**said: Any) -> Any:
        return command(**_decided(**said))

    wrapped: Command = update_wrapper(decided, command)
    for option in reversed(options):
        wrapped = option(wrapped)
    return wrapped


def _decided(
    mode: str | None,
    capacity: float | None,
    prevalence: tuple[tuple[str, float], ...],
    thresholds: tuple[tuple[str, float], ...],
    counts: tuple[str, ...],
    **others: Any,
) -> dict[str, Any]:
    """Return the fields of a policy; the mode follows from what was given."""
    follows = Mode.THRESHOLDS if thresholds else Mode.BALANCED
    if capacity is not None:
        follows = Mode.CAPACITY
    return {
        **others,
        "mode": follows if mode is None else Mode(mode),
        "capacity": capacity,
        "prevalence": dict(prevalence),
        "thresholds": dict(thresholds),
        "counts": counts or None,
    }
