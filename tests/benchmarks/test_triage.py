"""The benchmark of triage, on made-up patients of whom the answers are known."""

import numpy as np
import pytest

from benchmarks import page
from benchmarks.accuracy.drawn import Drawn
from benchmarks.triage import guessed, returned, scenes, shift, site, worked
from benchmarks.triage.headline import triage_block
from benchmarks.triage.other_lines import shift_alone
from benchmarks.triage.patients import Patients
from benchmarks.triage.run import NAME
from echo2ecg_edge.errors import CallError
from echo2ecg_edge.odds import chances
from echo2ecg_edge.policy import Policy, plan_of_bundle
from echo2ecg_edge.policy.settle import settle
from tests.policy.made_up import KEYS, arrays, populated


@pytest.fixture(scope="module")
def bundle(tmp_path_factory):
    return populated(tmp_path_factory.mktemp("populated"))


@pytest.fixture(scope="module")
def patients() -> Patients:
    """Others of the same kind as those that the bundle brings."""
    made = arrays(3000, seed=12)
    odds = made["log_odds"].astype(np.float64)
    return Patients("3000 made-up patients", KEYS, chances(odds), made["truth"] > 0)


@pytest.fixture(autouse=True)
def _quick(monkeypatch):
    monkeypatch.setattr(site, "RESAMPLES", 100)
    monkeypatch.setattr(worked, "SITES", ((0.1, 20.0),))
    monkeypatch.setattr(returned, "COUNTS", (200,))
    monkeypatch.setattr(returned, "KEYS", ("shd",))
    monkeypatch.setattr(guessed, "COUNTS", (500,))
    monkeypatch.setattr(guessed, "ALONE", ("pasp_gte_45",))


def test_people_of_a_site_are_as_sick_as_was_said():
    has_it = np.arange(1000) < 700
    rows = site.people(has_it, 0.1, 20_000, np.random.default_rng(0))
    assert has_it[rows].mean() == pytest.approx(0.1, abs=0.01)
    weight = site.weights_at(has_it, 0.1)
    assert weight.sum() == pytest.approx(1)
    assert weight @ has_it == pytest.approx(0.1)


def test_means_are_of_each_kind_and_resampled():
    values, has_it = np.arange(10.0)[:, None], np.arange(10) < 4
    found = site.means(values, has_it).figure(lambda sick, well: sick[0] + well[0])
    assert found.value == pytest.approx(1.5 + 6.5)
    assert len(found.draws) == 100
    assert found.draws.std() > 0.3


def test_observed_is_what_a_count_says(bundle, patients):
    called = worked.refers(plan_of_bundle(bundle.manifest), patients)
    assert set(called) == {0.0, 1.0}
    assert (called == (patients.probability >= 0.3).any(1)).all()
    has_any = patients.of("shd")[1]
    seen = worked.observed(called, patients, float(has_any.mean()))
    assert seen["referred"].value == pytest.approx(100 * called.mean())
    assert seen["ppv"].value == pytest.approx(100 * has_any[called > 0].mean())
    assert seen["sensitivity"].value == pytest.approx(100 * called[has_any].mean())


def test_promises_of_the_same_kind_of_people_are_kept(bundle, patients):
    example, others = worked.worked(bundle, patients).tables
    assert [row["figure"] for row in example.rows] == [*worked.NAMES.values()]
    assert others.rows[0]["figure"] == "10%, 20 of 100, referred of 100"
    assert 9 < float(example.rows[0]["promised"].split()[0]) <= 10
    assert all(row["differ"] == "no" for row in example.rows)


def test_figures_differ_where_both_uncertainties_cannot_explain_it():
    figure = worked.Figure(0.5, 0.4, 0.6)
    near, far = (Drawn(value, np.array([value - 10, value + 10])) for value in (60, 66))
    assert worked._row("x", figure, 100, near)["differ"] == "no"
    assert worked._row("x", figure, 100, far)["differ"] == "yes"
    assert worked._row("x", figure, 100, near)["observed in promised"] == "yes"
    assert worked._row("x", figure, 100, far)["observed in promised"] == "no"


def test_a_bundle_without_patients_promises_nothing(tiny):
    with pytest.raises(CallError, match="promise nothing"):
        worked._promised(plan_of_bundle(tiny.manifest), tiny)


def test_stating_a_prevalence_repairs_the_probabilities(bundle, patients):
    probability, truth = patients.of("pasp_gte_45")
    rule = settle(Policy(prevalence={"pasp_gte_45": 0.4}), bundle).rules["pasp_gte_45"]
    before, after = (
        shift.skill(said, truth, 0.4).value
        for said in (probability, shift.moved(rule, probability))
    )
    assert after > before + 0.05
    weight = site.weights_at(truth, 0.4)
    assert shift._skill(probability, truth, weight) == pytest.approx(before)


def test_a_shift_alone_expects_as_many_as_were_seen(patients):
    probability, truth = patients.of("shd")
    slope, moved = shift_alone(probability, truth)
    assert slope == 1
    assert chances(np.log(probability / (1 - probability)) + moved).mean() == pytest.approx(
        truth.mean()
    )


def test_only_the_referred_come_back_where_the_scene_says_so(patients):
    rng = np.random.default_rng(0)
    scene = scenes.Scene("", 0.1, only_referred=True)
    found = scenes.with_echo(scene, patients, "shd", 0.3, 100, rng)
    assert len(found.has_it) == 100
    assert found.probability.min() >= 0.3


def test_scores_of_a_bold_scene_are_put_right_by_its_own_line(patients):
    scene = scenes.Scene("", None, slope=0.5, shift=0.3)
    found = scenes.crowd(scene, patients, "shd", 1000, np.random.default_rng(0))
    odds = np.log(found.probability / (1 - found.probability))
    again = chances(0.5 * odds + 0.3)
    assert set(np.round(again, 6)) <= set(np.round(patients.of("shd")[0], 6))


def test_the_whole_page_and_the_readme(bundle, patients, tmp_path):
    sections = [
        worked.worked(bundle, patients),
        shift.shift(bundle, patients),
        returned.returned(bundle, patients, 4),
        guessed.guessed(bundle, patients, 4),
    ]
    text = page.write_page(tmp_path, NAME, "Triage", sections, []).read_text("utf-8")
    assert all(f"### {name}" in text for name in ("shd (simulated)", "Prevalence 5 %, capacity"))
    assert all(table.data == "simulated" for section in sections for table in section.tables)
    rows = {row["site, results"]: row for row in sections[2].tables[0].rows}
    timid = rows["prevalence 30 %, scores too timid, 200"]
    assert float(timid["best"]) <= float(timid["after, as shipped"])
    block = triage_block(tmp_path)
    assert "| referred of 100 | " in block
    assert f"| {shift.MEDIAN} | " in block
