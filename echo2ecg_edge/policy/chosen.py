"""The policy in use: ``policy.toml`` in this user's folder; without it the bundle decides."""

import os
from pathlib import Path
from typing import Final

from echo2ecg_edge.model.bundle import Bundle
from echo2ecg_edge.policy import recalibration_file
from echo2ecg_edge.policy.plan import Plan, plan_of_bundle
from echo2ecg_edge.policy.policy import DEFAULT
from echo2ecg_edge.store.disk import replacing, storing
from echo2ecg_edge.store.place import home

FILE: Final = "policy.toml"

# What reads a policy is imported where there is one, because no other screening shall wait for it.


def policy_file() -> Path:
    """Return where the policy in use is kept; it need not be there."""
    return home() / FILE


def is_kept() -> bool:
    """Whether a policy is in use; a link that leads nowhere counts, because it is an error."""
    return os.path.lexists(policy_file())


def in_use(bundle: Bundle) -> Plan:
    """Return the plan that is in force.

    Args:
        bundle: Which screens.

    Raises:
        PolicyError: The policy or the recalibration is damaged, or does not fit this bundle;
            neither is ever passed over.
        BundleError: A file of the bundle is damaged.
    """
    if is_kept():
        return load_plan(policy_file(), bundle)
    if not os.path.lexists(recalibration_file.current()):
        return plan_of_bundle(bundle.manifest)
    from echo2ecg_edge.policy.load import settled

    return settled(DEFAULT, bundle, recalibration_file.FILE)


def load_plan(path: str | os.PathLike[str], bundle: Bundle) -> Plan:
    """Read a policy file and settle it with a bundle, and with what the site's echos taught.

    Raises:
        PolicyError: The file is wrong, or does not fit the bundle.
        BundleError: A file of the bundle is damaged.
    """
    from echo2ecg_edge.policy.load import load, settled

    return settled(load(path), bundle, Path(path).name)


def keep(content: bytes) -> Path:
    """Make this the policy in use; the old one is in force until all of it is on the disk.

    Args:
        content: Of a policy file that was loaded.

    Returns:
        Where it is kept.

    Raises:
        StorageError: It cannot be written.
    """
    with storing("writing down the policy"):
        home().mkdir(parents=True, exist_ok=True)
        with replacing(policy_file()) as stream:
            stream.write(content)
    return policy_file()


def forget() -> bool:
    """Go back to the bundle's own thresholds, and return whether there was a policy.

    Raises:
        StorageError: The file cannot be deleted.
    """
    was_kept = is_kept()
    with storing("taking the policy away"):
        policy_file().unlink(missing_ok=True)
    return was_kept
