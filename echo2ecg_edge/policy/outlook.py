"""Outlook: a plan and everything that can be foretold of it, before anything is saved."""

from dataclasses import dataclass
from pathlib import Path

from echo2ecg_edge.model.bundle import Bundle
from echo2ecg_edge.model.manifest import Manifest
from echo2ecg_edge.policy.chosen import in_use, is_kept, policy_file
from echo2ecg_edge.policy.expect import Expected, expected
from echo2ecg_edge.policy.load import policy_of, settled
from echo2ecg_edge.policy.plan import Plan, plan_of_bundle
from echo2ecg_edge.policy.toml import Document, read_text


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


def outlook_of_kept(bundle_name: str | None) -> Outlook:
    """Return the outlook of the policy in use.

    Args:
        bundle_name: Name or folder of a bundle; None for the one in use.

    Raises:
        PolicyError: It is damaged, or does not fit the bundle.
        BundleError: The bundle cannot be used.
    """
    bundle = Bundle.load(bundle_name)
    source = str(policy_file()) if is_kept() else None
    return outlook_of(in_use(bundle), bundle, source)


def outlook_of_file(path: Path, bundle_name: str | None) -> Outlook:
    """Return the outlook of a policy file; see ``outlook_of_kept``."""
    return outlook_of_text(read_text(path), path, bundle_name)


def outlook_of_text(text: str, path: Path, bundle_name: str | None) -> Outlook:
    """Return the outlook of a policy that stands at a path, or is to be written there."""
    bundle = Bundle.load(bundle_name)
    policy = policy_of(Document.parse(text, path.name))
    return outlook_of(settled(policy, bundle, path.name), bundle, str(path))
