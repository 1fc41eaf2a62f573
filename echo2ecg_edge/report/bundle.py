"""What a bundle is, what it refers at, and what was measured about it, as text."""

import textwrap

from echo2ecg_edge.model.manifest import Evidence, LabelSpec, Manifest
from echo2ecg_edge.report.words import DISCLAIMER, SHORT_KNOWLEDGE, shorten

WIDTH = 80
TITLE_WIDTH = 48


def bundle_text(manifest: Manifest) -> str:
    """Return the summary of a bundle, 80 columns wide.

    Args:
        manifest: Of the bundle.
    """
    return "\n".join(
        [
            f"{manifest.name} {manifest.version}, {manifest.created}, {manifest.licence}",
            *textwrap.wrap(manifest.status, WIDTH),
            "",
            f"{'Label':<{TITLE_WIDTH}} {'prevalence':>10} {'refer at':>8}  learned",
            *map(_label, manifest.labels),
            "",
            "Evidence (value, 95 % confidence interval)",
            *(map(_evidence, manifest.evidence) if manifest.evidence else ["  none"]),
            "",
            f"Files: {', '.join(manifest.files)}",
            DISCLAIMER,
        ]
    )


def _label(label: LabelSpec) -> str:
    return (
        f"{shorten(label.title, TITLE_WIDTH):<{TITLE_WIDTH}} {label.prevalence:>10.1%} "
        f"{label.refer_at:>8.1%}  {SHORT_KNOWLEDGE[label.knowledge]}"
    )


def _evidence(row: Evidence) -> str:
    return (
        f"  {row.label}: {row.metric} {row.value:.3f} ({row.low:.3f} to {row.high:.3f}), "
        f"{row.n} {row.data}, {row.positives} positive"
    )
