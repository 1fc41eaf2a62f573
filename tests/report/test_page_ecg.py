"""The ECG on paper: true to scale, no peak lost, nothing drawn where nothing was recorded."""

import re
from xml.etree import ElementTree

import numpy as np
import pytest

from echo2ecg_edge import Recording
from echo2ecg_edge.leads import LEADS
from echo2ecg_edge.report.page.ecg import ecg_figure, ecg_rows, is_cut
from echo2ecg_edge.report.page.names import Ink
from echo2ecg_edge.report.page.outline import outline
from echo2ecg_edge.report.page.paper import paper
from echo2ecg_edge.report.page.rows import place
from echo2ecg_edge.report.page.said_ecg import HIGHEST_MM
from echo2ecg_edge.report.page.scales import risk_figure
from echo2ecg_edge.report.page.shown import as_recorded, without_wander
from echo2ecg_edge.report.page.svg import text
from echo2ecg_edge.report.page.trace import UNITS, trace
from echo2ecg_edge.report.strip import Strip, strip_of
from tests.explanations import explained
from tests.screenings import REFER
from tests.synthetic import twelve_leads


def points(d):
    """Absolute points of a path's runs, in units."""
    runs = []
    for x, y, steps in re.findall(r"M(-?\d+) (-?\d+)l([^M]*)", d):
        moves = np.array(re.findall(r"-?\d+", steps), int).reshape(-1, 2)
        runs.append(np.cumsum(np.vstack([[int(x), int(y)], moves]), axis=0))
    return runs


def figure(
    signal_mv, rate_hz=500.0, leads=LEADS, marked=(), explanation=None, highest_mm=HIGHEST_MM
):
    rows = ecg_rows(np.asarray(signal_mv, np.float64), rate_hz, leads)
    return ecg_figure(rows, rate_hz, marked, explanation, "an ECG", highest_mm)


def test_a_second_is_25_mm_and_a_millivolt_10():
    values_mm = np.zeros(501)
    values_mm[250] = 10.0
    (run,) = points(trace(values_mm, 500.0, 12.0, 30.0, 60.0))
    assert run[0].tolist() == [12 * UNITS, 30 * UNITS]
    assert run[-1, 0] - run[0, 0] == 25 * UNITS
    assert run[:, 1].min() == (30 - 10) * UNITS
    top = run[run[:, 1].argmin(), 0]
    assert top == (12 + 12.5) * UNITS


