"""What a bundle is, what it refers at, and what was measured about it, as text."""

import textwrap

from echo2ecg_edge.model.manifest import Evidence, FindingSpec, HeadSpec, LabelSpec, Manifest
from echo2ecg_edge.report.words import DISCLAIMER, SHORT_KNOWLEDGE, plain, shorten

WIDTH = 80
TITLE_WIDTH = 48


def bundle_text(manifest: Manifest) -> str:
    """Return the summary of a bundle, 80 columns wide.

    Args:
        manifest: Of the bundle.
    """
    return "\n".join(
        [
            *_wrap(f"{manifest.name} {manifest.version}, {manifest.created}, {manifest.licence}"),
            *_wrap(manifest.status),
            "",
            *_labels(manifest.labels),
            "",
            *_findings(manifest.findings),
            *_besides(manifest),
            "",
            "Evidence (value, 95 % confidence interval)",
            *([line for row in manifest.evidence for line in _evidence(row)] or ["  none"]),
            "",
            *_wrap(f"Files: {', '.join(manifest.files)}"),
            DISCLAIMER,
        ]
    )


def _labels(labels: tuple[LabelSpec, ...]) -> list[str]:
    if not labels:
        return _wrap("No labels yet: it cannot screen. Add some: python -m train probe.")
    heading = f"{'Label':<{TITLE_WIDTH}} {'prevalence':>10} {'refer at':>8}  learned"
    return [heading, *map(_label, labels)]


def _label(label: LabelSpec) -> str:
    return (
        f"{shorten(label.title, TITLE_WIDTH):<{TITLE_WIDTH}} {label.prevalence:>10.1%} "
        f"{label.refer_at:>8.1%}  {SHORT_KNOWLEDGE[label.knowledge]}"
    )


def _findings(findings: tuple[FindingSpec, ...]) -> list[str]:
    """Name what is stated and count what is only listed."""
    stated = [finding.key for finding in findings if finding.stated_at is not None]
    if not findings:
        return ["Findings: none."]
    sources = dict.fromkeys(SHORT_KNOWLEDGE[finding.knowledge] for finding in findings)
    text = (
        f"{len(findings)} findings ({', '.join(sources)}); too rare to be stated: "
        f"{len(findings) - len(stated)}; stated: {', '.join(stated)}."
    )
    return _wrap(text)


def _besides(manifest: Manifest) -> list[str]:
    """Say what else the bundle estimates, and from which leads."""
    lvef, odd, preparation = manifest.lvef, manifest.odd, manifest.input.preparation
    lines = []
    if preparation is not None:
        lines.append(
            f"ECGs are prepared as its authors did: {preparation.rate_hz:g} Hz, "
            f"{preparation.samples} samples, {', '.join(manifest.input.lead_sets)} leads only."
        )
    if manifest.head is not None and manifest.head.tabular:
        lines += _wrap(f"Takes beside the ECG: {_tabular(manifest.head)}.")
    if lvef is not None:
        lines.append(
            f"LVEF with a {lvef.level * 100:.0f} % interval ({SHORT_KNOWLEDGE[lvef.knowledge]}), "
            f"from lead sets: {', '.join(lvef.bands)}."
        )
    if odd is not None:
        lines.append(f"Odd ECGs: limits at percentile {odd.percentile:g} of validation ECGs.")
    return lines


def _tabular(head: HeadSpec) -> str:
    needed = [one.key for one in head.tabular if one.missing is None]
    measured = [one.key for one in head.tabular if one.missing is not None]
    parts = (f"{', '.join(needed)} (must be given)", f"{', '.join(measured)} (measured)")
    return "; ".join(part for part, keys in zip(parts, (needed, measured), strict=True) if keys)


def _evidence(row: Evidence) -> list[str]:
    text = (
        f"{row.label}: {row.metric} {row.value:.3f} ({row.low:.3f} to {row.high:.3f}), "
        f"{row.n} {row.data}, {row.positives} positive"
    )
    return _wrap(text, "  ")


def _wrap(text: str, indent: str = "") -> list[str]:
    return textwrap.wrap(plain(text), WIDTH, initial_indent=indent, subsequent_indent=f"{indent}  ")
