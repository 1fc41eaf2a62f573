"""Written and read again, a recording is the same."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from echo2ecg_edge.leads import LEADS
from echo2ecg_edge.patient import Sex
from echo2ecg_edge.readers import read_ecg, write_csv
from echo2ecg_edge.recording import Recording
from tests.readers.round_trip import assert_same

MILLIVOLTS = st.one_of(st.floats(-50, 50, width=32), st.just(float("nan")))


@st.composite
def recordings(draw: st.DrawFn) -> Recording:
    leads = draw(st.lists(st.sampled_from(LEADS), min_size=1, max_size=12, unique=True))
    samples = draw(st.integers(1, 20))
    return Recording.from_array(
        draw(arrays(np.float32, (len(leads), samples), elements=MILLIVOLTS)),
        rate_hz=draw(st.floats(50, 20_000)),
        units="mV",
        leads=leads,
        age_years=draw(st.none() | st.floats(0, 120)),
        sex=draw(st.none() | st.sampled_from(list(Sex))),
    )


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    return tmp_path_factory.mktemp("csv") / "ecg.csv"


@given(recordings())
def test_reading_gives_back_what_was_written(path, recording):
    write_csv(recording, path)
    again = read_ecg(path)
    assert_same(again, recording)


def test_the_file_is_what_a_person_expects(path):
    signal = [[0.1, -0.00004], [float("nan"), 2]]
    recording = Recording.from_array(
        signal, rate_hz=500, units="mV", leads=("I", "V1"), age_years=63, sex="f"
    )
    write_csv(recording, str(path))
    assert path.read_text() == (
        "# rate_hz: 500\n# units: mV\n# age: 63\n# sex: female\nI,V1\n0.1000,nan\n-0.0000,2.0000\n"
    )
