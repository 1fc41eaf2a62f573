"""Written in any format and read again, a recording is the same; a full disk leaves nothing."""

import errno

import numpy as np
import pytest

from echo2ecg_edge import conversion
from echo2ecg_edge.conversion import WRITERS, Target, convert
from echo2ecg_edge.errors import CallError, MissingReaderError, StorageError
from echo2ecg_edge.leads import LEADS
from echo2ecg_edge.readers import read_ecg
from echo2ecg_edge.recording import Recording
from tests.readers.specimens import SPECIMENS
from tests.synthetic import recording, twelve_leads

NAMES = {Target.CSV: "out.csv", Target.WFDB: "out.hea", Target.FHIR: "out.json"}
TARGETS = pytest.mark.parametrize("target", Target)


def with_gap() -> Recording:
    ecg = recording(257.0, duration_s=4.0)
    ecg.signal_mv[3, 100:140] = np.nan
    return ecg


ECGS = {
    "twelve leads": recording(),
    "a gap, an odd rate": with_gap(),
    "two leads": Recording(twelve_leads()[[6, 0]], 500.0, ("V1", "I")),
    "a large offset": Recording(twelve_leads() + np.float32(40), 500.0),
}


def test_everything_can_be_written():
    assert set(WRITERS) == set(Target)
    assert set(conversion.ENDINGS.values()) == set(Target)


@TARGETS
@pytest.mark.parametrize("ecg", ECGS.values(), ids=ECGS)
def test_what_is_written_reads_back_the_same(tmp_path, target, ecg):
    done = convert(ecg, tmp_path / NAMES[target])
    again = read_ecg(done.paths[0])
    assert all(path.is_file() for path in done.paths)
    assert again.leads == ecg.leads
    assert again.rate_hz == pytest.approx(ecg.rate_hz, rel=1e-7)
    np.testing.assert_allclose(again.signal_mv, ecg.signal_mv, atol=1e-3, equal_nan=True)


@pytest.mark.parametrize("name", SPECIMENS)
def test_every_format_that_is_read_can_be_converted(tmp_path, name):
    (tmp_path / "new").mkdir()
    said = {"rate_hz": 500.0, "units": "mV"} if name.startswith("npy") else {}
    try:
        ecg = read_ecg(SPECIMENS[name].write(tmp_path, 1.0), **said)
    except MissingReaderError as error:
        pytest.skip(error.problem)
    for target, file in NAMES.items():
        again = read_ecg(convert(ecg, tmp_path / "new" / file, target).paths[0])
        assert again.leads == ecg.leads
        assert again.patient == ecg.patient
        assert again.rate_hz == pytest.approx(ecg.rate_hz, rel=1e-7)
        np.testing.assert_allclose(again.signal_mv, ecg.signal_mv, atol=1.1e-4, equal_nan=True)


@pytest.mark.parametrize("there", ["out.hea", "out.dat"])
def test_neither_file_of_wfdb_is_replaced(tmp_path, there):
    (tmp_path / there).write_text("mine")
    with pytest.raises(CallError, match="already is a file"):
        convert(recording(), tmp_path / "out.hea")
    assert [path.read_text() for path in tmp_path.iterdir()] == ["mine"]


def test_a_link_to_nowhere_is_not_followed(tmp_path):
    (tmp_path / "out.csv").symlink_to(tmp_path / "elsewhere.csv")
    with pytest.raises(CallError, match="already is a file"):
        convert(recording(), tmp_path / "out.csv")


@TARGETS
def test_a_full_disk_leaves_nothing_behind(tmp_path, monkeypatch, target):
    def full(_: Recording, path) -> None:
        path.write_text("half of")
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(conversion, "WRITERS", dict.fromkeys(Target, full))
    with pytest.raises(StorageError, match="No space left on device"):
        convert(recording(), tmp_path / NAMES[target])
    assert not [*tmp_path.iterdir()]


def test_leads_out_of_order_stay_in_their_order(tmp_path):
    backwards = Recording(twelve_leads()[::-1].copy(), 500.0, LEADS[::-1])
    convert(backwards, tmp_path / "out.csv")
    assert read_ecg(tmp_path / "out.csv").leads == LEADS[::-1]
