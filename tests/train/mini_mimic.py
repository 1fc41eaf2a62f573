"""A handful of made-up patients in the exact layout of MIMIC-IV-ECG, MIMIC-IV-ECHO and MIMIC-IV.

What each patient is for, see ``PEOPLE``, ``ECGS`` and ``ECHOS``. All names of files, columns and
texts are those of the data sets; no signal was recorded from a person.
"""

import csv
import gzip
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from echo2ecg_edge.leads import LEADS

STORED = (*LEADS[:4], "aVF", "aVL", *LEADS[6:])
"""The order of MIMIC-IV-ECG: aVF before aVL."""
RATE, SAMPLES = 500, 5000
MISSING = "29999"
REPORTS = [f"report_{line}" for line in range(18)]
MACHINE_COLUMNS = [
    "subject_id", "study_id", "cart_id", "ecg_time", *REPORTS, "bandwidth", "filtering",
    "rr_interval", "p_onset", "p_end", "qrs_onset", "qrs_end", "t_end", "p_axis", "qrs_axis",
    "t_axis",
]  # fmt: skip

PEOPLE = {
    "10": ("F", 60), "11": ("M", 70), "12": ("M", 80), "13": ("F", 50), "14": ("F", 17),
    "15": ("M", 66), "16": ("F", 40), "17": ("M", 55), "18": ("F", 45), "20": ("F", 77),
}  # fmt: skip
"""Patient -> sex and age in the year 2150; patient 19 is missing."""

SINUS, SINUS_TIMES = ["Sinus rhythm", "Normal ECG"], ("800", "100", "140", "260", "280", "660")
AF_TIMES = ("600", MISSING, MISSING, "300", "390", "700")

ECGS = [
    ("10", "1001", "2150-01-01 08:00:00", SINUS, SINUS_TIMES),
    ("10", "1002", "2150-01-20 08:00:00", SINUS, SINUS_TIMES),
    ("11", "1101", "2150-01-01 08:00:00", ["Atrial fibrillation"], AF_TIMES),
    ("12", "1201", "2150-01-01 08:00:00", ["Ventricular-paced rhythm"], SINUS_TIMES),
    ("13", "1301", "2150-01-01 08:00:00", ["*** Poor quality recording ***"], SINUS_TIMES),
    ("14", "1401", "2150-01-01 08:00:00", SINUS, SINUS_TIMES),
    ("15", "1501", "2150-01-01 08:00:00", SINUS, SINUS_TIMES),
    ("16", "1601", "2150-01-01 08:00:00", SINUS, SINUS_TIMES),
    ("17", "1701", "2150-01-01 08:00:00", SINUS, SINUS_TIMES),
    ("18", "1801", "2150-01-01 08:00:00", SINUS, (MISSING, *SINUS_TIMES[1:])),
    ("19", "1901", "2150-01-01 08:00:00", SINUS, SINUS_TIMES),
    ("20", "2001", "2150-01-01 08:00:00", SINUS, SINUS_TIMES),
]
"""Patient, study, time, statements, and rr, P onset, P end, QRS onset, QRS end, T end."""
CORRUPT, UNMEASURED = "1701", "2001"
"""A record cut short, and an ECG without a line in the machine's table."""

NORMAL = {"lvef": "60", "lvef_upper": "65", "mitral_regurg": "Mild (1+)", "aortic_stenosis": ""}
SICK = {
    "lvef": "30", "lvef_upper": "35", "septal_thickness": "1.5", "aortic_stenosis": "Severe",
    "aortic_regurg": "Moderate (2+)", "mitral_regurg": "Severe", "tricuspid_regurg": "Severe",
    "pulm_regurg": "Moderate", "rv_function": "Severe global hypokinesis",
    "pericardial_effusion": "Large", "tr_mmhg": "60", "tr_velocity": "3.9",
}  # fmt: skip
ECHOS = [
    ("10", "501", "2150-01-25 10:00:00", "tte", NORMAL),
    ("10", "502", "2150-01-15 10:00:00", "tte", NORMAL | {"lvef": "30", "lvef_upper": "35"}),
    ("11", "511", "2151-01-01 08:00:00", "tte", NORMAL | {"tr_mmhg": "41", "ivc_diam": "2.4"}),
    ("12", "521", "2150-01-02 08:00:00", "tte", NORMAL),
    ("13", "531", "2150-01-02 08:00:00", "tte", NORMAL),
    ("14", "541", "2150-01-02 08:00:00", "tte", NORMAL),
    ("15", "551", "2150-01-02 08:00:00", "tte", NORMAL | {"avr_structure1": "Bioprosthetic"}),
    ("15", "552", "2150-01-02 08:00:00", "stress", NORMAL),
    ("16", "561", "2149-12-31 08:00:00", "tte", NORMAL),
    ("16", "562", "2151-01-01 08:00:01", "tte", NORMAL),
    ("16", "563", "2150-03-01 08:00:00", "tte", {"lvef": "60"}),
    ("17", "571", "2150-01-02 08:00:00", "tte", NORMAL),
    ("18", "581", "2150-01-02 08:00:00", "tte", NORMAL),
    ("19", "591", "2150-01-02 08:00:00", "tte", NORMAL),
    ("20", "601", "2150-01-02 08:00:00", "tte", NORMAL),
]
"""Patient, measurement id, time, kind, entries. 502 lies between the two ECGs of patient 10."""
CLIPS = [("10", "9001", "2150-01-25 09:50:00"), ("10", "9002", "2150-01-15 09:00:00"),
         ("11", "9003", "2151-01-01 12:00:00")]  # fmt: skip
