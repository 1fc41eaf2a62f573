"""What a device's file must be before ecgdatakit, which trusts what files declare, may see it."""

from collections.abc import Callable
from types import MappingProxyType
from typing import Final

from echo2ecg_edge.errors import DamagedFileError, InputError, UnknownFormatError
from echo2ecg_edge.readers.vendor_formats import AECG, DICOM, EDF, MFER, MORTARA, MUSE, SCP, SIERRA
from echo2ecg_edge.readers.vendor_guard_mfer import check_mfer
from echo2ecg_edge.readers.vendor_guard_xml import check_sierra, check_xml

_LARGEST: Final = MappingProxyType({SCP: 3 * 2**17, DICOM: 7 * 2**18, MFER: 2**22})
"""Bytes; the parsers of these need seconds for more. Ten seconds of twelve leads at 1000 Hz take a
quarter of a million bytes, unpacked."""

_DEFLATED_DICOM: Final = b"1.2.840.10008.1.2.1.99"
"""Transfer syntax that inflates to any size, past the limit on the file's size."""

_EDF_MOST_SIGNALS: Final = 256
_EDF_MOST_RECORDS: Final = 20_000
_EDF_PER_SIGNAL: Final = 216
"""Bytes of a signal's header before its number of samples."""


def guard(data: bytes, name: str) -> None:
    """Refuse a file that would exhaust or mislead the parser of its format.

    Args:
        data: The whole file.
        name: Its format, as ``format_name`` gives it.

    Raises:
        DamagedFileError: The file is cut short, or declares what it cannot hold.
        UnknownFormatError: It is of a variant that is not read.
        InputError: It is far larger than an ECG for screening, or the recording has gaps.
    """
    if len(data) > _LARGEST.get(name, len(data)):
        raise InputError(
            f"This {name} file is {len(data) / 2**20:.1f} MiB large; "
            f"one for screening has at most {_LARGEST[name] / 2**20:.1f} MiB.",
            "Export ten seconds to a minute of the 12-lead ECG.",
        )
    if name in _CHECKS:
        _CHECKS[name](data, name)


def _check_dicom(data: bytes, name: str) -> None:
    if _DEFLATED_DICOM in data:
        raise UnknownFormatError(f"This {name} file is compressed.", "Export it uncompressed.")


def _check_edf(data: bytes, name: str) -> None:
    """Refuse recordings with gaps, which would be joined, and headers that declare too much."""
    if data[192:197] == b"EDF+D":
        raise InputError(
            f"This {name} recording has gaps, and is not read here.",
            "Export ten seconds without a gap.",
        )
    try:
        records, signals = int(data[236:244]), int(data[252:256])
        first = 256 + _EDF_PER_SIGNAL * signals
        samples = [int(data[at : at + 8]) for at in range(first, first + 8 * signals, 8)]
    except ValueError:
        raise DamagedFileError(
            f"The {name} header is damaged: a number is missing.", "Copy or export it again."
        ) from None
    if not 0 < signals <= _EDF_MOST_SIGNALS or records > _EDF_MOST_RECORDS or min(samples) <= 0:
        raise DamagedFileError(
            f"The {name} header is damaged: its number of signals or records is not possible.",
            "Copy or export it again.",
        )
    body, record = len(data) - 256 * (signals + 1), 2 * sum(samples)
    if record * max(1, records) > body or body // record > _EDF_MOST_RECORDS:
        raise DamagedFileError(
            f"The {name} file is damaged or cut short: {record * max(1, records)} bytes "
            f"should follow its header, {max(0, body)} do.",
            "Copy or export the recording again.",
        )


_CHECKS: Final[MappingProxyType[str, Callable[[bytes, str], None]]] = MappingProxyType(
    {
        DICOM: _check_dicom,
        EDF: _check_edf,
        MFER: check_mfer,
        SIERRA: check_sierra,
        **dict.fromkeys((AECG, MORTARA, MUSE), check_xml),
    }
)
