"""The leads that a recording lacks, as the values of a reason."""

from collections.abc import Collection

from echo2ecg_edge.leads import LEADS


def lacking(leads: Collection[str]) -> dict[str, object]:
    """Return what is missing of the twelve leads, how many that are, and what is present.

    Args:
        leads: Standard names of those that were recorded.
    """
    missing = tuple(lead for lead in LEADS if lead not in leads)
    present = tuple(lead for lead in LEADS if lead in leads)
    return {"leads": missing, "count": len(missing), "present": present}
