"""Plan: a policy that has met a bundle; every label has its threshold at this site."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from echo2ecg_edge.errors import PolicyError
from echo2ecg_edge.model.manifest import Manifest
from echo2ecg_edge.policy.fingerprint import ModelStamp
from echo2ecg_edge.policy.policy import DEFAULT, Mode
from echo2ecg_edge.policy.rule import LabelRule
from echo2ecg_edge.prediction import LabelScore
from echo2ecg_edge.triage.risk import Risk


@dataclass(frozen=True, slots=True)
class PolicyStamp:
    """Which policy made a result.

    Attributes:
        name: Of the policy.
        mode: How its thresholds were chosen.
        prevalence: Label key -> share at the site, as stated, or as its echos showed where they
            did; empty where neither is known.
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
        model: Which bundle it was made for.
        stamp: Which policy it is.
        rules: Label key -> rule, for every label of the bundle.
        stated: Label key -> prevalence as the policy says it, whatever echos showed.
    """

    model: ModelStamp
    stamp: PolicyStamp
    rules: Mapping[str, LabelRule]
    stated: Mapping[str, float] = field(default_factory=dict)

    def require_model(self, manifest: Manifest) -> None:
        """Refuse to read the scores of another bundle.

        Raises:
            PolicyError: The plan was made for one that scores otherwise.
        """
        if (own := ModelStamp.of(manifest)) != self.model:
            raise PolicyError(
                f"This plan was made for the model {self.model}, and the scores are those of "
                f"{own}{' made otherwise' if str(own) == str(self.model) else ''}.",
                "Make a plan for this model: load_plan(FILE, bundle).",
            )

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
    stamp = PolicyStamp(DEFAULT.name, DEFAULT.mode, {}, (), "")
    rules = {spec.key: LabelRule(True, spec.refer_at) for spec in manifest.labels}
    return Plan(ModelStamp.of(manifest), stamp, rules)
