"""Outlook: a plan and everything that can be foretold of it, before anything is saved."""

from dataclasses import dataclass

from echo2ecg_edge.model.bundle import Bundle
from echo2ecg_edge.model.manifest import Manifest
from echo2ecg_edge.policy.expect import Expected, expected
from echo2ecg_edge.policy.plan import Plan, plan_of_bundle


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a plan is and does.

    Attributes:
        plan: Of the site.
        manifest: Of the bundle it was settled with.
        source: Where the policy stands; None where the bundle decides.
        expected: At the site; None where the bundle has nothing to tell it from.
        own: The same for the bundle's own thresholds and patients, all labels counting.
    """

    plan: Plan
    manifest: Manifest
    source: str | None
    expected: Expected | None
    own: Expected | None


def outlook_of(plan: Plan, bundle: Bundle, source: str | None) -> Outlook:
    """Foretell a plan.

    Args:
        plan: Settled with the bundle.
        bundle: Whose patients tell.
        source: Where the policy stands.

    Raises:
        PolicyError: The prevalences cannot be met.
        BundleError: A file of the bundle is damaged.
    """
    own = expected(plan_of_bundle(bundle.manifest), bundle)
    return Outlook(plan, bundle.manifest, source, expected(plan, bundle), own)
