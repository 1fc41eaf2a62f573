"""The ECG on paper: true to scale, no peak lost, nothing drawn where nothing was recorded."""

import re
from xml.etree import ElementTree

import numpy as np
import pytest

from echo2ecg_edge import Recording
from echo2ecg_edge.leads import LEADS
from echo2ecg_edge.report.page.ecg import ecg_figure, ecg_rows, is_cut
from echo2ecg_edge.report.page.paper import paper
from echo2ecg_edge.report.page.rows import place
from echo2ecg_edge.report.page.scales import risk_figure
from echo2ecg_edge.report.page.shown import as_recorded, without_wander
from echo2ecg_edge.report.page.svg import text
from echo2ecg_edge.report.page.trace import UNITS, trace
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


def figure(signal_mv, rate_hz=500.0, leads=LEADS, marked=(), explanation=None, highest_mm=75):
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
    assert drawn.height_mm == placed.height_mm <= 75
    assert placed.height_mm % 5 == 0
    assert list(placed.rest_mm) == sorted(placed.rest_mm)


@pytest.mark.parametrize("times", [0.0, 0.001, 1, 3, 10, 1e3, 1e6])
def test_any_amplitude_fits_and_says_its_gain(times):
    drawn, placed = figure(twelve_leads() * times)
    assert drawn.height_mm <= 75
    assert 0 < placed.gain_mm <= 10
    assert len(drawn.svg) < 150_000
    assert max(placed.rest_mm) <= placed.height_mm


def test_what_is_cut_off_is_noticed():
    signal_mv = np.asarray(twelve_leads(), np.float64)
    rows = ecg_rows(signal_mv, 500.0, LEADS)
    assert not is_cut(rows, place(rows, 75))
    signal_mv[6, 2600:2700] = 50.0
    wild = ecg_rows(signal_mv, 500.0, LEADS)
    placed = place(wild, 75)
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
