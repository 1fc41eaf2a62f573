"""HL7 aECG: eight leads as lists of whole numbers."""

from pathlib import Path
from typing import Final

import numpy as np

from tests.readers.specimens.signal import BORN, RATE_HZ, eight_leads
from tests.readers.specimens.specimen import Specimen


def write_aecg(folder: Path, seconds: float = 10.0) -> Path:
    """Write HL7 aECG with eight leads, 2.5 microvolts a digit."""
    rows = "".join(
        _sequence(
            f"MDC_ECG_LEAD_{lead}",
            '<value xsi:type="SLIST_PQ"><origin value="0" unit="uV"/>'
            '<scale value="2.5" unit="uV"/>'
            f"<digits>{' '.join(map(str, np.round(row / 2.5).astype(int)))}</digits></value>",
        )
        for lead, row in eight_leads(seconds).items()
    )
    time = (
        '<value xsi:type="GLIST_TS"><head value="20200903101500"/>'
        f'<increment value="{1 / RATE_HZ}" unit="s"/></value>'
    )
    person = (
        '<administrativeGenderCode code="F" codeSystem="2.16.840.1.113883.5.1"/>'
        '<birthTime value="{:04d}{:02d}{:02d}"/>'.format(*BORN)
    )
    path = folder / "aecg.xml"
    path.write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n<AnnotatedECG xmlns="urn:hl7-org:v3" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        '<effectiveTime><low value="20200903101500"/></effectiveTime>'
        "<componentOf><timepointEvent><componentOf><subjectAssignment><subject><trialSubject>"
        f"<subjectDemographicPerson>{person}</subjectDemographicPerson></trialSubject></subject>"
        "</subjectAssignment></componentOf></timepointEvent></componentOf>"
        '<component><series><code code="RHYTHM"/><component><sequenceSet>'
        f"{_sequence('TIME_ABSOLUTE', time)}{rows}"
        "</sequenceSet></component></series></component></AnnotatedECG>\n"
    )
    return path


def _sequence(code: str, value: str) -> str:
    return (
        f'<component><sequence><code code="{code}" codeSystem="2.16.840.1.113883.6.24"/>'
        f"{value}</sequence></component>"
    )


SPECIMENS: Final = {"hl7 aecg": Specimen(write_aecg)}
