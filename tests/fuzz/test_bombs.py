"""Files made to exhaust, mislead or escape: each ends in our own words, in time and in memory."""

import importlib.util

import pytest

from tests.fuzz.bombs import BOMBS, SECRET
from tests.fuzz.child import measure

MOST_MIB = 300
"""Of the whole process; Python and the readers' packages are 50 of them."""
READ = {"ISHNE: 2^32 samples", "ISHNE: head of 4 GB", "three BOMs"}
"""What is read all the same: what these headers declare is not used."""

pytestmark = pytest.mark.skipif(
    importlib.util.find_spec("pydicom") is None, reason="needs ecgdatakit[dicom]"
)


@pytest.fixture(scope="module")
def measured(tmp_path_factory):
    folders = [tmp_path_factory.mktemp("bomb") for _ in BOMBS]
    paths = [write(folder) for write, folder in zip(BOMBS.values(), folders, strict=True)]
    return dict(zip(BOMBS, measure(paths), strict=True))


@pytest.mark.parametrize("name", BOMBS)
def test_bombs(measured, name):
    found = measured[name]
    assert found.is_ours, found
    assert found.mib < MOST_MIB
    assert SECRET not in found.words
