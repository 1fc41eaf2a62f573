"""A folder into a results folder: once each, again when something changed, and gone on with."""

import json
import shutil
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from echo2ecg_edge.errors import CallError, EngineError
from echo2ecg_edge.policy import LabelRule
from echo2ecg_edge.results import Interrupted, Item, notes, read_results, screen_into
from echo2ecg_edge.screener import Screener
from echo2ecg_edge.verdict import Verdict
from echo2ecg_edge.words import ENGLISH
from tests.results.folders import ids, page, table, write_ecgs


@pytest.fixture(scope="module")
def screener(tiny_folder: Path) -> Screener:
    return Screener(tiny_folder)


@pytest.fixture
def ecgs(tmp_path: Path) -> Path:
    return write_ecgs(tmp_path / "ecgs", "a.csv", "ward/a.csv", "ward/b.hea", "notes.txt")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


def screened(screener: Screener, ecgs: Path, out: Path, **more) -> list[str]:
    """Run, and return the ids of those that were screened, not kept."""
    items: list[Item] = []
    screen_into(screener, ecgs, out, on_item=items.append, **more)
    return [item.id for item in items if item.screening is not None]


def test_every_ecg_has_one_row_and_the_counts_are_told(screener, ecgs, out):
    summary = screen_into(screener, ecgs, out)
    assert summary.counts == Counter({Verdict.ROUTINE: 3, Verdict.CANNOT_SCREEN: 1})
    assert (summary.urgent, summary.kept, summary.gone, summary.left) == (0, 0, 0, 0)
    assert ids(out) == ["notes.txt", "a.csv", "ward/a.csv", "ward/b.hea"]
    assert {row["file"] for row in table(out)} == {*ids(out)}
    assert summary.table == out / "results.csv"
    assert summary.page == out / "summary.html"
    assert not list(out.glob(".*"))


def test_items_come_with_their_place(screener, ecgs, out):
    items: list[Item] = []
    screen_into(screener, ecgs, out, on_item=items.append)
    assert [(item.place, item.total) for item in items] == [(1, 4), (2, 4), (3, 4), (4, 4)]
    assert items[0].screening is not None
    assert items[0].screening.origin.source == "a.csv"


def test_what_has_a_result_is_not_screened_again_and_nothing_changes(screener, ecgs, out):
    screen_into(screener, ecgs, out)
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    assert screened(screener, ecgs, out) == []
    assert screen_into(screener, ecgs, out).kept == 4
    after = {path.name: path.read_bytes() for path in out.iterdir()}
    assert after.keys() == before.keys()
    assert after["results.csv"] == before["results.csv"]
    assert after["summary.html"] == before["summary.html"]


@pytest.mark.parametrize(
    ("changed", "again"),
    [("a.csv", "a.csv"), ("ward/b.hea", "ward/b.hea"), ("ward/b.dat", "ward/b.hea")],
)
def test_changed_bytes_are_screened_again(screener, ecgs, out, changed, again):
    screen_into(screener, ecgs, out)
    with (ecgs / changed).open("ab") as stream:
        stream.write(b"\n")
    assert screened(screener, ecgs, out) == [again]
    assert len(ids(out)) == 4


def test_another_option_policy_or_language_screens_all_again(screener, ecgs, out, tiny_folder):
    screen_into(screener, ecgs, out)
    assert len(screened(screener, ecgs, out, age_years=50)) == 4
    plan = screener.plan
    strict = replace(plan, rules={**plan.rules, "shd": LabelRule(True, 0.9)})
    assert len(screened(Screener(tiny_folder, policy=strict), ecgs, out, age_years=50)) == 4
    other = replace(ENGLISH, code="fr")
    assert len(screened(screener, ecgs, out, language=other)) == 4
    assert len(screened(screener, ecgs, out, language=other)) == 0


def test_results_of_another_policy_are_not_shown_among_those_of_this_one(
    screener, ecgs, out, tiny_folder
):
    screen_into(screener, ecgs, out)
    plan = screener.plan
    strict = replace(plan, rules={**plan.rules, "shd": LabelRule(True, 0.9)})
    with pytest.raises(Interrupted):
        screen_into(Screener(tiny_folder, policy=strict), ecgs, out, on_item=stop_after(2))
    assert len(ids(out)) == 2
    assert len(list(read_results(out))) == 4


def test_a_file_that_went_away_is_marked_and_comes_back(screener, ecgs, out):
    screen_into(screener, ecgs, out)
    (ecgs / "a.csv").rename(ecgs.parent / "a.csv")
    summary = screen_into(screener, ecgs, out)
    assert (summary.gone, summary.counts.total()) == (1, 3)
    assert [row["in_folder"] for row in table(out)] == ["yes", "yes", "yes", "no"]
    assert "No longer in the folder (1)" in page(out)
    assert notes(summary) == [
        "1 file that was screened before is no longer in the folder.",
        "3 files were screened before and have not changed since.",
    ]
    (ecgs.parent / "a.csv").rename(ecgs / "a.csv")
    assert screened(screener, ecgs, out) == []
    assert {row["in_folder"] for row in table(out)} == {"yes"}


