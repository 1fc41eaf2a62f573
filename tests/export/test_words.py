"""What a card, a changelog and a manifest say, by where the patients come from."""

import json
import re
from dataclasses import asdict, replace
from pathlib import Path

import pytest

import echo2ecg_edge
from echo2ecg_edge.errors import CallError
from echo2ecg_edge.labels import Knowledge
from echo2ecg_edge.model.bundle import DEFAULT_BUNDLE, Bundle
from echo2ecg_edge.model.manifest import Manifest, from_json, to_json
from export.card import write_card
from export.changelog import changelog_entry
from export.outcome import check_name, read_outcome
from export.words import words, words_of

BUNDLES = Path(echo2ecg_edge.__file__).parent / "bundles"
SHIPPED = BUNDLES / DEFAULT_BUNDLE

OUR_OWN = [one for one in Knowledge if one is not Knowledge.OTHERS]
"""No training run learns from the patients of others."""


def shipped() -> Manifest:
    return Bundle.load(SHIPPED).manifest


def learned_from(knowledge: Knowledge, source: str = "Clinic 7") -> Manifest:
    """The shipped bundle, had it been trained on other patients and without findings."""
    old = shipped()
    sizes = replace(old.outputs, findings=0, lvef=0, implausible=0)
    facts = {
        key: value
        for key, value in old.provenance.items()
        if key == "source" or "simulated" not in f"{key} {value}"
    }
    structural = tuple(row for row in old.evidence if "simulated" in row.data)
    old = replace(
        old, outputs=sizes, findings=(), lvef=None, odd=None, evidence=structural,
        provenance=facts,
    )  # fmt: skip
    say, data = words(knowledge, source), f"{words(knowledge, source).kind} test patients"
    return replace(
        old,
        name="other-1",
        trained_on=knowledge,
        status=say.status,
        licence=say.licence,
        labels=tuple(replace(label, knowledge=knowledge) for label in old.labels),
        evidence=tuple(replace(row, data=data) for row in old.evidence),
        provenance={**old.provenance, "source": source},
    )


def outcome_of(manifest: Manifest) -> dict[str, object]:
    fields = "labels", "findings", "uncertainty", "lvef", "odd", "evidence", "provenance"
    everything = json.loads(to_json(manifest))
    signal = asdict(manifest.input.signal)
    return {"signal": signal, **{name: everything[name] for name in fields}}


def test_the_shipped_card_and_changelog_are_written_again_word_for_word() -> None:
    card = (SHIPPED / "CARD.md").read_text("utf-8")
    evidence, rest = card.split("## Evidence\n\n")[1].split("\n\n## What none of this proves\n\n")
    parity = rest.split("## Parity with torch float32\n\n")[1].split("\n\n## Provenance")[0]
    raised = re.sub(r"^##(#{1,4}) ", r"\1 ", evidence, flags=re.MULTILINE)
    assert write_card(shipped(), parity, raised) == card
    assert changelog_entry(shipped()) in (BUNDLES / "CHANGELOG.md").read_text("utf-8")


def test_the_shipped_status_says_what_was_real_and_what_was_not() -> None:
    say = words_of(shipped().trained_on, shipped().provenance)
    assert shipped().trained_on is Knowledge.MIXED
    assert (say.status, say.licence) == (shipped().status, shipped().licence)
    assert "has not been tested on real echocardiograms" in shipped().status
    assert "CC BY 4.0" in shipped().licence


def test_nothing_about_real_patients_is_called_simulated() -> None:
    real = learned_from(Knowledge.REAL)
    assert from_json(to_json(real)) == real
    card, entry = write_card(real, "-"), changelog_entry(real)
    for text in (card, entry, to_json(real)):
        assert "simulat" not in text.lower()
        assert "held-out patients of the same data set" in text
        assert "Clinic 7" in text
    assert "### Real test patients" in card
    assert "PTB-XL" not in card
    assert "Apache" not in card
    assert "Research use only" in card
    assert "chosen on real validation patients" in card
    assert "(real)." in entry


@pytest.mark.parametrize("knowledge", OUR_OWN)
def test_data_that_an_encoder_was_built_on_are_named(knowledge: Knowledge) -> None:
    say = words(knowledge, "Clinic 7", "PTB-XL")
    assert say.status.endswith("Its encoder builds on training with PTB-XL.")
    assert "No ECG of PTB-XL" not in say.ecgs


def test_anchored_patients_are_neither_simulated_nor_real() -> None:
    anchored = learned_from(Knowledge.ANCHORED)
    card = write_card(anchored, "-")
    assert "real ECGs with simulated echocardiograms" in anchored.status
    assert "### Anchored test patients" in card
    assert "chosen on anchored validation patients" in card
    assert "None of this was measured on real patients with real echocardiograms." in card
    assert "No ECG of PTB-XL was shown" not in card
    assert "CC BY 4.0" in card


def test_mixed_patients_have_findings_of_real_ecgs_and_risk_of_simulated_echos() -> None:
    mixed = learned_from(Knowledge.MIXED)
    assert "Findings were learned from real ECGs (PTB-XL)" in mixed.status
    assert "real ECG, simulated echo" in mixed.status
    assert mixed.licence == "Apache-2.0; trained on PTB-XL (CC BY 4.0, Wagner et al. 2020)"
    card = write_card(mixed, "-")
    assert "chosen on simulated validation patients" in card
    assert "Anchored patients have an ECG of PTB-XL" in card
    assert "Wagner et al., Scientific Data 2020; CC BY 4.0" in card
    assert "| made by | `make bundle-full` |" in card


@pytest.mark.parametrize("knowledge", OUR_OWN)
def test_an_outcome_is_read_with_its_knowledge(knowledge: Knowledge, tmp_path: Path) -> None:
    manifest = learned_from(knowledge)
    (tmp_path / "outcome.json").write_text(json.dumps(outcome_of(manifest)), "utf-8")
    outcome = read_outcome(tmp_path)
    assert outcome.knowledge is knowledge
    assert outcome.words == words(knowledge, "Clinic 7")
    assert outcome.labels == manifest.labels
    assert outcome.provenance == manifest.provenance


@pytest.mark.parametrize("knowledge", OUR_OWN)
@pytest.mark.parametrize("name", ["any-1", "simulated-2", "real-3"])
def test_a_name_may_not_call_patients_what_they_are_not(
    knowledge: Knowledge, name: str, tmp_path: Path
) -> None:
    text = json.dumps(outcome_of(learned_from(knowledge)))
    (tmp_path / "outcome.json").write_text(text, "utf-8")
    said = {"simulated-2": Knowledge.SIMULATED, "real-3": Knowledge.REAL}.get(name, knowledge)
    if said is knowledge:
        check_name(name, read_outcome(tmp_path))
    else:
        with pytest.raises(CallError, match=f"is to be called {name}"):
            check_name(name, read_outcome(tmp_path))


def test_a_run_without_an_outcome_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(CallError, match=r"has no outcome\.json"):
        read_outcome(tmp_path)
