"""How common diseases seem to be at a site, as a table for its policy."""

from collections.abc import Sequence
from typing import Final

from echo2ecg_edge.model.manifest import Manifest
from echo2ecg_edge.policy.estimate import SMALLEST, Estimate
from echo2ecg_edge.report.paragraphs import wrapped

CAVEAT: Final = (
    "The model learned from {trained_on}. This takes people here with a disease to have the scores "
    "that those had, and people without it likewise, which nobody has tested on echos of this "
    "site. A few real echos say more: echo2ecg-edge policy recalibrate"
)
UNCERTAIN: Final = (
    "# Screen more people, a thousand or more where few are ill, and ask again.\n"
    f"# Shares below {SMALLEST:.0%} can hardly be told from scores, however many there are."
)


def estimate_text(found: Sequence[Estimate], manifest: Manifest) -> str:
    """Return a table to be pasted into policy.toml; what cannot be told stands in comments.

    Args:
        found: Estimates of a model's labels.
        manifest: Of the model.
    """
    about = (
        f"Estimated from the scores of {found[0].ecgs} ECGs of this site, without any echo.",
        CAVEAT.format(trained_on=manifest.trained_on),
    )
    comment = "\n".join(wrapped(about, "# ")).replace("\n  ", "\n# ")
    more = [] if all(one.is_useful for one in found) else [UNCERTAIN]
    return "\n".join([comment, "[prevalence]", *map(_row, found), *more])


def _row(one: Estimate) -> str:
    interval = f"{one.low:.3f} to {one.high:.3f}"
    if not one.is_useful:
        return f"# {one.key}: too uncertain to say ({interval})"
    return f"{one.key} = {one.share:.4f}  # 95 % interval {interval}"
