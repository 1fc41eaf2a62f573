"""One line per file, the counts, and the text of a bundle."""

from collections import Counter
from dataclasses import replace

from echo2ecg_edge.coach import retake
from echo2ecg_edge.policy import Mode
from echo2ecg_edge.policy.plan import PolicyStamp
from echo2ecg_edge.reason import Reason, ReasonCode
from echo2ecg_edge.recording import Origin
from echo2ecg_edge.report import as_line, summary
from echo2ecg_edge.report.bundle import bundle_text
from echo2ecg_edge.report.line import worth_saying
from echo2ecg_edge.report.words import DISCLAIMER
from echo2ecg_edge.verdict import Verdict
from echo2ecg_edge.words import ENGLISH
from tests.rich_bundle import rich_manifest
from tests.screenings import REFER, REPEAT, RICH, ROUTINE, STAMP, UNREADABLE, URGENT
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


def test_routine_does_not_hide_what_is_not_normal():
    assert ": Routine does not mean that this ECG is normal. It seems to show:" in as_line(RICH)
    assert as_line(RICH).endswith("Show it to a clinician. (+1 more)")


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


def test_the_summary_names_the_policy_where_a_site_has_one():
    own = PolicyStamp("Kisumu clinic", Mode.CAPACITY, {}, (), "ab" * 32)
    assert "\nPolicy: Kisumu clinic (mode: capacity)." in summary(Counter(), 0, STAMP, own)
    unset = replace(own, sha256="")
    assert summary(Counter(), 0, STAMP, unset) == summary(Counter(), 0, STAMP)


def test_a_line_and_the_summary_speak_a_language_as_wide_as_its_verdicts():
    long = replace(
        ENGLISH,
        code="xx",
        translate=lambda key, english: f"<{english}>" if key.startswith("verdict.") else english,
    )
    assert as_line(ROUTINE, long).startswith("<routine>        ward/anna.csv: No score")
    assert as_line(UNREADABLE, long).startswith("<cannot screen>  ward/bad.csv")
    wide = replace(ENGLISH, translate=lambda key, english: "न्" if "ROUTINE" in key else english)
    assert as_line(ROUTINE, wide).startswith("न्" + " " * 12 + "  ward")
    echoed = replace(ENGLISH, translate=lambda key, english: f"{key}:{english}")
    assert summary(Counter(), 1, STAMP, None, echoed).startswith("folder.counts.many:0 files")


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


def test_what_the_ecg_shows_comes_first_whatever_the_verdict():
    referred = replace(RICH, verdict=Verdict.REFER, reasons=REFER.reasons)
    assert worth_saying(referred)[0] == (
        "This ECG also seems to show: atrial fibrillation and conduction disturbance. Show it to "
        "a clinician."
    )
    assert worth_saying(RICH)[0].startswith("Routine does not mean")


def test_where_a_patient_may_be_unwell_help_comes_first():
    reasons = (Reason(ReasonCode.NO_SIGNAL),)
    flat = replace(REPEAT, reasons=reasons, retake=retake(Verdict.REPEAT, reasons, None))
    assert worth_saying(flat)[0] == "If the patient is unwell, get help now."
