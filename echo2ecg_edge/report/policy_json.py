"""What a policy is and what to expect of it, as a JSON document."""

import json
from dataclasses import asdict
from typing import Any, Final

from echo2ecg_edge.policy.outlook import Outlook
from echo2ecg_edge.report.plain_json import plain_json

SCHEMA: Final = "echo2ecg-edge/policy/1"


def policy_document(outlook: Outlook) -> dict[str, Any]:
    """Return a policy as plain dictionaries, lists, text and numbers.

    Args:
        outlook: Of the policy.
    """
    plan, manifest, found = outlook.plan, outlook.manifest, outlook.expected
    labels = {} if found is None else found.labels
    content = {
        "schema": SCHEMA,
        "source": outlook.source,
        "policy": {**_plain_stamp(outlook), "prevalence": dict(plan.stamp.prevalence)},
        "model": {"name": manifest.name, "version": manifest.version},
        "labels": [
            {
                "key": spec.key,
                "title": spec.title,
                **asdict(plan.rules[spec.key]),
                "prevalence_trained": spec.prevalence,
                "expected": asdict(labels[spec.key]) if spec.key in labels else None,
            }
            for spec in manifest.labels
        ],
        "expected": found
        and {
            "data": found.data,
            "patients": found.patients,
            **asdict(found.together),
        },
    }
    plain: dict[str, Any] = plain_json(content)
    return plain


def policy_json(outlook: Outlook) -> str:
    """Return a policy as JSON text in ASCII."""
    return json.dumps(policy_document(outlook), indent=2, allow_nan=False)


def _plain_stamp(outlook: Outlook) -> dict[str, object]:
    stamp = outlook.plan.stamp
    return {
        "name": stamp.name,
        "mode": stamp.mode,
        "recalibrated": stamp.recalibrated,
        "sha256": stamp.sha256,
    }
