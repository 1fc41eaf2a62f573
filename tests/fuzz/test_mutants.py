"""2,000 damaged copies of every format: each is read, or ends in one of our errors.

No copy takes two seconds of processor time, no warning passes, and the process does not grow. The
copies are the same every time; a failure names the number of the one that failed.
"""

import importlib.util

import pytest

from tests.fuzz.campaign import FORMATS, Seed, damaged_files
from tests.fuzz.mutations import mutants
from tests.fuzz.trial import HangError, attempt, peak_mib
from tests.shared_ecgs import FOLDER, needs_shared

MOST_GROWTH_MIB = 200
SAID = {"npy": {"rate_hz": 500, "units": "mV"}}
REAL_COPIES = 100
REAL = sorted((FOLDER / "formats").glob("*")) if FOLDER.is_dir() else []

pytestmark = pytest.mark.skipif(
    importlib.util.find_spec("pydicom") is None, reason="needs ecgdatakit[dicom]"
)


def survive(paths, said) -> None:
    before = peak_mib()
    for number, path in enumerate(paths):
        try:
            attempt(path, **said)
        except (Exception, HangError) as error:
            raise AssertionError(f"copy {number}: {error!r}") from error
    assert peak_mib() - before < MOST_GROWTH_MIB


@pytest.mark.parametrize("name", FORMATS)
def test_damaged_copies(memory, name):
    survive(damaged_files(name, memory), SAID.get(name, {}))


@needs_shared
@pytest.mark.parametrize("path", REAL, ids=lambda path: path.name)
def test_damaged_copies_of_real_files(memory, path):
    for each in REAL:
        if each.stem == path.stem:
            (memory / each.name).write_bytes(each.read_bytes())

    def damaged():
        pieces = [Seed("csv", memory / "other").path.read_bytes(), path.read_bytes()]
        for data in mutants([path.read_bytes()], pieces, REAL_COPIES):
            (memory / path.name).write_bytes(data)
            yield memory / path.name

    survive(damaged(), {"rate_hz": 500, "units": "uV"} if path.suffix == ".csv" else {})


@pytest.mark.parametrize("name", FORMATS)
def test_the_whole_files_are_read(memory, name):
    for each in FORMATS[name]:
        seed = Seed(each, memory / each)
        assert attempt(seed.path, **SAID.get(name, {})).kind == "Recording"


def test_every_format_has_a_name_of_its_own():
    assert len(FORMATS) == 20
    assert sum(map(len, FORMATS.values())) >= 29
