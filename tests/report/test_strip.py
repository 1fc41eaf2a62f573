"""The ECG drawn in the terminal: every peak is there, to scale, at its time, and it fits."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from echo2ecg_edge.leads import LEADS, LIMB_LEADS
from echo2ecg_edge.report.strip import strip_of
from echo2ecg_edge.report.strip_dots import BRAILLE, PLAIN, pen_for, to_lines
from echo2ecg_edge.report.strip_drawing import drawing
from echo2ecg_edge.report.strip_layout import LAYOUT
from tests.synthetic import twelve_leads

RATE = 100.0
PENS = pytest.mark.parametrize("pen", [BRAILLE, PLAIN], ids=["braille", "plain"])


def ecg(**options: float) -> np.ndarray:
    return twelve_leads(RATE, **options)


def one_lead() -> np.ndarray:
    return np.zeros((1, 1000), np.float32)


@pytest.mark.parametrize(
    ("encoding", "pen"),
    [("utf-8", BRAILLE), ("UTF-16", BRAILLE), ("gb18030", BRAILLE)]
    + [(name, PLAIN) for name in ("ascii", "cp437", "cp1252", "latin-1", "nonsense", None)],
)
def test_braille_only_where_it_can_be_written(encoding, pen):
    assert pen_for(encoding) is pen


@pytest.mark.parametrize(
    ("terminal", "pen"), [("linux", PLAIN), ("xterm", BRAILLE), (None, BRAILLE)]
)
def test_a_console_without_a_desktop_has_no_braille(terminal, pen):
    assert pen_for("utf-8", terminal) is pen


def test_dots_become_the_right_characters():
    dots = np.zeros((4, 8), bool)
    dots[0, 0] = dots[3, 3] = dots[1, 4] = True
    dots[:, 6:] = True
    assert to_lines(dots, BRAILLE) == ["⠁⢀⠂⣿"]
    dots = np.array([[1, 0, 0, 0, 1], [0, 1, 0, 0, 1], [0, 0, 1, 0, 1]], bool)
    assert to_lines(dots, PLAIN) == ["'-. |"]


@given(arrays(np.bool_, array_shapes(min_dims=2, max_dims=2, max_side=6)))
def test_no_dot_of_braille_is_lost(cells):
    dots = np.kron(cells, np.eye(4, 2, dtype=bool)[::-1])
    lines = to_lines(dots.astype(bool), BRAILLE)
    assert (
        sum((ord(letter) & 0xFF).bit_count() for line in lines for letter in line if letter != " ")
        == dots.sum()
    )


@PENS
@pytest.mark.parametrize("lines", [5, 9, 16, 24, 40])
def test_it_fits_and_names_every_lead_in_order(pen, lines):
    drawn = drawing(ecg(), RATE, LEADS, pen, lines)
    assert len(drawn) <= lines
    assert max(map(len, drawn)) <= 80
    words = [word for line in drawn[:-1] for word in line.split() if word in LEADS]
    assert words == [*LAYOUT[0], *LAYOUT[1], *LAYOUT[2], "II"]
    assert drawn[-1].startswith("Strips: 2.5 s, the last 10 s. One ")


def test_plain_is_ascii_and_says_the_height_of_a_line():
    drawn = drawing(ecg(), RATE, LEADS, PLAIN, 30)
    assert "\n".join(drawn).isascii()
    assert drawn[-1].endswith("One line: 0.3 mV.")


@PENS
def test_more_lines_draw_finer(pen):
    heights = [float(drawing(ecg(), RATE, LEADS, pen, n)[-1].split()[-2]) for n in (8, 16, 32)]
    assert heights == sorted(heights, reverse=True)
    assert heights[0] > heights[-1]


def test_a_millivolt_is_as_high_as_the_scale_says():
    signal = one_lead()
    signal[0, 100:200] = 1
    dots = strip_of("I", signal[0], 0, 1000, np.inf).dots(100, 25, 0.1)
    rest, top = np.flatnonzero(dots[:, 50])[0], np.flatnonzero(dots[:, 15])[0]
    assert rest - top == 10
    assert drawing(signal, RATE, ("I",), BRAILLE, 4)[-1].endswith("One row of dots: 0.1 mV.")


@given(st.integers(0, 999), st.sampled_from([-1, 1]))
def test_a_peak_of_one_sample_is_drawn_at_its_time(sample, sign):
    signal = one_lead()
    signal[0, sample] = sign
    dots = strip_of("I", signal[0], 0, 1000, np.inf).dots(152, 21, 0.05)
    reached = np.flatnonzero(dots[0] if sign > 0 else dots[-1])
    assert reached.size
    assert np.abs(reached - sample * 152 / 1000).max() <= 1.01


def test_the_line_has_no_gap():
    dots = strip_of("I", ecg()[0], 0, 1000, np.inf).dots(152, 60, 0.05)
    for left, right in zip(dots.T[:-1], dots.T[1:], strict=True):
        grown = right | np.roll(right, 1) | np.roll(right, -1)
        assert (left & grown).any()


@PENS
def test_what_is_missing_stays_empty(pen):
    signal = np.concatenate([ecg()[:, :110], np.full((12, 90), np.nan, np.float32)], axis=1)
    strips = [line[4:80] for line in drawing(signal, RATE, LEADS, pen, 24)[:-1]]
    assert any(strip[:7].strip() for strip in strips)
    assert not any(strip[9:16].strip() for strip in strips)
    assert not any(strip[67:].strip() for strip in strips)
    nothing = drawing(np.full((12, 500), np.nan, np.float32), RATE, LEADS, pen, 24)
    assert [line.split() for line in nothing[:-1]] == [
        ["I", "aVR", "V1", "V4"],
        ["II", "aVL", "V2", "V5"],
        ["III", "aVF", "V3", "V6"],
        ["II"],
    ]


@PENS
def test_a_flat_line_is_a_flat_line(pen):
    drawn = drawing(one_lead(), RATE, ("V2",), pen, 20)
    letter = "⠒" if pen is BRAILLE else "-"
    assert drawn[0] == "V2  " + 76 * letter
    assert len(drawn) == 2


@pytest.mark.parametrize(
    ("leads", "legend", "rows"),
    [
        (LIMB_LEADS, "Strips: 5 s, the last 10 s. ", ["I aVR", "II aVL", "III aVF", "II"]),
        (("V2", "I", "II"), "Strips: 5 s, the last 10 s. ", ["I", "II V2", "II"]),
        (("I",), "Strips: 10 s. ", ["I"]),
        (("V6", "V4"), "Strips: 10 s. ", ["V4", "V6"]),
        (("V6", "V1"), "Strips: 5 s, the last 10 s. ", ["V1", "V6", "V6"]),
    ],
)
def test_fewer_leads_are_drawn_longer(leads, legend, rows):
    signal = ecg()[[LEADS.index(lead) for lead in leads]]
    drawn = drawing(signal, RATE, leads, PLAIN, 24)
    names = [[word for word in line.split() if word in LEADS] for line in drawn[:-1]]
    assert [" ".join(row) for row in names if row] == rows
    assert drawn[-1].startswith(legend)


def test_columns_follow_each_other_in_time():
    signal = np.zeros((12, 1000), np.float32)
    for place, lead in enumerate(("I", "aVR", "V1", "V4")):
        signal[LEADS.index(lead), 250 * place + 125] = 1
    line = drawing(signal, RATE, LEADS, PLAIN, 8)[0]
    assert [at for at, letter in enumerate(line) if letter == "|"] == [11, 31, 51, 71]


def test_one_pop_does_not_flatten_the_rest():
    signal = ecg()
    usual = drawing(signal, RATE, LEADS, BRAILLE, 24)[-1]
    signal[7, 600:603] += 50
    with_pop = drawing(signal, RATE, LEADS, BRAILLE, 24)
    assert with_pop[-1].endswith(" Leads cut off: 1.")
    assert float(with_pop[-1].split(" mV")[0].split()[-1]) <= 2 * float(usual.split()[-2])


@PENS
@pytest.mark.parametrize("height_mv", [1e-9, 0.001, 300.0, 1e12, 1e37, np.inf, -np.inf])
def test_any_height_ends_in_a_drawing(pen, height_mv):
    signal = ecg()
    signal[3] = np.where(np.arange(1000) % 50 == 0, height_mv, 0)
    drawn = drawing(signal, RATE, LEADS, pen, 20)
    assert len(drawn) <= 20
    assert max(map(len, drawn)) <= 80


@PENS
@given(
    arrays(
        np.float32, st.tuples(st.integers(1, 12), st.integers(1, 60)), elements=st.floats(width=32)
    ),
    st.sampled_from([50.0, 100.0, 500.0]),
)
def test_any_signal_is_drawn_without_a_word(pen, signal, rate_hz):
    drawn = drawing(signal, rate_hz, LEADS[: len(signal)], pen, 12)
    assert len(drawn) <= 12
    assert max(map(len, drawn)) <= 80
