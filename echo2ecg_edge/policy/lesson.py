"""Lesson: stored screenings and returned echos -> what would change, before anything is saved."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from echo2ecg_edge.errors import PolicyError
from echo2ecg_edge.model.bundle import Bundle
from echo2ecg_edge.model.manifest import Manifest
from echo2ecg_edge.policy.chosen import in_use, is_kept, policy_file
from echo2ecg_edge.policy.learned import Learned
from echo2ecg_edge.policy.load import load
from echo2ecg_edge.policy.matched import Matched, match
from echo2ecg_edge.policy.outlook import Outlook, outlook_of
from echo2ecg_edge.policy.plan import Plan
from echo2ecg_edge.policy.policy import DEFAULT
from echo2ecg_edge.policy.recalibrate import lines, recalibrate
from echo2ecg_edge.policy.recalibration import (
    Recalibration,
    recalibration_in_use,
    recalibration_of,
)
from echo2ecg_edge.policy.returned import Returned, read_returned
from echo2ecg_edge.policy.scored import Scored, read_scored
from echo2ecg_edge.policy.settle import settle


@dataclass(frozen=True, slots=True)
class Lesson:
    """What returned echos teach.

    Attributes:
        manifest: Of the model.
        scored: This site's screenings.
        returned: What came back.
        matched: The same, beside the screenings.
        learned: What that says of each label.
        stays: Keys of labels that were recalibrated before, and stay as they are.
        recalibration: What would be saved; None where nothing was learned.
        before: What the policy in use does today.
        after: What it would do with the recalibration; None where nothing was learned.
    """

    manifest: Manifest
    scored: Scored
    returned: Returned
    matched: Matched
    learned: tuple[Learned, ...]
    stays: tuple[str, ...]
    recalibration: Recalibration | None
    before: Outlook
    after: Outlook | None


def lesson(results: Path, outcomes: Path, bundle: Bundle, only: Sequence[str] = ()) -> Lesson:
    """Learn from returned echos; nothing is saved.

    Args:
        results: Stored screenings, as ``read_scored`` takes them.
        outcomes: The table of returned results.
        bundle: Whose scores they are.
        only: Keys of the labels to learn; all that were answered by default.

    Raises:
        PolicyError: A file cannot be used, or what was learned contradicts the policy in use.
        CallError: A file is not there.
        EdgeError: The stored screenings or the bundle are damaged.
    """
    manifest = bundle.manifest
    keys = tuple(spec.key for spec in manifest.labels)
    _refuse_unknown(only, keys)
    plan, old = in_use(bundle), recalibration_in_use()
    returned, scored = read_returned(outcomes, keys), read_scored(results, manifest)
    matched = match(returned, scored)
    learned = tuple(
        one for one in recalibrate(scored, matched, plan.rules) if not only or one.key in only
    )
    fresh = lines(learned)
    before = {} if old is None else old.lines
    found = recalibration_of(manifest, {**before, **fresh}) if fresh else None
    stays = tuple(key for key in keys if key in before and key not in fresh)
    return Lesson(
        manifest=manifest,
        scored=scored,
        returned=returned,
        matched=matched,
        learned=learned,
        stays=stays,
        recalibration=found,
        before=outlook_of(plan, bundle, None),
        after=None if found is None else outlook_of(_plan_with(found, bundle), bundle, None),
    )


def _refuse_unknown(only: Sequence[str], keys: Sequence[str]) -> None:
    unknown = next((key for key in only if key not in keys), None)
    if unknown is not None:
        raise PolicyError(f"There is no label {unknown!r}.", f"The labels are: {', '.join(keys)}.")


def _plan_with(found: Recalibration, bundle: Bundle) -> Plan:
    """Settle the policy in use with a recalibration; refuse one that it would no longer fit."""
    policy = load(policy_file()) if is_kept() else DEFAULT
    try:
        return settle(policy, bundle, found.corrections)
    except PolicyError as error:
        raise PolicyError(
            f"With this recalibration the policy would no longer fit: {error.problem}",
            "Recalibrate fewer labels, for example with --label shd, or change the policy.",
        ) from error
