"""Plan: a policy that has met a bundle; every label has its threshold at this site."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from echo2ecg_edge.model.manifest import Manifest
from echo2ecg_edge.policy.policy import DEFAULT, Mode
from echo2ecg_edge.prediction import LabelScore
from echo2ecg_edge.triage.risk import Risk

TINY: Final = 1e-12
"""Keeps the odds of a certain label finite."""


@dataclass(frozen=True, slots=True)
class LabelRule:
    """How one label is read at a site.

    The log-odds here are ``slope`` x the bundle's log-odds + ``shift``: a shift alone moves the
    prevalence, both together are a recalibration on the site's own echos.

    Attributes:
        counts: Whether it may refer.
        refer_at: Probability at this site from which it refers.
        slope: Above 0; 1 where the site has returned no results.
        shift: 0 where nothing is known of the site.
    """

    counts: bool
    refer_at: float
    slope: float = 1.0
    shift: float = 0.0

    def at_site(self, probability: float) -> float:
        """Return the bundle's probability as it is at this site; never falls where it rises."""
        return moved(probability, self.slope, self.shift)


def moved(probability: float, slope: float, shift: float) -> float:
    """Return the probability whose log-odds are ``slope`` x these + ``shift``.

    Args:
        probability: From 0 to 1; returned exactly as it is where nothing moves it.
        slope: Above 0.
        shift: In log-odds.
    """
    if slope == 1 and shift == 0:
        return probability
    inner = min(max(probability, TINY), 1 - TINY)
    logit = slope * math.log(inner / (1 - inner)) + shift
    return 0.5 + 0.5 * math.tanh(0.5 * logit)


@dataclass(frozen=True, slots=True)
class PolicyStamp:
    """Which policy made a result.

    Attributes:
        name: Of the policy.
        mode: How its thresholds were chosen.
        prevalence: Label key -> as stated for the site; empty where nothing was.
        recalibrated: Keys of the labels that were recalibrated on the site's own echos.
        sha256: Of the policy and its recalibration; empty for the bundle's own thresholds.
    """

    name: str
    mode: Mode
    prevalence: Mapping[str, float]
    recalibrated: tuple[str, ...]
    sha256: str


@dataclass(frozen=True, slots=True)
class Plan:
    """A policy for one bundle.

    Attributes:
        stamp: Which policy it is.
        rules: Label key -> rule, for every label of the bundle.
    """

    stamp: PolicyStamp
    rules: Mapping[str, LabelRule]

    def risks(self, scores: tuple[LabelScore, ...]) -> tuple[Risk, ...]:
        """Return the labels' risks at this site, in the order of the scores."""
        return tuple(_risk(score, self.rules[score.key]) for score in scores)


def _risk(score: LabelScore, rule: LabelRule) -> Risk:
    return Risk(
        key=score.key,
        title=score.title,
        knowledge=score.knowledge,
        probability=rule.at_site(score.probability),
        refer_at=rule.refer_at,
        counts=rule.counts,
        as_trained=score.probability,
    )


def plan_of_bundle(manifest: Manifest) -> Plan:
    """Return the plan of a site that decided nothing: the bundle's thresholds, all labels count."""
    stamp = PolicyStamp(DEFAULT.name, DEFAULT.mode, DEFAULT.prevalence, (), "")
    return Plan(stamp, {spec.key: LabelRule(True, spec.refer_at) for spec in manifest.labels})
