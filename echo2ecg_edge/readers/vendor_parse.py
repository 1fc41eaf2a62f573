"""The border to ecgdatakit: its records become ours here, and its errors do not pass."""

import math
import re
import warnings
from collections.abc import Set
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.errors import DamagedFileError, MissingReaderError, UnknownFormatError
from echo2ecg_edge.patient import Sex
from echo2ecg_edge.readers.units import voltage_unit
from echo2ecg_edge.readers.vendor_formats import ISHNE
from echo2ecg_edge.recording import MILLIVOLT_PER

_MOST_REMARKS: Final = 3
_LONGEST_REMARK: Final = 160
_HARMLESS: Final = "Invalid value for VR"
"""How pydicom begins its remarks about identifiers, which are not read here."""
_SECOND_OF_A_NAME: Final = re.compile(r"(.+)_\d+")
"""How ecgdatakit renames a lead whose name is there already."""
_FAULT: Final = -32768
"""Count that marks a missing sample in ISHNE (Badilini, 1998)."""


@dataclass(frozen=True, slots=True, eq=False)
class VendorLead:
    """One lead as ecgdatakit gives it.

    Attributes:
        label: As the file names it.
        rate_hz: Samples per second.
        samples: Shape (samples,).
        unit: Empty for raw counts.
        gain_mv: What one count is.
        start: Its first sample, where the file says that leads begin at different times.
    """

    label: str
    rate_hz: float
    samples: NDArray[np.float64]
    unit: str
    gain_mv: float
    start: str


@dataclass(frozen=True, slots=True)
class VendorRecord:
    """What ecgdatakit found, in our own types."""

    leads: tuple[VendorLead, ...]
    age_years: float | None
    sex: Sex | None
    remarks: tuple[str, ...]


def parse_vendor_file(path: Path, name: str, *, keep_zeros: bool = False) -> VendorRecord:
    """Parse a device's file.

    Args:
        path: The file.
        name: Its format, as its first bytes tell; ecgdatakit must come to the same view, or it
            would hand the file to a parser that opens other files by its name.
        keep_zeros: Samples that ecgdatakit calls missing are zeros, and were measured.

    Raises:
        MissingReaderError: ecgdatakit, or the package it needs for this format, is not installed.
        UnknownFormatError: It is of a variant that ecgdatakit does not read.
        DamagedFileError: The content is broken.
    """
    try:
        from ecgdatakit.exceptions import UnsupportedFormatError
        from ecgdatakit.parsing import FileParser
    except ImportError:
        raise _missing(name) from None
    try:
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            found = FileParser.detect_format(path)
            if found is None or found["name"] != name:
                raise UnsupportedFormatError(name)
            record = _convert(FileParser.parse(path), name, keep_zeros=keep_zeros)
    except ImportError:
        raise _missing(name) from None
    except UnsupportedFormatError as error:
        raise UnknownFormatError(
            f"This {name} file is of a variant that is not read here.",
            "Export the ECG from the device as CSV, DICOM or HL7 aECG.",
        ) from error
    except Exception as error:
        # The one wide catch of this package: parsers of other people's binary formats raise
        # anything on a damaged file (struct, Unicode, recursion, memory...), and pass it on.
        raise DamagedFileError(
            f"This {name} file is damaged or cut short.", "Export the ECG from the device again."
        ) from error
    caught.sort(key=lambda warning: "Checksum" not in warning.category.__name__)
    remarks = dict.fromkeys(_remark(str(warning.message), path) for warning in caught)
    kept = [remark for remark in remarks if not remark.startswith(_HARMLESS)]
    return VendorRecord(*record, tuple(kept[:_MOST_REMARKS]))


def _convert(
    record: Any, name: str, *, keep_zeros: bool
) -> tuple[tuple[VendorLead, ...], float | None, Sex | None]:
    labels = {str(lead.label) for lead in record.leads}
    leads = tuple(
        VendorLead(
            label=_own_name(str(lead.label), labels),
            rate_hz=float(lead.sampling_rate),
            samples=_samples(lead, name, keep_zeros=keep_zeros),
            unit="" if lead.is_raw else str(lead.units),
            gain_mv=_gain_mv(lead),
            start=str(lead.annotations.get("start_sample", "")),
        )
        for lead in record.leads
    )
    age = record.patient.age
    return leads, None if age is None else float(age), Sex.parse(str(record.patient.sex or ""))


def _own_name(label: str, labels: Set[str]) -> str:
    """Return the name that the file gives a lead: two of one name must not pass as one."""
    renamed = _SECOND_OF_A_NAME.fullmatch(label)
    return renamed[1] if renamed and renamed[1] in labels else label


def _gain_mv(lead: Any) -> float:
    unit = voltage_unit(str(lead.resolution_unit))
    return float(lead.resolution) * MILLIVOLT_PER[unit] if unit else math.nan


def _samples(lead: Any, name: str, *, keep_zeros: bool) -> NDArray[np.float64]:
    samples = np.asarray(lead.samples, np.float64).ravel()
    if keep_zeros and not lead.offset:
        samples = np.where(np.isnan(samples), 0.0, samples)
    if name == ISHNE:
        samples = np.where(np.isclose(samples, _FAULT * _gain_mv(lead)), np.nan, samples)
    return samples


def _remark(text: str, path: Path) -> str:
    """Return a warning of the parser as one line, without the path."""
    plain = " ".join(text.replace(str(path), path.name).split())
    return "".join(char for char in plain if char.isprintable())[:_LONGEST_REMARK]


def _missing(name: str) -> MissingReaderError:
    return MissingReaderError(
        f"To read {name} files, an additional package is needed.",
        'Install it with: pip install "echo2ecg-edge[formats]".',
    )
