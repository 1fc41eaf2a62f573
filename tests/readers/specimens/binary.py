"""All binary specimens, and the JSON of Kardia beside its binary sister."""

from typing import Final

from tests.readers.specimens import dicom, edf, holter, kardia, scp, wfdb

SPECIMENS: Final = {
    **edf.SPECIMENS,
    **holter.SPECIMENS,
    **kardia.SPECIMENS,
    **scp.SPECIMENS,
    **dicom.SPECIMENS,
    **wfdb.SPECIMENS,
}
