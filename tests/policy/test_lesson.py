"""A lesson: stored screenings and returned echos say what would change, and save nothing."""

import pytest

from echo2ecg_edge.errors import PolicyError
from echo2ecg_edge.policy.chosen import keep as keep_policy
from echo2ecg_edge.policy.lesson import lesson
from echo2ecg_edge.policy.recalibration import Line, recalibration_of, to_bytes
from echo2ecg_edge.policy.recalibration_file import keep
from echo2ecg_edge.report.recalibration import lesson_text
from tests.policy.own_site import crowd, named, write_csv

LINE = Line(0.9, -1.5, 240, 60)


@pytest.fixture
def learn(tmp_path, home, bundle):
    """Learn from echos of a site whose scores are too bold."""

    def learn_from(key="shd", count=300, shift=-1.0, **others):
        probability, truth = crowd(count, 8, slope=0.8, shift=shift)
        folder = write_csv(tmp_path / "out", named(probability, key))
        lines = [f"p{at},{int(has_it)}" for at, has_it in enumerate(truth)]
        (tmp_path / "echos.csv").write_text("\n".join([f"id,{key}", *lines]))
        return lesson(folder, tmp_path / "echos.csv", bundle, **others)

    return learn_from


def test_a_lesson_saves_nothing_and_says_before_and_after(home, learn):
    found = learn()
    assert not home.exists()
    assert set(found.recalibration.lines) == {"shd"}
    said = lesson_text(found)
    assert "300 ECGs with results were found among 300 scored ECGs." in said
    assert all(len(line) <= 80 for line in said.splitlines())
    one = found.learned[0]
    for figure in (one.before.brier, one.after.brier):
        assert f"{figure:.4f}" in said
    for share in (one.before.expected, one.after.expected, one.positives / one.results):
        assert f"{share:.1%}" in said


def test_labels_learned_before_stay(home, bundle, learn):
    keep(to_bytes(recalibration_of(bundle.manifest, {"shd": LINE, "pasp_gte_45": LINE})))
    found = learn()
    assert found.stays == ("pasp_gte_45",)
    assert found.recalibration.lines["pasp_gte_45"] == LINE
    assert found.recalibration.lines["shd"] != LINE
    assert "As recalibrated before: pasp_gte_45." in lesson_text(found)


def test_too_few_results_save_nothing(learn):
    found = learn(count=45)
    assert found.recalibration is None
    said = " ".join(lesson_text(found).split())
    assert "5 more results are needed, at least 50 in all." in said
    assert "Nothing was learned, and nothing is saved." in said


def test_only_the_labels_that_were_asked_for(learn):
    assert learn(only=("pasp_gte_45",)).recalibration is None
    with pytest.raises(PolicyError, match="no label 'zebra'"):
        learn(only=("zebra",))


def test_nobody_below_the_threshold_is_said(tmp_path, home, bundle):
    probability, truth = crowd(900, 9, shift=-1.0)
    rows = [at for at, one in enumerate(probability) if one >= 0.3]
    folder = write_csv(tmp_path / "out", named(probability))
    lines = [f"p{at},{int(truth[at])}" for at in rows]
    (tmp_path / "echos.csv").write_text("\n".join(["id,shd", *lines, "who,1"]))
    found = lesson(folder, tmp_path / "echos.csv", bundle)
    said = " ".join(lesson_text(found).split())
    assert "no result is of an ECG below the threshold" in said
    assert "No screening is known of who." in said


def test_what_the_policy_could_not_be_settled_with_is_refused(home, learn):
    keep_policy(b'name = "Kisumu"\nmode = "balanced"\n[prevalence]\nshd = 0.02\n')
    with pytest.raises(PolicyError, match=r"the policy would no longer fit: .*--label shd"):
        learn("pasp_gte_45", shift=1.0)
