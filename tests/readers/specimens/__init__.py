"""One generated ECG file of every format that is read, by name: ``SPECIMENS[name].write(folder)``.

Each module of the package holds a family of formats and a ``SPECIMENS`` of its own::

    def write_edf(folder: Path, seconds: float = 10.0) -> Path: ...

    SPECIMENS = {"edf": Specimen(write_edf)}
"""

from importlib import import_module
from importlib.util import find_spec
from typing import Final

from tests.readers.specimens.specimen import Specimen

__all__ = ["SPECIMENS", "Specimen"]

_FAMILIES: Final = ("text", "documents", "binary", "vendor_xml")


def _collect() -> dict[str, Specimen]:
    found: dict[str, Specimen] = {}
    for family in _FAMILIES:
        if find_spec(f"{__name__}.{family}"):
            specimens: dict[str, Specimen] = import_module(f"{__name__}.{family}").SPECIMENS
            twice = found.keys() & specimens.keys()
            assert not twice, twice
            found |= specimens
    return found


SPECIMENS: Final = _collect()
