"""The model card, written from the manifest: no figure is typed by hand."""

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from echo2ecg_edge.model.bundle import MANIFEST_FILE
from echo2ecg_edge.model.manifest import Evidence, Manifest, from_json, to_json
from export.card_tables import (
    evidence_tables,
    finding_table,
    label_table,
    limits_text,
    outputs_text,
)
from export.card_text import CARD, FINDINGS, NO_FINDINGS
from export.changelog import CHANGELOG, changelog_entry, update_changelog
from export.pack import CARD as CARD_FILE
from export.sayings import FINDINGS_LIMITS
from export.words import words_of

PARITY = re.compile(r"^## Parity.*?\n\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
PROVENANCE = "## Provenance\n\n"


def write_card(manifest: Manifest, parity: str, evidence: str | None = None) -> str:
    """Return the card of a bundle as Markdown.

    Args:
        manifest: All figures.
        parity: Tables of the parity of its models with torch, Markdown.
        evidence: What was measured, Markdown; the manifest's own figures if left out.
    """
    signal, say = manifest.input.signal, words_of(manifest.trained_on, manifest.provenance)
    measured = evidence_tables(manifest.evidence) if evidence is None else _lower(evidence)
    return CARD.format(
        manifest=manifest,
        say=say,
        signal=signal,
        outputs=outputs_text(manifest.outputs),
        labels=label_table(manifest.labels),
        findings=_findings(manifest),
        limits=limits_text(manifest),
        evidence=measured.strip(),
        parity=parity.strip(),
        made_of=f"{say.ecgs}\n\n" if say.ecgs else "",
        not_proven=_not_proven(manifest, say.limits),
        provenance=_provenance(manifest),
    )


def rewrite_card(bundle: Path, evidence: str | None, rows: Sequence[Evidence]) -> None:
    """Put newly measured evidence into a bundle: its manifest, its card and its changelog entry.

    Everything else stays, the parity tables of the old card included; no stamp changes, as neither
    file is stamped.

    Args:
        bundle: A bundle's folder.
        evidence: The card's evidence, Markdown; ``rows`` as tables if None.
        rows: The manifest's evidence.

    Raises:
        BundleError: The manifest is not valid, or would not be.
    """
    old = from_json((bundle / MANIFEST_FILE).read_text("utf-8"))
    manifest = replace(old, evidence=tuple(rows))
    text = to_json(manifest)
    card = write_card(manifest, _parity_of((bundle / CARD_FILE).read_text("utf-8")), evidence)
    (bundle / MANIFEST_FILE).write_text(text, "utf-8")
    (bundle / CARD_FILE).write_text(card, "utf-8")
    update_changelog(bundle.parent / CHANGELOG, changelog_entry(manifest))


def renew_provenance(bundle: Path, manifest: Manifest) -> None:
    """Write a manifest that differs in files and provenance only; card and changelog follow.

    Args:
        bundle: The bundle's folder.
        manifest: The new one.

    Raises:
        BundleError: The runtime would refuse the manifest.
    """
    text = to_json(manifest)
    card = (bundle / CARD_FILE).read_text("utf-8")
    kept = card.partition(PROVENANCE)[0]
    (bundle / CARD_FILE).write_text(f"{kept}{PROVENANCE}{_provenance(manifest)}\n", "utf-8")
    (bundle / MANIFEST_FILE).write_text(text, "utf-8")
    update_changelog(bundle.parent / CHANGELOG, changelog_entry(manifest))


def _provenance(manifest: Manifest) -> str:
    return "\n".join(f"- {key}: {value}" for key, value in manifest.provenance.items())


def _parity_of(card: str) -> str:
    """Return the parity tables of a card; a card without them says so."""
    found = PARITY.search(card)
    return found.group(1) if found else "Not stated in the card before this one."


def _findings(manifest: Manifest) -> str:
    if not manifest.findings:
        return NO_FINDINGS
    knowledge = " and ".join(dict.fromkeys(finding.knowledge for finding in manifest.findings))
    return FINDINGS.format(knowledge=knowledge, table=finding_table(manifest.findings))


def _not_proven(manifest: Manifest, limits: str) -> str:
    return f"{limits}\n\n{FINDINGS_LIMITS}" if manifest.findings else limits


def _lower(markdown: str) -> str:
    """Put the headings of another document below the card's own."""
    return re.sub(r"^(#{1,4}) ", r"##\1 ", markdown, flags=re.MULTILINE)
