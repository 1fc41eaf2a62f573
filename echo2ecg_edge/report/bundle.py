"""What a bundle is, what it refers at, and what was measured about it, as text."""

import textwrap
from collections.abc import Iterable

from echo2ecg_edge.model.manifest import Evidence, FindingSpec, HeadSpec, LabelSpec, Manifest
from echo2ecg_edge.report.words import DISCLAIMER, SHORT_KNOWLEDGE, plain, shorten

WIDTH = 80
TITLE_WIDTH = 41
AUROC = "AUROC"


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
            *_labels(manifest),
            "",
            *_findings(manifest.findings),
            *_besides(manifest),
            "",
            *_measured(manifest),
            "",
            *_wrap(f"Files: {', '.join(manifest.files)}"),
            DISCLAIMER,
        ]
    )


def _labels(manifest: Manifest) -> list[str]:
    labels = manifest.labels
    if not labels:
        return _wrap("No labels yet: it cannot screen. Add some: python -m train probe.")
    sources = dict.fromkeys(SHORT_KNOWLEDGE[label.knowledge] for label in labels)
    heading = f"Label ({', '.join(sources)})"
    told = {row.label: row for row in manifest.evidence if row.metric == AUROC}
    return [
        f"{heading:<{TITLE_WIDTH}} {'prev.':>6} {'refer at':>8}  {AUROC} (95 %)",
        *(_label(label, told.get(label.key)) for label in labels),
        *_tested(told[label.key] for label in labels if label.key in told),
    ]


def _tested(rows: Iterable[Evidence]) -> list[str]:
    patients = dict.fromkeys(f"{row.n} {row.data}" for row in rows)
    return _wrap(f"{AUROC}: {'; '.join(patients)}.") if patients else []


def _label(label: LabelSpec, auroc: Evidence | None) -> str:
    found = "" if auroc is None else f"{auroc.value:.3f} ({auroc.low:.3f}-{auroc.high:.3f})"
    return (
        f"{shorten(label.title.partition(' (')[0], TITLE_WIDTH):<{TITLE_WIDTH}} "
        f"{label.prevalence:>6.1%} {label.refer_at:>8.1%}  {found}"
    ).rstrip()


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


def _measured(manifest: Manifest) -> list[str]:
    """Say what was measured of the bundle as a whole, and how much more there is of its parts."""
    parts = {spec.key for spec in manifest.scored}
    whole = [row for row in manifest.evidence if row.label not in parts]
    lines = [line for row in whole for line in _evidence(row)]
    if rest := len(manifest.evidence) - len(whole):
        lines += _wrap(f"and {rest} more, of single labels and findings: --json", "  ")
    return ["Evidence (value, 95 % confidence interval)", *(lines or ["  none"])]


def _evidence(row: Evidence) -> list[str]:
    positive = f", {row.positives} positive" if row.positives else ""
    text = (
        f"{row.label}: {row.metric} {row.value:.3f} ({row.low:.3f} to {row.high:.3f}), "
        f"{row.n} {row.data}{positive}"
    )
    return _wrap(text, "  ")


def _wrap(text: str, indent: str = "") -> list[str]:
    return textwrap.wrap(plain(text), WIDTH, initial_indent=indent, subsequent_indent=f"{indent}  ")
