"""Whether a policy fits a bundle: the labels it names are there, and its mode has what it needs."""

from collections.abc import Iterable

from echo2ecg_edge.errors import PolicyError
from echo2ecg_edge.model.manifest import Manifest
from echo2ecg_edge.policy.policy import Mode, Policy


def counted(policy: Policy, manifest: Manifest) -> tuple[str, ...]:
    """Return the keys of the labels that may refer, in the bundle's order."""
    keys = (spec.key for spec in manifest.labels)
    return tuple(key for key in keys if policy.counts is None or key in policy.counts)


def refuse_unfit(policy: Policy, manifest: Manifest) -> None:
    """Refuse a policy that speaks of other labels, or lacks a threshold.

    Raises:
        PolicyError: It does not fit.
    """
    keys = [spec.key for spec in manifest.labels]
    for where, named in (
        ("counts", policy.counts or ()),
        ("[prevalence]", policy.prevalence),
        ("[thresholds]", policy.thresholds),
    ):
        _refuse_unknown(where, named, keys, manifest.name)
    lacking = [key for key in counted(policy, manifest) if key not in policy.thresholds]
    if policy.mode is Mode.THRESHOLDS and lacking:
        raise PolicyError(
            f"Under [thresholds] there is none for {', '.join(lacking)}.",
            "State one for every label that counts, or let fewer count, for example: "
            f'counts = ["{next(iter(policy.thresholds), keys[0])}"]',
        )


def nearest(unknown: str, known: Iterable[str]) -> str:
    """Say which of the known words may have been meant, else name them all."""
    from difflib import get_close_matches

    near = get_close_matches(unknown, list(known), 1)
    return f"Did you mean {near[0]}?" if near else f"There is: {', '.join(known)}."


def _refuse_unknown(where: str, named: Iterable[str], keys: list[str], bundle: str) -> None:
    for key in named:
        if key not in keys:
            raise PolicyError(
                f"{where} names {key!r}, which the model {bundle!r} does not have.",
                nearest(key, keys),
            )
