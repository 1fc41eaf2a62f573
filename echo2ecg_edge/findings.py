"""Findings: what an ECG itself shows, by key, in plain words.

The keys are the SCP-ECG statements of PTB-XL in lower case, its five diagnostic super-classes, and
a few groups that a screener asks for. Which statements make up a class or a group is training's
business (``train/datasets/findings.py``).

Source:
    Wagner et al., "PTB-XL, a large publicly available electrocardiography dataset" (Scientific
    Data 2020) and its table scp_statements.csv.
"""

from types import MappingProxyType
from typing import Final

SUPERCLASSES: Final = MappingProxyType(
    {
        "class_norm": "normal ECG (class)",
        "class_mi": "infarction (class)",
        "class_sttc": "ST or T wave change (class)",
        "class_cd": "conduction disturbance (class)",
        "class_hyp": "hypertrophy or atrial overload (class)",
    }
)
"""The five diagnostic super-classes."""

GROUPS: Final = MappingProxyType(
    {
        "group_ami": "anterior infarction, any kind",
        "group_imi": "inferior infarction, any kind",
        "group_isc": "ischaemic ST-T change, any region",
        "group_stt": "non-specific ST-T change, any kind",
        "group_avb": "second or third degree AV block",
    }
)
"""Statements that belong together for a screener."""

STATEMENTS: Final = MappingProxyType(
    {
        "norm": "normal ECG",
        "sr": "sinus rhythm",
        "afib": "atrial fibrillation",
        "aflt": "atrial flutter",
        "stach": "sinus tachycardia",
        "sbrad": "sinus bradycardia",
        "sarrh": "sinus arrhythmia",
        "svarr": "supraventricular arrhythmia",
        "svtac": "supraventricular tachycardia",
        "psvt": "paroxysmal supraventricular tachycardia",
        "pac": "atrial premature beats",
        "pvc": "ventricular premature beats",
        "bigu": "bigeminy",
        "trigu": "trigeminy",
        "pace": "paced rhythm",
        "prc_s": "premature complexes",
        "1avb": "first degree AV block",
        "2avb": "second degree AV block",
        "3avb": "third degree AV block",
        "lpr": "long PR interval",
        "wpw": "Wolff-Parkinson-White syndrome",
        "clbbb": "complete left bundle branch block",
        "crbbb": "complete right bundle branch block",
        "ilbbb": "incomplete left bundle branch block",
        "irbbb": "incomplete right bundle branch block",
        "lafb": "left anterior fascicular block",
        "lpfb": "left posterior fascicular block",
        "ivcd": "non-specific intraventricular conduction delay",
        "lvh": "left ventricular hypertrophy",
        "rvh": "right ventricular hypertrophy",
        "vclvh": "voltage criteria for left ventricular hypertrophy",
        "sehyp": "septal hypertrophy",
        "lao_lae": "left atrial enlargement",
        "rao_rae": "right atrial enlargement",
        "hvolt": "high QRS voltages",
        "lvolt": "low QRS voltages",
        "ami": "anterior infarction",
        "asmi": "anteroseptal infarction",
        "almi": "anterolateral infarction",
        "lmi": "lateral infarction",
        "imi": "inferior infarction",
        "ilmi": "inferolateral infarction",
        "ipmi": "inferoposterior infarction",
        "iplmi": "inferoposterolateral infarction",
        "pmi": "posterior infarction",
        "injas": "subendocardial injury, anteroseptal",
        "injal": "subendocardial injury, anterolateral",
        "injla": "subendocardial injury, lateral",
        "injin": "subendocardial injury, inferior",
        "injil": "subendocardial injury, inferolateral",
        "isc_": "non-specific ischaemia",
        "iscas": "ischaemia, anteroseptal",
        "iscal": "ischaemia, anterolateral",
        "iscla": "ischaemia, lateral",
        "iscan": "ischaemia, anterior",
        "iscin": "ischaemia, inferior",
        "iscil": "ischaemia, inferolateral",
        "aneur": "ST-T change as of a ventricular aneurysm",
        "ndt": "non-diagnostic T wave abnormalities",
        "nst_": "non-specific ST change",
        "std_": "ST depression",
        "ste_": "ST elevation",
        "nt_": "non-specific T wave change",
        "invt": "inverted T waves",
        "lowt": "low T waves",
        "tab_": "T wave abnormality",
        "lngqt": "long QT interval",
        "dig": "digitalis effect",
        "el": "electrolyte or drug effect",
        "qwave": "Q waves",
        "abqrs": "abnormal QRS",
    }
)
"""All 71 statements."""

FINDINGS: Final = MappingProxyType({**SUPERCLASSES, **GROUPS, **STATEMENTS})
"""Every key -> its title, in the order of the model's output."""

RHYTHM: Final = (
    "sr", "afib", "stach", "sarrh", "sbrad", "pace", "svarr", "bigu", "aflt", "svtac", "psvt",
    "trigu",
)  # fmt: skip
"""The statements of PTB-XL's rhythm task."""
