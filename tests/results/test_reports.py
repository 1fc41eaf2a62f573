"""Reports beside the results: one an ECG, whole, under a name that any disk can hold."""

from pathlib import Path

import pytest

from echo2ecg_edge.errors import BundleError
from echo2ecg_edge.results import Item, notes, screen_into
from echo2ecg_edge.results.layout import is_report_of, report_address, report_name
from echo2ecg_edge.screener import Screener
from echo2ecg_edge.screening import Screening
from tests.results.folders import page, table, write_ecgs


@pytest.fixture(scope="module")
def screener(tiny_folder: Path) -> Screener:
    return Screener(tiny_folder)


@pytest.fixture
def ecgs(tmp_path: Path) -> Path:
    return write_ecgs(tmp_path / "ecgs", "a.csv", "ward/a.csv")


def make(screening: Screening) -> bytes:
    return f"report of {screening.origin.source}".encode()


def reports(out: Path) -> dict[str, str]:
    return {row["id"]: row["report"] for row in table(out)}


def test_files_of_one_name_have_two_reports_and_the_page_links_them(screener, ecgs, tmp_path):
    out = tmp_path / "out"
    screen_into(screener, ecgs, out, make_report=make)
    assert len({*reports(out).values()}) == 2
    for ecg, address in reports(out).items():
        assert (out / address).read_text() == f"report of {ecg}"
        assert f'<a href="{address}">{ecg}</a>' in page(out)


def test_reports_that_are_asked_for_later_or_lost_are_made(screener, ecgs, tmp_path):
    out, items = tmp_path / "out", list[Item]()
    screen_into(screener, ecgs, out)
    screen_into(screener, ecgs, out, make_report=make, on_item=items.append)
    assert all(item.screening for item in items)
    (out / reports(out)["a.csv"]).unlink()
    items.clear()
    screen_into(screener, ecgs, out, make_report=make, on_item=items.append)
    assert [item.id for item in items if item.screening] == ["a.csv"]
    assert (out / reports(out)["a.csv"]).is_file()


def test_reports_stay_where_none_are_asked_for(screener, ecgs, tmp_path):
    out = tmp_path / "out"
    screen_into(screener, ecgs, out, make_report=make)
    assert screen_into(screener, ecgs, out).kept == 2
    assert all(reports(out).values())


def test_an_old_report_does_not_outlive_its_result(screener, ecgs, tmp_path):
    out = tmp_path / "out"
    screen_into(screener, ecgs, out, make_report=make)
    before = reports(out)
    screen_into(screener, ecgs, out, make_report=make, report_suffix=".pdf")
    assert all(address.endswith(".pdf") for address in reports(out).values())
    assert not any((out / address).exists() for address in before.values())
    with (ecgs / "a.csv").open("a") as stream:
        stream.write("\n")
    screen_into(screener, ecgs, out)
    assert reports(out)["a.csv"] == ""
    assert len(list((out / "reports").iterdir())) == 1


def test_a_report_that_cannot_be_made_costs_no_result(screener, ecgs, tmp_path):
    def fails(screening: Screening) -> bytes:
        if screening.origin.source == "a.csv":
            raise ZeroDivisionError
        return make(screening)

    out = tmp_path / "out"
    screen_into(screener, ecgs, out, make_report=fails)
    assert [*map(bool, reports(out).values())] == [False, True]
    assert "Its report could not be made (ZeroDivisionError): please report this." in page(out)


def test_where_no_report_can_be_made_at_all_the_run_ends_and_says_so(screener, ecgs, tmp_path):
    def lacks(screening: Screening) -> bytes:
        raise BundleError("A package is missing.", "Install it.")

    with pytest.raises(BundleError, match="A package is missing"):
        screen_into(screener, ecgs, tmp_path / "out", make_report=lacks)


@pytest.mark.parametrize(
    "ecg",
    ["a.csv", "../../etc/passwd", "=cmd|' /C calc'!A0", "Müller\n.csv", "x" * 300, "CON", "?"],
)
def test_report_names_are_plain_and_short(ecg):
    name = report_name(ecg, ".html")
    assert name.isascii()
    assert not {*name} & {*'/\\:*?"<>| \n'}
    assert not name.startswith(".")
    assert len(name) < 90
    assert name != report_name(ecg.upper() + "x", ".html")


def test_names_that_differ_in_case_or_place_only_are_two():
    names = {report_name(ecg, ".html").lower() for ecg in ("a/b.csv", "a_b.csv", "A/B.csv")}
    assert len(names) == 3


@pytest.mark.parametrize("ecg", ["a.csv", "../../etc/passwd", "ward/b.hea", ""])
@pytest.mark.parametrize("suffix", [".html", ".pdf", "-short.html"])
def test_a_report_is_known_by_its_ecg(ecg, suffix):
    assert is_report_of(report_address(ecg, suffix), ecg)
    assert not is_report_of(report_address(ecg, suffix), ecg + "x")
    for end in ("/../../victim", "\\..\\victim", "\0", ":stream"):
        assert not is_report_of(report_address(ecg, end), ecg)


@pytest.mark.parametrize(
    ("names", "said"),
    [(["a.csv"], "1 earlier report was deleted"), (["a.csv", "b.csv"], "2 earlier reports were")],
)
def test_reports_that_are_deleted_and_not_made_anew_are_told(screener, tmp_path, names, said):
    ecgs, out = write_ecgs(tmp_path / "few", *names), tmp_path / "out"
    screen_into(screener, ecgs, out, make_report=make)
    assert screen_into(screener, ecgs, out, make_report=make, report_suffix=".pdf").discarded == 0
    summary = screen_into(screener, ecgs, out, age_years=50)
    assert summary.discarded == len(names)
    assert notes(summary)[-1].startswith(said)
    assert said not in page(out)
    assert screen_into(screener, ecgs, out, age_years=50).discarded == 0
