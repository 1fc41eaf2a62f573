"""No file whatever raises anything but this package's own errors."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from echo2ecg_edge.errors import EdgeError
from echo2ecg_edge.readers import read_ecg
from tests.ecg_files import aecg_text, csv_text, edf_bytes, waves, write_wfdb

SMALL = waves(3, 12)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("any")
    write_wfdb(folder, np.round(SMALL * 1000))
    return folder


def survives(path, **said: object) -> None:
    try:
        recording = read_ecg(path, **said)
    except EdgeError:
        pass
    else:
        assert not np.isinf(recording.signal_mv).any()
        assert recording.signal_mv.size


SAID = st.sampled_from([{}, {"rate_hz": 500}, {"rate_hz": 500, "units": "mV"}])
SEEDS = {
    "csv": csv_text(SMALL).encode(),
    "csv with all": b"# fs: 500\n# units: mV\n# age: 5\nt_s;I;II\n0;1,2;3\n0,002;1;2\n0,004;1;\n",
    "sideways": b"I,1,2,3\nII,4,5,6\n",
    "edf": edf_bytes(SMALL, ("I", "II", "V1")),
    "aecg": aecg_text(SMALL, ("I", "II", "V1")).encode(),
}


@given(st.binary(max_size=300), SAID)
def test_any_bytes(folder, data, said):
    (folder / "a").write_bytes(data)
    survives(folder / "a", **said)


@given(st.text("0123456789.,;-\t\n IVaLRF#:=emunst_()\"'", max_size=120), SAID)
def test_any_text_like_a_table(folder, text, said):
    (folder / "a").write_text(text)
    survives(folder / "a", **said)


@pytest.mark.parametrize("seed", SEEDS.values(), ids=SEEDS.keys())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.data(), SAID)
def test_any_damage(folder, seed, data, said):
    at = data.draw(st.integers(0, len(seed)))
    until = data.draw(st.integers(at, min(at + 40, len(seed))))
    patch = data.draw(st.binary(max_size=12))
    (folder / "a").write_bytes(seed[:at] + patch + seed[until:])
    survives(folder / "a", **said)


@given(st.data(), SAID)
def test_any_damage_to_a_wfdb_header(folder, data, said):
    text = (folder / "rec.hea").read_text()
    at = data.draw(st.integers(0, len(text)))
    until = data.draw(st.integers(at, min(at + 10, len(text))))
    patch = data.draw(st.text("0123456789.-+ex:()/ \n\0I", max_size=8))
    (folder / "a.hea").write_text(text[:at] + patch + text[until:])
    survives(folder / "a.hea", **said)
