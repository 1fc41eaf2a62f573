"""Files made to exhaust, mislead or escape: each must be refused, or read, in a second.

``BOMBS`` maps a name to what writes the file into a folder, or names the device, and returns the
path that the reader is given.
"""

from types import MappingProxyType
from typing import Final

from tests.fuzz.bombs import binary, documents, files, tables, unfolding, wfdb
from tests.fuzz.bombs.make import SECRET, Bomb

__all__ = ["BOMBS", "SECRET", "Bomb"]

BOMBS: Final = MappingProxyType(
    files.BOMBS | documents.BOMBS | tables.BOMBS | wfdb.BOMBS | binary.BOMBS | unfolding.BOMBS
)
