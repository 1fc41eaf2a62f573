from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from matplotlib.figure import Figure
from matplotlib.image import imread

from echo2ecg_edge.errors import CallError
from echo2ecg_edge.leads import LEADS
from tests.train.fake_cohort import CLIPS, FakePlan, draw
from train.cohort.labels import LABELS
from train.look import words
from train.look.ecg_paper import HEIGHT_MM, WIDTH_MM, draw_ecg_paper
from train.look.echo_sheet import draw_echo_sheet
from train.look.page import PAGE_MM, draw_page, page_path, write_page
from train.look.subject import Subject, drawn_subject, stored_subject
from train.store import build_cohort, open_cohort

PLAN = FakePlan(300, echo=True)


@pytest.fixture(scope="module")
def subject() -> Subject:
    return drawn_subject(PLAN, 131, draw)


def page_text(subject: Subject) -> str:
    return "\n".join(text.get_text() for text in draw_page(subject).texts)


def test_a_patient_is_the_same_drawn_and_read(tmp_path: Path, subject: Subject) -> None:
    build_cohort(tmp_path / "c", PLAN, draw)
    stored = open_cohort(tmp_path / "c")
    read = stored_subject(stored, 131)
    assert np.array_equal(read.ecg_mv, subject.ecg_mv)
    assert np.array_equal(read.clips, subject.clips)
    for name in ("views", "labels", "measures", "findings", "report", "archetype", "age_years"):
        assert getattr(read, name) == getattr(subject, name)
    assert stored.table(0).column("report")[131].as_py() == subject.report
    with pytest.raises(CallError, match="no patient 300"):
        stored_subject(stored, 300)


def test_the_page_says_who_and_that_it_is_simulated(subject: Subject) -> None:
    plain = replace(subject, anchored=False)
    text = page_text(plain)
    assert words.FOOTER in text
    assert "Patient 131" in text
    assert "LVEF" in text
    assert "Simulated echo report." in text
    real = page_text(replace(subject, anchored=True))
    assert "Real ECG (PTB-XL), simulated echo." in real
    assert words.FOOTER not in real


def test_what_was_not_measured_is_shown_as_such(subject: Subject) -> None:
    machine = dict.fromkeys(subject.machine, 80.0) | {"pr_ms": float("nan")}
    assert "PR –" in words.machine_line(replace(subject, machine=machine))  # noqa: RUF001
    unknown = replace(subject, labels=dict.fromkeys(LABELS, None))
    positive, missing = words.label_lines(unknown)
    assert positive == "Positive labels: none."
    assert missing.count(";") == len(LABELS) - 1


def test_ten_millimetres_are_a_millivolt_and_25_a_second() -> None:
    axes = Figure().add_axes((0, 0, 1, 1))
    ecg = np.zeros((12, 5000), np.float32)
    ecg[LEADS.index("II"), 1000:1500] = 1.0  # one millivolt, from 2 s to 3 s
    draw_ecg_paper(axes, ecg, 500.0)
    assert axes.get_xlim() == (0, WIDTH_MM)
    assert axes.get_ylim() == (0, HEIGHT_MM)
    strip = max(axes.lines, key=lambda line: np.ptp(line.get_xdata()))
    x, y = np.asarray(strip.get_xdata()), np.asarray(strip.get_ydata())
    assert np.ptp(x) == pytest.approx(250, abs=0.1)
    assert np.ptp(y) == pytest.approx(10)
    high = x[y > y.min() + 5]
    assert np.ptp(high) == pytest.approx(25, abs=0.1)
    names = [text.get_text() for text in axes.texts]
    assert sorted(names) == sorted([*LEADS, "II"])


def test_a_short_ecg_and_no_clips_still_make_a_page(subject: Subject) -> None:
    short = replace(
        subject, ecg_mv=subject.ecg_mv[:, :300],
        clips=np.empty((0, 0, 0, 0), np.uint8), views=(),
    )  # fmt: skip
    figure = draw_page(short)
    assert any("No echo clips" in text.get_text() for axes in figure.axes for text in axes.texts)


def test_the_sheet_shows_both_ends_of_the_cycle() -> None:
    clips = np.zeros((2, 8, 6, 6), np.uint8)
    clips[:, 3] = 200
    axes = Figure().add_axes((0, 0, 1, 1))
    draw_echo_sheet(axes, clips, ("PLAX", "A4C"))
    assert [int(image.get_array().max()) for image in axes.images] == [0, 200, 0, 200]
    assert [text.get_text() for text in axes.texts][:2] == ["A4C", "PLAX"]


@pytest.mark.parametrize("suffix", [".png", ".pdf"])
def test_pages_are_a4(subject: Subject, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / "new" / f"page{suffix}"
    write_page(subject, path)
    if suffix == ".png":
        height, width = imread(path).shape[:2]
        assert width / height == pytest.approx(PAGE_MM[0] / PAGE_MM[1], rel=0.01)
    else:
        assert path.read_bytes().startswith(b"%PDF")


def test_where_pages_go(subject: Subject, tmp_path: Path) -> None:
    assert page_path(Path("x.png"), 3, 1) == Path("x.png")
    assert page_path(Path("x"), 3, 2) == Path("x/patient-000003.png")
    with pytest.raises(CallError, match="2 pages"):
        page_path(Path("x.pdf"), 3, 2)
    with pytest.raises(CallError, match="cannot be written"):
        write_page(subject, tmp_path / "page.docx")


def test_every_clip_of_the_patient_is_there(subject: Subject) -> None:
    assert len(subject.clips) == len(subject.views) == CLIPS
