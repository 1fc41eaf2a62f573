"""The reports of a results folder: each whole on the disk before its row says that it is there."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from echo2ecg_edge.errors import EdgeError
from echo2ecg_edge.results.layout import REPORTS, report_address
from echo2ecg_edge.results.trouble import using
from echo2ecg_edge.screening import Screening
from echo2ecg_edge.store.disk import replacing

MakeReport = Callable[[Screening], bytes]


class ReportFailed(Exception):  # noqa: N818 - one report is lost, not the run
    """The report of one ECG could not be made; its message names the error."""


@dataclass(frozen=True, slots=True)
class Reports:
    """Where reports go and who makes them.

    Attributes:
        out: The results folder.
        make: Makes a report; None where none is asked for.
        suffix: Ending of their names.
    """

    out: Path
    make: MakeReport | None
    suffix: str

    def are_as_asked(self, address: str) -> bool:
        """Whether an ECG has the report it should have, and no link leads nowhere.

        Args:
            address: Of its report; empty where it has none.
        """
        if address and not (self.out / address).is_file():
            return False
        return self.make is None or (bool(address) and address.endswith(self.suffix))

    def write(self, screening: Screening, ecg_id: str) -> str:
        """Make a report, and return its address in the results folder; empty where none is asked.

        Args:
            screening: What to report.
            ecg_id: Of the ECG.

        Raises:
            EdgeError: No report can be made on this machine.
            ReportFailed: The one of this ECG cannot be made.
            StorageError: It cannot be written.
        """
        if self.make is None:
            return ""
        report = _made(self.make, screening)
        address = report_address(ecg_id, self.suffix)
        with using(self.out):
            (self.out / REPORTS).mkdir(exist_ok=True)
            with replacing(self.out / address) as stream:
                stream.write(report)
        return address

    def discard(self, address: str) -> None:
        """Delete the report of an earlier result; one that is not there is no error."""
        with using(self.out):
            (self.out / address).unlink(missing_ok=True)


def _made(make: MakeReport, screening: Screening) -> bytes:
    try:
        return make(screening)
    except EdgeError:
        raise
    except Exception as error:
        raise ReportFailed(type(error).__name__) from error
