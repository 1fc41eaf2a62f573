"""What a recalibration changes at a site is said before it is saved."""

import pytest

from echo2ecg_edge.model.bundle import Bundle
from echo2ecg_edge.policy import Mode, Policy
from echo2ecg_edge.policy.corrections import Correction, Corrections
from echo2ecg_edge.policy.outlook import outlook_of
from echo2ecg_edge.policy.settle import settle
from echo2ecg_edge.report.change import WHO, change_lines
from echo2ecg_edge.report.policy import FIGURES, NOTHING_KNOWN, policy_text
from tests.policy.made_up import populated
from tests.rich_bundle import write_rich_bundle

TAUGHT = Corrections({"shd": Correction(0.9, -0.7)}, "abc")
SITE = {"shd": 0.05}


@pytest.fixture(scope="module")
def bundle(tmp_path_factory) -> Bundle:
    return populated(tmp_path_factory.mktemp("populated"))


def outlooks(policy: Policy, bundle: Bundle):
    return [
        outlook_of(settle(policy, bundle, one), bundle, None) for one in (Corrections(), TAUGHT)
    ]


def lines(policy: Policy, bundle: Bundle) -> list[str]:
    said = [*change_lines(*outlooks(policy, bundle))]
    assert all(len(line) <= 80 for line in said)
    return said


def test_every_figure_and_every_threshold_stands_before_and_after(bundle):
    policy = Policy("Kisumu", Mode.CAPACITY, capacity=8, prevalence=SITE)
    said = "\n".join(lines(policy, bundle))
    before, after = outlooks(policy, bundle)
    for name, words in FIGURES.items():
        scale = 1 if name == "referred" else 100
        pair = [getattr(one.expected.together, name).value * scale for one in (before, after)]
        assert f"{words:<46} {pair[0]:>8.1f} {pair[1]:>8.1f}" in said
    rows = said.partition("\nLabel ")[2].splitlines()[1:]
    for spec, row in zip(bundle.manifest.labels, rows, strict=False):
        shares = [one.expected.labels[spec.key].prevalence for one in (before, after)]
        limits = [one.plan.rules[spec.key].refer_at for one in (before, after)]
        assert row[:20].strip() in spec.title
        assert row.split()[-4:] == [f"{share:.1%}" for share in (*shares, *limits)]
    assert before.expected.together.sensitivity != after.expected.together.sensitivity


def test_both_prevalences_are_named_before_saving_and_ever_after(bundle):
    policy = Policy("Kisumu", Mode.CAPACITY, capacity=8, prevalence=SITE)
    _, after = outlooks(policy, bundle)
    assert "'Before' is what was promised until now" in " ".join(lines(policy, bundle))
    used = after.plan.stamp.prevalence["shd"]
    assert used > 0.1
    both = f"shd: the policy states 5.0%, and the echos that came back show {used:.1%}"
    assert both in " ".join(" ".join(lines(policy, bundle)).split())
    assert both in " ".join(policy_text(after).split())
    unstated = Policy("Kisumu", Mode.CAPACITY, capacity=8)
    assert "the policy states" not in " ".join(lines(unstated, bundle))
    other = Policy("Kisumu", prevalence={"lvef_lte_45": 0.05})
    assert "the policy states" not in " ".join(lines(other, bundle))


@pytest.mark.parametrize("mode", Mode)
def test_it_says_whom_the_mode_refers(bundle, mode):
    thresholds = {spec.key: 0.3 for spec in bundle.manifest.labels}
    policy = Policy("x", mode, None, 8, thresholds if mode is Mode.THRESHOLDS else {})
    said = " ".join(" ".join(lines(policy, bundle)).split())
    assert f"- Mode {mode}: {WHO[mode]}" in said
    before, after = (one.expected.together.referred for one in outlooks(Policy("x"), bundle))
    assert "same people" not in WHO[mode] or before.value == pytest.approx(after.value, abs=10)


def test_in_mode_balanced_the_same_patients_are_referred(bundle):
    before, after = outlooks(Policy("x"), bundle)
    for key, rule in before.plan.rules.items():
        for probability in (0.29, 0.2999, 0.3001, 0.31):
            is_referred = rule.at_site(probability) >= rule.refer_at
            other = after.plan.rules[key]
            assert (other.at_site(probability) >= other.refer_at) == is_referred


def test_without_patients_only_thresholds_are_said(tmp_path):
    bare = Bundle.load(write_rich_bundle(tmp_path / "tiny"))
    said = lines(Policy("x", prevalence={"shd": 0.05}), bare)
    assert " ".join(NOTHING_KNOWN.split()) in " ".join(" ".join(said).split())
    (row,) = (line for line in said if line.endswith("%") and " 5.0% " in line)
    assert row.split()[-4:-2] == ["5.0%", "5.0%"]
