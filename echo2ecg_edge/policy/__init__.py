"""What a site decided: which labels count, where to refer, how common disease is there."""

from echo2ecg_edge.policy.chosen import in_use, load_plan
from echo2ecg_edge.policy.plan import Plan, plan_of_bundle
from echo2ecg_edge.policy.policy import Mode, Policy
from echo2ecg_edge.policy.rule import LabelRule

__all__ = ["LabelRule", "Mode", "Plan", "Policy", "in_use", "load_plan", "plan_of_bundle"]
