"""An explanation as rows: what each stretch and lead is to the answer, and each risk's interval."""

from collections.abc import Mapping

from echo2ecg_edge.explanation import Explanation


def explained(found: Explanation) -> dict[str, object]:
    """Return the explanation for a JSON document.

    Args:
        found: Of one ECG; its ``seconds`` are told as likeness, its ``leads`` as weight.
    """
    stretches = zip(
        found.edges_s[:-1], found.edges_s[1:], found.seconds, found.seconds_push, strict=True
    )
    return {
        "label": found.label,
        "seconds": [
            {"from_s": start_s, "to_s": end_s, "likeness": likeness, "push": push}
            for start_s, end_s, likeness, push in stretches
        ],
        "leads": _leads(found.leads, found.leads_push),
        "level": found.level,
        "intervals": found.intervals,
    }


def _leads(weights: Mapping[str, float], push: Mapping[str, float]) -> list[dict[str, object]]:
    return [{"lead": lead, "weight": weights[lead], "push": push[lead]} for lead in weights]
