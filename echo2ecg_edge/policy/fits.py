"""Whether a policy fits a bundle: labels are there, its mode has all, prevalences can be true."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager

from echo2ecg_edge.errors import PolicyError
from echo2ecg_edge.labels import COMPOSITE, STRUCTURAL_LABELS
from echo2ecg_edge.model.manifest import Manifest
from echo2ecg_edge.policy.policy import Mode, Policy
from echo2ecg_edge.policy.recalibration_file import UNDO


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


def refuse_contradiction(prevalence: Mapping[str, float], manifest: Manifest) -> None:
    """Refuse a disease that is more common than any disease.

    Raises:
        PolicyError: There is one.
    """
    whole = prevalence.get(COMPOSITE)
    own = {spec.key for spec in manifest.labels} & STRUCTURAL_LABELS.keys() - {COMPOSITE}
    for key in sorted(own & prevalence.keys()):
        if whole is not None and prevalence[key] > whole:
            raise PolicyError(
                f"{key} = {prevalence[key]:.3g} is more than {COMPOSITE} = {whole:.3g}, which is "
                "any of these diseases together.",
                f"State a {COMPOSITE} of {prevalence[key]:.3g} or more under [prevalence].",
            )


@contextmanager
def naming(shown: Mapping[str, float]) -> Iterator[None]:
    """Say of prevalences that cannot be which of them nobody stated.

    Args:
        shown: Label key -> prevalence that a recalibration shows.
    """
    try:
        yield
    except PolicyError as error:
        if not shown:
            raise
        shares = ", ".join(f"{key} = {share:.3g}" for key, share in shown.items())
        raise PolicyError(
            f"{error.problem} The recalibration on this site's echos shows {shares}.",
            f"{error.remedy} Or go back to what was before the recalibration: {UNDO}",
        ) from error


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