def test_a_file_that_goes_while_others_are_screened_costs_nothing(screener, ecgs, out):
    def take_away(item: Item) -> None:
        (ecgs / "ward/a.csv").unlink(missing_ok=True)

    summary = screen_into(screener, ecgs, out, on_item=take_away)
    assert summary.counts.total() == 3
    assert "ward/a.csv" not in ids(out)


def test_a_file_that_goes_after_its_turn_is_marked_by_the_same_run(screener, ecgs, out):
    def take_away(item: Item) -> None:
        if item.place == 3:
            (ecgs / "a.csv").unlink()

    summary = screen_into(screener, ecgs, out, on_item=take_away)
    assert (summary.gone, summary.counts.total()) == (1, 3)
    assert [row["id"] for row in table(out) if row["in_folder"] == "no"] == ["a.csv"]


def stop_after(count: int):
    def on_item(item: Item) -> None:
        if item.place == count:
            raise KeyboardInterrupt

    return on_item


def test_ctrl_c_keeps_what_is_done_and_says_how_to_go_on(screener, ecgs, out):
    with pytest.raises(Interrupted, match=r"^Stopped: 2 of 4 files are done and kept\. Give"):
        screen_into(screener, ecgs, out, on_item=stop_after(2))
    assert len(ids(out)) == 2
    assert "Not finished: 2 files are still to be screened." in page(out)
    assert screened(screener, ecgs, out) == ["ward/a.csv", "ward/b.hea"]
    assert "Not finished" not in page(out)


def test_an_engine_that_fails_ends_the_run_and_keeps_the_rest(screener, ecgs, out, monkeypatch):
    real = Screener.screen

    def fails(self, path, **options):
        if path.name == "b.hea":
            raise EngineError("The engine failed.", "Try the other one.")
        return real(self, path, **options)

    monkeypatch.setattr(Screener, "screen", fails)
    with pytest.raises(EngineError):
        screen_into(screener, ecgs, out)
    monkeypatch.undo()
    assert "ward/b.hea" in screened(screener, ecgs, out)
    assert len(ids(out)) == 4


def test_an_unexpected_error_costs_one_file_only(screener, ecgs, out, monkeypatch):
    real = Screener.screen

    def fails(self, path, **options):
        if path.name == "b.hea":
            raise ZeroDivisionError
        return real(self, path, **options)

    monkeypatch.setattr(Screener, "screen", fails)
    assert screen_into(screener, ecgs, out).counts[Verdict.CANNOT_SCREEN] == 2
    assert "Something unexpected went wrong with this file (ZeroDivisionError)." in page(out)


def test_an_option_that_cannot_be_meant_is_refused(screener, ecgs, out):
    with pytest.raises(CallError):
        screen_into(screener, ecgs, out, rate_hz=-1)


def test_results_are_read_back_as_documents(screener, ecgs, out):
    screen_into(screener, ecgs, out, age_years=61)
    (ecgs / "a.csv").unlink()
    screen_into(screener, ecgs, out, age_years=61)
    found = {kept.id: kept for kept in read_results(out)}
    assert list(found) == ["a.csv", "notes.txt", "ward/a.csv", "ward/b.hea"]
    assert [kept.is_there for kept in found.values()] == [False, True, True, True]
    document = json.loads(found["ward/b.hea"].document)
    assert document["source"] == "ward/b.hea"
    assert document["patient"]["age_years"] == 61
    with pytest.raises(CallError, match=r"holds no results\.sqlite"):
        list(read_results(ecgs))


def test_pages_are_renewed_while_the_work_goes_on(screener, ecgs, out):
    seen = []

    def on_item(item: Item) -> None:
        seen.append(len(ids(out)) if (out / "results.csv").exists() else None)

    screen_into(screener, ecgs, out, on_item=on_item, renew_s=0.0)
    assert seen[0] is None
    assert seen[1] == 1


def test_a_folder_that_was_moved_is_gone_on_with_and_another_one_refused(screener, ecgs, out):
    screen_into(screener, ecgs, out)
    moved = ecgs.rename(ecgs.with_name("moved"))
    assert screened(screener, moved, out) == []
    other = write_ecgs(ecgs.with_name("other"), "x.csv")
    with pytest.raises(CallError, match=r"results of another folder: .*moved\. Give a new"):
        screen_into(screener, other, out)
    shutil.rmtree(other)
    with pytest.raises(CallError, match="is not a folder"):
        screen_into(screener, other, out)
