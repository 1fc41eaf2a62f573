"""From a policy's file, its text or the one in use to its outlook with a bundle."""

from pathlib import Path

from echo2ecg_edge.model.bundle import Bundle
from echo2ecg_edge.policy.chosen import in_use, is_kept, policy_file
from echo2ecg_edge.policy.load import load, policy_of, settled
from echo2ecg_edge.policy.outlook import Outlook, outlook_of
from echo2ecg_edge.policy.toml import Document


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
    bundle = Bundle.load(bundle_name)
    return outlook_of(settled(load(path), bundle, path.name), bundle, str(path))


def outlook_of_text(text: str, path: Path, bundle_name: str | None) -> Outlook:
    """Return the outlook of a policy that is to be written to a path."""
    bundle = Bundle.load(bundle_name)
    policy = policy_of(Document.parse(text, path.name))
    return outlook_of(settled(policy, bundle, path.name), bundle, str(path))
