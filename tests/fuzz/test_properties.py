"""Whatever stands behind a format's first bytes: a recording, or one of our errors."""

import importlib.util

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.campaign import SECONDS
from tests.fuzz.trial import attempt
from tests.readers.specimens import SPECIMENS

pytestmark = pytest.mark.skipif(
    importlib.util.find_spec("pydicom") is None, reason="needs ecgdatakit[dicom]"
)
MAGIC = {
    "DICOM": bytes(128) + b"DICM",
    "ISHNE": b"ISHNE1.0",
    "MFER": b"\x40\x20MFR ",
    "SCP-ECG": b"\0" * 8 + b"\0\0\x88\0\0\0" + b"\x14\x14SCPECG\0\0\x88\0\0\0\x07\0\0\0",
    "EDF": b"0       " + bytes(228) + b"1       1       12  ",
    "BDF": b"\xffBIOSEMI",
    "ATC": b"ALIVE\0\0\0\4\0\0\0",
    "npy": b"\x93NUMPY\1\0",
    "aECG": b"<AnnotatedECG>",
    "MUSE": b"<RestingECG>",
    "Sierra": b"<restingecgdata>",
    "Schiller": b"<SchillerEDI>",
    "CardioSoft": b"<CardiologyXML>",
    "FHIR": b'{"resourceType": "Observation", ',
    "Kardia": b'{"amplitudeResolution": 1, "frequency": 300, "samples": {',
}
LINES = st.lists(st.text("0123456789.,;-\t:/ IVaLRFCmunvsHztime()\"'<>{}[]", max_size=30))

quick = settings(
    max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.mark.parametrize("magic", MAGIC.values(), ids=MAGIC.keys())
@quick
@given(rest=st.binary(max_size=400) | LINES.map(lambda lines: "\n".join(lines).encode()))
def test_anything_behind_the_first_bytes(memory, magic, rest):
    path = memory / "a"
    path.write_bytes(magic + rest)
    attempt(path)


@pytest.mark.parametrize("name", SPECIMENS)
@quick
@given(data=st.data())
def test_any_word_over_any_place(memory, name, data):
    folder = memory / "seed"
    if not folder.is_dir():
        folder.mkdir()
        (memory / "name").write_text(SPECIMENS[name].write(folder, SECONDS).name)
        path = folder / (memory / "name").read_text()
        (memory / "whole").write_bytes(path.read_bytes())
    path = folder / (memory / "name").read_text()
    whole = (memory / "whole").read_bytes()
    at = data.draw(st.integers(0, len(whole) - 1))
    word = data.draw(st.binary(max_size=16))
    path.write_bytes(whole[:at] + word + whole[at + len(word) :])
    attempt(path)