@pytest.mark.parametrize("rate_hz", [100.0, 250.0, 257.0, 500.0, 1000.0, 4000.0])
def test_no_peak_is_lost_at_any_rate(rate_hz):
    samples = round(2.5 * rate_hz)
    rng = np.random.default_rng(0)
    for place_of_peak in rng.integers(1, samples - 1, 20):
        values_mm = np.zeros(samples)
        values_mm[place_of_peak] = 9.0
        values_mm[(place_of_peak + samples // 2) % samples] = -7.0
        (run,) = points(trace(values_mm, rate_hz, 0.0, 30.0, 60.0))
        assert run[:, 1].min() == 21 * UNITS
        assert run[:, 1].max() == 37 * UNITS
        assert len(run) <= 2 * 126 * 2.5
        assert (np.diff(run[:, 0]) >= 0).all()


def test_a_gap_lifts_the_pen():
    values_mm = np.zeros(1000)
    values_mm[300:400] = np.nan
    first, second = points(trace(values_mm, 500.0, 0.0, 10.0, 20.0))
    assert first[-1, 0] < 300 / 500 * 25 * UNITS
    assert second[0, 0] >= 400 / 500 * 25 * UNITS
    assert trace(np.full(10, np.nan), 500.0, 0, 0, 1) == ""
    (alone,) = points(trace(np.array([np.nan, 1.0, np.nan]), 500.0, 0, 5, 10))
    assert alone[0, 1] == 4 * UNITS


def test_the_pen_stops_at_the_edge_of_the_paper():
    (run,) = points(trace(np.array([0.0, 1e6, -1e6]), 100.0, 0.0, 10.0, 20.0))
    assert run[:, 1].tolist() == [10 * UNITS, 0, 20 * UNITS]


def test_the_usual_ecg_has_the_usual_gain_and_fits():
    drawn, placed = figure(twelve_leads())
    assert placed.gain_mm == 10
    assert drawn.width_mm == 265
    assert drawn.height_mm == placed.height_mm <= HIGHEST_MM
    assert placed.height_mm % 5 == 0
    assert list(placed.rest_mm) == sorted(placed.rest_mm)


@pytest.mark.parametrize("times", [0.0, 0.001, 1, 3, 10, 1e3, 1e6])
def test_any_amplitude_fits_and_says_its_gain(times):
    drawn, placed = figure(twelve_leads() * times)
    assert drawn.height_mm <= HIGHEST_MM
    assert 0 < placed.gain_mm <= 10
    assert len(drawn.svg) < 150_000
    assert max(placed.rest_mm) <= placed.height_mm


def test_what_is_cut_off_is_noticed():
    signal_mv = np.asarray(twelve_leads(), np.float64)
    rows = ecg_rows(signal_mv, 500.0, LEADS)
    assert not is_cut(rows, place(rows, HIGHEST_MM))
    signal_mv[6, 2600:2700] = 50.0
    wild = ecg_rows(signal_mv, 500.0, LEADS)
    placed = place(wild, HIGHEST_MM)
    assert placed.gain_mm == 10
    assert is_cut(wild, placed)


def test_every_lead_is_named_and_the_strip_of_lead_ii_is_long():
    drawn, _ = figure(twelve_leads())
    names = re.findall(r"<text [^>]*>([^<]+)</text>", drawn.svg)
    assert sorted(names) == sorted([*LEADS, "II"])
    runs = [run for d in re.findall(r' d="(M[^"]+)"', drawn.svg) for run in points(d)]
    lengths = [run[-1, 0] - run[0, 0] for run in runs if len(run) > 100]
    assert max(lengths) == pytest.approx(250 * UNITS, abs=UNITS)
    assert sum(length < 63 * UNITS for length in lengths) == 12


def boxes(svg):
    """What each name and its bar cover, in millimetres: left, top, right, bottom."""
    name = (
        r'<text x="([\d.]+)" y="([\d.]+)" font-size="62"[^>]*>(\w+)</text>(?:<rect x="([\d.]+)")?'
    )
    found = []
    for x, y, lead, bar in re.findall(name, svg):
        left, base = float(x) / UNITS, float(y) / UNITS
        right = float(bar) / UNITS + 6 if bar else left + 2 * len(lead)
        found.append((lead, (left, base - 2.3, right, base)))
    return found


def covered_mm(svg, box):
    """Millimetres of the box's width in which a trace runs through it."""
    left, top, right, bottom = np.array(box) * UNITS
    steps = np.linspace(0, 1, 50)[:, None, None]
    columns = set()
    for d in re.findall(r' d="(M[^"]+l[^"]+)"', svg):
        for run in points(d):
            x, y = np.moveaxis(run[:-1] * (1 - steps) + run[1:] * steps, 2, 0)
            inside = (x > left) & (x < right) & (y > top) & (y < bottom)
            columns |= set((x[inside] / UNITS * 10).astype(int).tolist())
    return len(columns) / 10


@pytest.mark.parametrize("times", [0.5, 1, 2, 4])
@pytest.mark.parametrize("explanation", [None, explained(REFER)])
def test_no_wave_runs_through_a_name(times, explanation):
    drawn, _ = figure(twelve_leads() * times, explanation=explanation)
    found = boxes(drawn.svg)
    assert len(found) == 13
    assert [covered_mm(drawn.svg, box) for _, box in found] == [0.0] * 13


def test_a_name_stands_beside_its_own_strip_and_over_it():
    drawn, placed = figure(twelve_leads())
    rows = (
        ("I", "aVR", "V1", "V4"),
        ("II", "aVL", "V2", "V5"),
        ("III", "aVF", "V3", "V6"),
        ("II",),
    )
    for row, rest_mm in zip(rows, placed.rest_mm, strict=True):
        for column, lead in enumerate(row):
            start_mm = 12 + 62.5 * column
            assert any(
                name == lead and start_mm < left < start_mm + 20 and rest_mm - 20 < bottom < rest_mm
                for name, (left, _, _, bottom) in boxes(drawn.svg)
            ), lead


def test_names_do_not_cover_each_other():
    drawn, _ = figure(np.zeros((12, 5000)), explanation=explained(REFER), marked=("V2",))
    found = [box for _, box in boxes(drawn.svg)]
    for place_of_name, one in enumerate(found):
        for other in found[:place_of_name]:
            apart = one[0] >= other[2] or other[0] >= one[2]
            assert apart or one[1] >= other[3] or other[1] >= one[3]


def test_a_name_makes_room_for_the_one_before():
    rows = ecg_rows(np.zeros((12, 5000)), 500.0, LEADS)
    ink = Ink(rows, place(rows, HIGHEST_MM))
    first, second = ink.write(0, 62.5, 8.0), ink.write(0, 62.5, 8.0)
    assert first.x_mm == second.x_mm or abs(first.x_mm - second.x_mm) >= 8
    assert abs(first.x_mm - second.x_mm) >= 8 or abs(first.y_mm - second.y_mm) >= 2.4


def test_flat_rows_stay_apart_where_others_are_drawn_small():
    signal_mv = np.zeros((12, 5000))
    signal_mv[[LEADS.index("V4"), LEADS.index("V5")], 3750::300] = 6.0
    signal_mv[[LEADS.index("V4"), LEADS.index("V5")], 3760::300] = -5.0
    rows = ecg_rows(signal_mv, 500.0, LEADS)
    placed = place(rows, HIGHEST_MM)
    assert placed.gain_mm < 10
    assert placed.rest_mm[3] - placed.rest_mm[2] >= 11.5


def test_tall_waves_are_drawn_smaller_before_they_become_a_tangle():
    gains = [figure(twelve_leads() * times)[1].gain_mm for times in (1, 2, 3, 5, 8)]
    assert gains[0] == 10
    assert gains == sorted(gains, reverse=True)
    assert 5 in gains


@pytest.mark.parametrize("times", [0.3, 1, 2, 3, 5])
def test_waves_reach_into_the_next_row_by_no_more_than_their_tips(times):
    rows = ecg_rows(np.asarray(twelve_leads() * times, np.float64), 500.0, LEADS)
    placed = place(rows, HIGHEST_MM)
    outlines = [outline(row) for row in rows]
    rest = np.array(placed.rest_mm)
    tops = [at - one.highest_mv * placed.gain_mm for at, one in zip(rest, outlines, strict=True)]
    ends = [at - one.lowest_mv * placed.gain_mm for at, one in zip(rest, outlines, strict=True)]
    most = 18 if placed.gain_mm == 10 else 20
    assert max((end - top).max() for end, top in zip(ends[:-1], tops[1:], strict=True)) <= most
    assert np.diff(rest).min() >= 11.5
    assert not is_cut(rows, placed)


def test_an_outline_holds_every_peak_and_the_way_to_it():
    values_mv = np.zeros(1250)
    values_mv[705] = 2.0
    strips = [strip_of(lead, values_mv, 0, 1250, np.inf) for lead in ("I", "aVR", "V1", "V4")]
    found = outline(strips)
    assert found.highest_mv.shape == found.lowest_mv.shape == (500,)
    assert np.flatnonzero(found.highest_mv == 2.0).tolist() == [70, 195, 320, 445]
    assert (found.lowest_mv == 0).all()
    steep = outline([strip_of("II", np.repeat([0.0, 3.0], 2500), 0, 5000, np.inf)])
    crossed = (steep.lowest_mv[249], steep.highest_mv[249])
    assert crossed[1] - crossed[0] == 3


@pytest.mark.parametrize("samples", [0, 1, 7, 499])
def test_an_outline_of_few_samples_has_every_column(samples):
    found = outline([Strip("II", np.ones(samples), 1.0, 0.0)])
    assert found.highest_mv.shape == (500,)
    assert np.isnan(found.highest_mv).all() == (samples == 0)


def test_nothing_is_reached_where_nothing_was_recorded():
    signal_mv = np.asarray(twelve_leads(), np.float64)
    signal_mv[:, 1250:2500] = np.nan
    drawn, placed = figure(signal_mv)
    assert len(boxes(drawn.svg)) == 13
    assert np.isfinite(placed.rest_mm).all()


def test_marks_say_what_was_carried():
    plain, _ = figure(twelve_leads())
    marked, _ = figure(twelve_leads(), explanation=explained(REFER))
    assert marked.height_mm == plain.height_mm + 6
    fills = re.findall(r'fill="#(..)\1\1" stroke="#111111"', marked.svg)
    shades = [int(fill, 16) for fill in fills[-10:]]
    assert shades == sorted(shades, reverse=True)
    heights = re.findall(r'height="([\d.]+)" fill="#(..)\2\2" stroke="#111111"', marked.svg)[-10:]
    assert [float(height) for height, _ in heights] == sorted(float(h) for h, _ in heights)


def test_every_figure_is_xml_without_anything_from_outside():
    for drawn in (
        figure(twelve_leads(), marked=("V2",), explanation=explained(REFER))[0],
        risk_figure(REFER.risks[0], explained(REFER).intervals["shd"], "5 < 6 & so on"),
    ):
        root = ElementTree.fromstring(drawn.svg)
        assert root.attrib["width"] == f"{drawn.width_mm:g}mm"
        assert "http" not in drawn.svg.replace("http://www.w3.org/2000/svg", "")
        assert "href" not in drawn.svg


def test_a_risk_stands_on_its_side_of_the_threshold():
    below = risk_figure(
        REFER.risks[0].__class__("a", "a", REFER.risks[0].knowledge, 0.2, 0.3, True, 0.2), None, ""
    )
    above = risk_figure(REFER.risks[0], None, "")
    at = [float(re.search(r'cx="([\d.]+)"', one.svg)[1]) for one in (below, above)]
    assert at[0] < 18 * 20 < at[1]
    assert 'fill="#ffffff"' in below.svg
    assert 'r="20" fill="#111111"' in above.svg


def test_a_line_stands_every_millimetre():
    grid = paper(10, 5)
    assert grid.count("h200m-200 20") == 5
    assert grid.count("v100m20-100") == 10


def test_wander_is_taken_off_and_gaps_stay_gaps():
    still, moving = twelve_leads(noise_mv=0), twelve_leads(noise_mv=0, wander_mv=0.5)
    moving[3, 100:150] = np.nan
    shown = without_wander(Recording(moving, 500.0))
    assert np.isnan(shown[3, 100:150]).all()
    assert np.isfinite(shown[0]).all()
    middle = slice(500, 4500)
    error = shown[:3, middle] - still[:3, middle]
    assert np.abs(error - np.median(error, axis=1, keepdims=True)).max() < 0.12
    recorded = as_recorded(Recording(moving, 500.0))
    assert np.array_equal(recorded, moving, equal_nan=True)


def test_infinite_samples_are_not_drawn():
    signal_mv = twelve_leads()
    signal_mv[0, 10] = np.inf
    assert np.isnan(as_recorded(Recording(signal_mv, 500.0))[0, 10])


def test_text_in_a_figure_is_escaped():
    assert "&lt;b&gt;" in text(0, 0, 1, "<b>\x00")
    assert "\x00" not in text(0, 0, 1, "<b>\x00")
