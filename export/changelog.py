"""The changelog of models: one entry per name and version, the newest first."""

from pathlib import Path

from echo2ecg_edge.labels import COMPOSITE
from echo2ecg_edge.model.manifest import Evidence, Manifest
from export.words import words_of

CHANGELOG = "CHANGELOG.md"
TITLE = "# Changelog of models\n"
RULE = "referral rule"
SUMMARY = "macro AUROC"
"""How the metric of a figure over many labels begins."""


def changelog_entry(manifest: Manifest) -> str:
    """Return the entry of a bundle: data, figures with intervals, thresholds, latency and CPU."""
    patients = manifest.provenance["train_patients"]
    lines = [
        f"Data: {manifest.trained_on}, {patients:.0f} for training.",
        *(_line(row) for row in manifest.evidence if _is_headline(row)),
        _rule(manifest),
        f"Refers at: {_thresholds(manifest)}.",
        *_latency(manifest),
        *_population(manifest),
        manifest.status,
    ]
    said = "".join(f"- {line}\n" for line in lines if line)
    return f"## {manifest.name} {manifest.version}, {manifest.created}\n\n{said}"


def update_changelog(path: Path, entry: str) -> None:
    """Put the entry first; one of the same name and version is replaced where it stands."""
    old = path.read_text("utf-8").removeprefix(TITLE) if path.exists() else ""
    entries = [f"## {part.strip()}\n" for part in f"\n{old}".split("\n## ")[1:]]
    same = entry.split(",")[0] + ","  # name and version
    if any(part.startswith(same) for part in entries):
        entries = [entry if part.startswith(same) else part for part in entries]
    else:
        entries.insert(0, entry)
    path.write_text("\n".join([TITLE, *entries]), "utf-8")


def figure(row: Evidence) -> str:
    """Return a figure with its interval."""
    return f"{row.value:.3f} ({row.low:.3f}-{row.high:.3f})"


def _is_headline(row: Evidence) -> bool:
    return row.metric.startswith(SUMMARY) or (row.label, row.metric) == (COMPOSITE, "AUROC")


def _line(row: Evidence) -> str:
    name = row.label.upper() if row.label == COMPOSITE else row.label
    return f"{name} {row.metric} {figure(row)} on {row.n} {row.data}."


def _rule(manifest: Manifest) -> str:
    rows = [row for row in manifest.evidence if row.label == RULE]
    if not rows:
        return ""
    kind = words_of(manifest.trained_on, manifest.provenance).kind
    return f"Referral rule: {'; '.join(f'{row.metric} {figure(row)}' for row in rows)} ({kind})."


def _thresholds(manifest: Manifest) -> str:
    return ", ".join(f"{label.key} {label.refer_at:.3f}" for label in manifest.labels)


def _population(manifest: Manifest) -> list[str]:
    said = manifest.provenance.get("population")
    return [f"Brings the scores of {said}, to foretell what a policy does."] if said else []


def _latency(manifest: Manifest) -> list[str]:
    said = manifest.provenance
    return [f"Latency: {said['latency']}; {said['latency_cpu']}."] if "latency" in said else []
