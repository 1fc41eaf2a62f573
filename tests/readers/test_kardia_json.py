"""Kardia JSON: as the API gives it, whatever comes first in it."""

import json

import numpy as np
import pytest

from echo2ecg_edge.errors import DamagedFileError, InputError, UndeclaredError, UnknownFormatError
from echo2ecg_edge.readers import read_ecg

RAW = {"frequency": 300, "amplitudeResolution": 500, "samples": {"leadI": [0, 2000, None, -2000]}}


@pytest.fixture
def read(tmp_path):
    def read(raw: dict[str, object], **more: object) -> object:
        path = tmp_path / "a"
        path.write_text(json.dumps({"data": {"raw": raw}, **more}))
        return read_ecg(path)

    return read


def test_nanovolts_become_millivolts(read):
    recording = read(RAW)
    np.testing.assert_allclose(recording.lead("I"), [0, 1, np.nan, -1])
    assert (recording.rate_hz, recording.origin.format) == (300, "AliveCor Kardia JSON")


def test_a_long_recording_is_told_wherever_its_keys_are(read):
    samples = {"leadI": [1] * 40_000, "leadII": [2] * 40_000}
    recording = read({"samples": samples, "frequency": 300, "amplitudeResolution": 500}, id="x")
    assert recording.leads[:2] == ("I", "II")
    assert recording.signal_mv.shape == (6, 40_000)


@pytest.mark.parametrize(
    ("changes", "kind", "sentence"),
    [
        ({"frequency": None}, DamagedFileError, "does not state its frequency"),
        ({"frequency": 0}, DamagedFileError, "not plausible"),
        ({"frequency": 1e9}, DamagedFileError, "not plausible"),
        ({"frequency": float("nan")}, DamagedFileError, "not plausible"),
        ({"amplitudeResolution": "500"}, DamagedFileError, "amplitudeResolution"),
        ({"amplitudeResolution": 0}, DamagedFileError, "not possible"),
        ({"amplitudeResolution": float("inf")}, DamagedFileError, "not possible"),
        ({"samples": {}}, UndeclaredError, "None of the signals"),
        ({"samples": {"leadI": 5}}, DamagedFileError, "“leadI” are no numbers"),
        ({"samples": {"leadI": ["5"]}}, DamagedFileError, "no numbers"),
        ({"samples": {"leadI": [True]}}, DamagedFileError, "no numbers"),
        ({"samples": {"leadI": [10**400]}}, DamagedFileError, "no numbers"),
        ({"samples": {"leadI": [1e300]}}, DamagedFileError, "no voltages"),
        ({"samples": {"leadI": []}}, DamagedFileError, "no samples"),
        ({"samples": {"leadI": [1], "leadII": [1, 2]}}, InputError, "differ in length"),
    ],
)
def test_what_is_no_recording(read, changes, kind, sentence):
    with pytest.raises(InputError, match=sentence) as error:
        read(RAW | changes)
    assert type(error.value) is kind


def test_twelve_leads_without_their_scale(read):
    with pytest.raises(UnknownFormatError, match="12L"):
        read(RAW, data12L={})
