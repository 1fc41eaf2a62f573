"""One line per file, the counts, and the text of a bundle."""

from collections import Counter
from dataclasses import replace

from echo2ecg_edge.recording import Origin
from echo2ecg_edge.report import as_line, summary
from echo2ecg_edge.report.bundle import bundle_text
from echo2ecg_edge.report.words import DISCLAIMER
from echo2ecg_edge.verdict import Verdict
from tests.rich_bundle import rich_manifest
from tests.screenings import REFER, REPEAT, ROUTINE, STAMP, UNREADABLE, URGENT
from tests.tiny_bundle import manifest


def test_a_line_has_verdict_source_and_first_reason():
    assert as_line(ROUTINE) == (
        "routine        ward/anna.csv: No score reaches its referral threshold; "
        "learned from simulated patients."
    )
    assert as_line(UNREADABLE).startswith("cannot screen  ward/bad.csv: bad.csv is empty. Export")
    assert as_line(REFER).endswith("(+11 more)")


def test_a_line_says_what_is_wrong_with_a_lead_and_what_to_do():
    assert as_line(REPEAT).endswith(": V3 is flat: press the V3 electrode onto the skin. (+1 more)")


def test_what_is_urgent_comes_first_on_the_line():
    assert ": URGENT: The QT interval, corrected for rate and QRS, is 523 ms" in as_line(URGENT)
    assert as_line(URGENT).endswith("(+1 more)")


def test_a_line_is_one_line():
    strange = replace(ROUTINE, origin=Origin("a\nb\x1b[0m.csv"))
    assert as_line(strange).isprintable()


def test_the_summary_counts_every_verdict_and_says_what_the_model_is():
    counts = Counter({Verdict.REFER: 2, Verdict.REPEAT: 1})
    assert summary(counts, 0, STAMP).splitlines() == [
        "3 files: 2 refer, 0 routine, 1 repeat, 0 cannot screen.",
        f"Model: {STAMP.name} {STAMP.version}. {STAMP.status}",
        DISCLAIMER,
    ]
    assert summary(Counter({Verdict.REFER: 1}), 0, STAMP).startswith("1 file: ")
    assert " 2 with an URGENT finding:" in summary(counts, 2, STAMP)


def test_the_text_of_a_bundle():
    lines = bundle_text(manifest()).splitlines()
    assert lines[0] == "tiny 0.0.1, 2026-01-31, Apache-2.0"
    assert "simulated patients only" in lines[1]
    assert sum("20.0%    30.0%" in line for line in lines) == 12
    (shd,) = [line for line in lines if line.startswith("any structural")]
    assert shd.endswith("0.800 (0.750-0.850)")
    assert "AUROC: 1000 simulated patients." in lines
    assert "  and 1 more, of single labels and findings: --json" in lines
    assert lines[-1] == DISCLAIMER
    assert max(map(len, lines)) <= 80


def test_the_text_of_a_rich_bundle_is_no_wider_and_names_its_findings():
    licence = "Apache-2.0; trained on PTB-XL (CC BY 4.0, Wagner et al. 2020), and simulated ECGs"
    text = bundle_text(replace(rich_manifest(), licence=licence))
    assert max(map(len, text.splitlines())) <= 80
    assert "81 findings (real); too rare to be stated: 1; stated: class_norm," in text
    assert "LVEF with a 90 % interval (simulated), from lead sets: twelve, limb" in text
    assert "Findings: none." in bundle_text(manifest())
