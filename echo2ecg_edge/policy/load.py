"""Load ``policy.toml``: strictly, so that a slip of the pen never becomes a threshold."""

import os
from pathlib import Path
from typing import Final

from echo2ecg_edge.errors import PolicyError
from echo2ecg_edge.model.bundle import Bundle
from echo2ecg_edge.policy.fits import nearest
from echo2ecg_edge.policy.plan import Plan
from echo2ecg_edge.policy.policy import Mode, Policy
from echo2ecg_edge.policy.recalibration import corrections_in_use
from echo2ecg_edge.policy.settle import settle
from echo2ecg_edge.policy.toml import Document
from echo2ecg_edge.policy.values import capacity_of, counts_of, mode_of, name_of, shares_of

KNOWN: Final = ("name", "mode", "capacity", "counts", "prevalence", "thresholds")


def load(path: str | os.PathLike[str]) -> Policy:
    """Read a policy file.

    Args:
        path: Of the file.

    Raises:
        PolicyError: It is not there, or says something that cannot be meant; the sentence names
            the line.
    """
    return policy_of(Document.read(Path(path)))


def policy_of(document: Document) -> Policy:
    """Return what a policy file says.

    Raises:
        PolicyError: It cannot be meant.
    """
    _refuse_unknown(document)
    name, mode = name_of(document), mode_of(document)
    thresholds = shares_of(document, "thresholds")
    if thresholds and mode is not Mode.THRESHOLDS:
        raise document.flaw(
            f'thresholds say nothing in mode "{mode}".',
            'Write mode = "thresholds", or take the table out.',
            "thresholds",
        )
    return Policy(
        name=name,
        mode=mode,
        counts=counts_of(document),
        capacity=capacity_of(document, mode),
        thresholds=thresholds,
        prevalence=shares_of(document, "prevalence"),
    )


def settled(policy: Policy, bundle: Bundle, name: str) -> Plan:
    """Settle a policy with a bundle, and with what the site's echos taught.

    Args:
        policy: What the site decided.
        bundle: Whose labels.
        name: Of the policy's file, for errors.

    Raises:
        PolicyError: It does not fit the bundle.
        BundleError: A file of the bundle is damaged.
    """
    corrections = corrections_in_use(bundle)
    try:
        return settle(policy, bundle, corrections)
    except PolicyError as error:
        raise PolicyError(f"{name}: {error.problem}", error.remedy) from error


def _refuse_unknown(document: Document) -> None:
    for key in document.content:
        if key not in KNOWN:
            raise document.flaw(f"{key!r} means nothing here.", nearest(key, KNOWN), key)