"""Patient, study and time of clips; their studies are numbered apart from the measurements."""


@dataclass(frozen=True)
class MiniMimic:
    """The three folders."""

    ecg: Path
    echo: Path
    hospital: Path


def write_mini_mimic(root: Path, more: int = 0) -> MiniMimic:
    """Write the three folders.

    Args:
        root: Where.
        more: Further patients, from 3000 on, whom no rule leaves out: enough to train on.
    """
    crowd = [str(number) for number in range(3000, 3000 + more)]
    ecg, echo, hospital = (root / name for name in ("mimic-iv-ecg", "mimic-iv-echo", "mimic-iv"))
    ecg.mkdir(parents=True)
    echo.mkdir()
    (hospital / "hosp").mkdir(parents=True)
    _write_ecgs(ecg, crowd)
    _write_echos(echo, crowd)
    known = PEOPLE | {who: ("FM"[int(who) % 2], 40 + int(who) % 40) for who in crowd}
    people = ((who, sex, age, 2150, "2017 - 2019", "") for who, (sex, age) in known.items())
    header = ["subject_id", "gender", "anchor_age", "anchor_year", "anchor_year_group", "dod"]
    write_table(hospital / "hosp" / "patients.csv.gz", header, people)
    return MiniMimic(ecg, echo, hospital)


def waves_mv(study: str) -> np.ndarray:
    """Shape (12, 5000) in the order of LEADS: each its own wave, in whole counts."""
    time = np.arange(SAMPLES) / RATE
    rows = [np.sin(2 * np.pi * (2 + lead) * time + int(study)) for lead in range(12)]
    return np.round(np.array(rows) * 140) / 200


def write_record(folder: Path, study: str) -> None:
    """Write one WFDB record as MIMIC-IV-ECG has them: 12 leads, 500 Hz, format 16."""
    folder.mkdir(parents=True)
    rows = waves_mv(study)[[LEADS.index(lead) for lead in STORED]]
    counts = np.round(rows * 200).astype("<i2").T
    kept = counts[: SAMPLES // 2] if study == CORRUPT else counts
    (folder / f"{study}.dat").write_bytes(kept.tobytes())
    lines = [f"{study} 12 {RATE} {SAMPLES} 08:00:00 01/01/2150"]
    lines += [f"{study}.dat 16 200.0(0)/mV 16 0 0 0 0 {lead}" for lead in STORED]
    (folder / f"{study}.hea").write_text("\n".join(lines) + "\n# <subject_id>: 1\n")


def write_table(path: Path, header: list[str], rows: Iterable[Iterable[object]]) -> None:
    """Write a CSV, gzipped where its name says so."""
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "wt", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([header, *rows])


def _write_ecgs(folder: Path, crowd: list[str]) -> None:
    records, machine = [], []
    ordinary = [(who, f"{who}1", "2150-01-01 08:00:00", SINUS, SINUS_TIMES) for who in crowd]
    for who, study, time, said, (rr, p_on, p_end, q_on, q_end, t_end) in ECGS + ordinary:
        path = f"files/p{who}/s{study}/{study}"
        records.append((who, study, study, time, path))
        write_record((folder / path).parent, study)
        times = (rr, p_on, p_end, q_on, q_end, t_end, "40", "30", "50")
        if study != UNMEASURED:
            reports = said + [""] * (len(REPORTS) - len(said))
            line = (who, study, "6848296", time, *reports, "0.005-150 Hz", "60 Hz notch", *times)
            machine.append(line)
    header = ["subject_id", "study_id", "file_name", "ecg_time", "path"]
    write_table(folder / "record_list.csv", header, records)
    write_table(folder / "machine_measurements.csv", MACHINE_COLUMNS, machine)


def _write_echos(folder: Path, crowd: list[str]) -> None:
    """Every third patient of the crowd has all that there is."""
    ordinary = [
        (who, f"{who}5", "2150-01-09 08:00:00", "tte", NORMAL if int(who) % 3 else SICK)
        for who in crowd
    ]
    rows = [
        (who, study, time, kind, measurement, result, "")
        for who, study, time, kind, entries in ECHOS + ordinary
        for measurement, result in entries.items()
    ]
    header = [
        "subject_id", "measurement_id", "measurement_datetime", "test_type", "measurement",
        "result", "unit",
    ]  # fmt: skip
    write_table(folder / "structured_measurement.csv.gz", header, rows)
    header = ["subject_id", "study_id", "acquisition_datetime", "dicom_filepath"]
    more = [(who, f"{who}9", "2150-01-09 08:00:00") for who in crowd]
    clips = [(*clip, f"files/p{clip[0]}/s{clip[1]}/{clip[1]}_0001.dcm") for clip in CLIPS + more]
    write_table(folder / "echo-record-list.csv", header, clips)
