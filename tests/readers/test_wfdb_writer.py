"""Written as WFDB and read again, a recording is the same."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from echo2ecg_edge.errors import CallError
from echo2ecg_edge.leads import LEADS
from echo2ecg_edge.patient import Sex
from echo2ecg_edge.readers import read_ecg, write_wfdb
from echo2ecg_edge.recording import Recording
from tests.readers.round_trip import assert_same
from tests.synthetic import recording

MILLIVOLTS = st.one_of(st.floats(-300, 300, width=32), st.just(float("nan")))


@st.composite
def recordings(draw: st.DrawFn) -> Recording:
    leads = draw(st.lists(st.sampled_from(LEADS), min_size=1, max_size=12, unique=True))
    scale = draw(st.sampled_from([0.01, 0.1, 1]))
    shape = (len(leads), draw(st.integers(1, 20)))
    return Recording.from_array(
        draw(arrays(np.float32, shape, elements=MILLIVOLTS)) * scale,
        rate_hz=draw(st.floats(50, 20_000)),
        units="mV",
        leads=leads,
        age_years=draw(st.none() | st.floats(0, 120)),
        sex=draw(st.none() | st.sampled_from(list(Sex))),
    )


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    return tmp_path_factory.mktemp("wfdb") / "ecg_1.hea"


@given(recordings())
def test_reading_gives_back_what_was_written(path, recording):
    write_wfdb(recording, path)
    again = read_ecg(path)
    assert_same(again, recording, atol_mv=0.00055)
    assert not [note for note in again.origin.notes if "header" in note]


def test_an_ecg_is_exact_to_a_tenth_of_a_microvolt(path):
    written = recording(duration_s=2.0)
    write_wfdb(written, str(path))
    for name in ("ecg_1.hea", "ecg_1.dat"):
        np.testing.assert_allclose(
            read_ecg(path.with_name(name)).signal_mv, written.signal_mv, atol=0.0001
        )


@pytest.mark.parametrize("factor", [1, 10, 40])
def test_another_reader_finds_the_same(path, factor):
    """Ten times the voltages need the smaller gain, forty times need 32 bits."""
    parsing = pytest.importorskip("ecgdatakit.parsing")
    signal_mv = recording(duration_s=2.0).signal_mv * np.float32(factor)
    write_wfdb(Recording.from_array(signal_mv, rate_hz=500, units="mV"), path)
    found = parsing.FileParser.parse(path)
    assert [lead.label for lead in found.leads] == list(LEADS)
    assert {lead.sampling_rate for lead in found.leads} == {500}
    samples = np.array([lead.samples for lead in found.leads])
    np.testing.assert_allclose(samples, signal_mv, atol=0.00055)


def test_a_large_offset_costs_no_resolution(path):
    written = Recording.from_array([[250.0, 250.001, 251.0]], rate_hz=500, units="mV", leads=["I"])
    write_wfdb(written, path)
    np.testing.assert_allclose(read_ecg(path).signal_mv, written.signal_mv, atol=0.0001)


def test_the_header_is_what_a_person_expects(path):
    signal = [[0.1, -0.1, float("nan"), float("inf")], [2, 4, 3, 3]]
    write_wfdb(
        Recording.from_array(
            signal, rate_hz=500, units="mV", leads=("I", "V1"), age_years=63, sex="f"
        ),
        path,
    )
    assert path.read_text() == (
        "ecg_1 2 500 4\n"
        "ecg_1.dat 16 10000(0)/mV 16 0 1000 0 0 I\n"
        "ecg_1.dat 16 10000(-30000)/mV 16 0 -10000 0 0 V1\n"
        "# Age: 63\n# Sex: female\n"
    )
    frames = np.frombuffer(path.with_suffix(".dat").read_bytes(), "<i2").reshape(-1, 2)
    assert frames[:, 0].tolist() == [1000, -1000, -32768, -32768]


def test_a_lead_without_any_sample_is_written(path):
    nothing = Recording.from_array([[float("nan")] * 3], rate_hz=500, units="mV", leads=["I"])
    write_wfdb(nothing, path)
    assert np.isnan(read_ecg(path).signal_mv).all()


def test_both_files_are_replaced(path):
    for duration_s in (2.0, 1.0):
        write_wfdb(recording(duration_s=duration_s), path)
    assert read_ecg(path).duration_s == 1.0
    assert {file.name for file in path.parent.iterdir()} == {"ecg_1.hea", "ecg_1.dat"}


@pytest.mark.parametrize("name", ["ecg.dat", "ecg", "my ecg.hea", "é.hea", ".hea"])
def test_names_that_no_header_has(tmp_path, name):
    with pytest.raises(CallError, match=r"\.hea"):
        write_wfdb(recording(duration_s=0.1), tmp_path / name)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("row", [[-3e6, 2e6], [3e6, 3e6]])
def test_signals_that_are_no_ecg(path, row):
    wrong = Recording.from_array([row], rate_hz=500, units="mV", leads=["I"])
    with pytest.raises(CallError, match="2000 volts"):
        write_wfdb(wrong, path)
