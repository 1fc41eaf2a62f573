"""Settle: a policy meets a bundle and becomes a plan, with a threshold for every label."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields, replace

from echo2ecg_edge.errors import PolicyError
from echo2ecg_edge.model.bundle import Bundle
from echo2ecg_edge.model.manifest import LabelSpec, Manifest
from echo2ecg_edge.policy.corrections import NONE, Corrections
from echo2ecg_edge.policy.dial import dial
from echo2ecg_edge.policy.fingerprint import ModelStamp
from echo2ecg_edge.policy.fits import counted, refuse_unfit
from echo2ecg_edge.policy.plan import Plan, PolicyStamp, plan_of_bundle
from echo2ecg_edge.policy.policy import DEFAULT, Mode, Policy
from echo2ecg_edge.policy.rule import LabelRule, moved
from echo2ecg_edge.policy.shift import prior_shift
from echo2ecg_edge.policy.site import Site, site_of

TURNED = (Mode.SENSITIVE, Mode.SPECIFIC, Mode.CAPACITY)
"""Modes whose dial is turned, which needs patients to foretell what a threshold does."""


def settle(policy: Policy, bundle: Bundle, corrections: Corrections = NONE) -> Plan:
    """Give every label its threshold at the site.

    The scores move with the prevalence, and the bundle's thresholds move with them: in mode
    balanced, a prevalence or a recalibration changes what is reported and expected, and refers
    nobody else. Modes that aim at a figure find their thresholds anew for the people of the site.

    Args:
        policy: What the site decided.
        bundle: Whose labels.
        corrections: What the site's own echos taught.

    Raises:
        PolicyError: The policy does not fit the bundle.
        BundleError: A file of the bundle is damaged.
    """
    if policy == DEFAULT and not corrections.by_label:
        return plan_of_bundle(bundle.manifest)
    refuse_unfit(policy, bundle.manifest)
    counts = counted(policy, bundle.manifest)
    site = site_of(bundle, counts, policy.prevalence, corrections)
    rules = {
        spec.key: _scale(spec, site, corrections, spec.key in counts)
        for spec in bundle.manifest.labels
    }
    recalibrated = tuple(key for key in rules if key in corrections.by_label)
    stamp = PolicyStamp(
        policy.name, policy.mode, dict(site.known), recalibrated, digest(policy, corrections)
    )
    rules = _with_thresholds(rules, policy, bundle.manifest, site)
    return Plan(ModelStamp.of(bundle.manifest), stamp, rules, dict(policy.prevalence))


def digest(policy: Policy, corrections: Corrections = NONE) -> str:
    """Return the SHA-256 of what decides; comments and order in the file change nothing."""
    plain = {field.name: getattr(policy, field.name) for field in fields(policy)}
    plain["counts"] = policy.counts and sorted(policy.counts)
    text = json.dumps([plain, corrections.sha256], sort_keys=True, default=dict)
    return hashlib.sha256(text.encode()).hexdigest()


def _scale(spec: LabelSpec, site: Site, corrections: Corrections, counts: bool) -> LabelRule:
    """Return the rule of a label with its scale at the site, and the bundle's own threshold."""
    own = corrections.by_label.get(spec.key)
    if own is not None:
        return LabelRule(counts, spec.refer_at, own.slope, own.shift)
    return LabelRule(counts, spec.refer_at, shift=prior_shift(site, spec.key))


def _with_thresholds(
    rules: Mapping[str, LabelRule], policy: Policy, manifest: Manifest, site: Site
) -> dict[str, LabelRule]:
    """Put thresholds at the scale of the site; a label without a stated one keeps the bundle's."""
    turned = _dial(policy, [spec for spec in manifest.labels if rules[spec.key].counts], site)
    own = {key: rule.at_site(moved(rule.refer_at, 1, turned)) for key, rule in rules.items()}
    return {
        key: replace(rule, refer_at=policy.thresholds.get(key, own[key]))
        for key, rule in rules.items()
    }


def _dial(policy: Policy, specs: list[LabelSpec], site: Site) -> float:
    if policy.mode not in TURNED:
        return 0.0
    if site.population is None:
        raise PolicyError(
            f"Mode {policy.mode} needs to know how scores are spread, and this model brings no "
            "patients to tell.",
            'Let one label count that it has a table for, or write mode = "balanced" or '
            '"thresholds".',
        )
    return dial(policy, site.population, site.weight, specs)
