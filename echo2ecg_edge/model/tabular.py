"""The numbers beside the ECG that a head may take: of the patient, and measured on the ECG."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.errors import BundleError
from echo2ecg_edge.look import Look
from echo2ecg_edge.measure.tabular import tabular_values
from echo2ecg_edge.model.specs import TabularInput
from echo2ecg_edge.patient import Patient, Sex
from echo2ecg_edge.reason import Reason, ReasonCode


class Detail(StrEnum):
    """What no ECG shows of a patient, by the option that states it."""

    AGE = "age"
    SEX = "sex"


OF_PATIENT: Final = MappingProxyType({"sex": Detail.SEX, "age_at_ecg": Detail.AGE})
"""Key -> detail. Sex is 1 for men and 0 for women; age is in years."""

Values = Mapping[str, float | None]


def lacking_details(inputs: Sequence[TabularInput], patient: Patient) -> Reason | None:
    """Return a reason when something must be known of the patient and is not."""
    known = _of_patient(patient)
    needed = [one.key for one in inputs if one.missing is None and one.key in OF_PATIENT]
    lacking = sorted(OF_PATIENT[key] for key in needed if known[key] is None)
    if not lacking:
        return None
    options = tuple(f"--{detail}" for detail in lacking)
    return Reason(ReasonCode.DETAILS_LACKING, {"details": tuple(lacking), "options": options})


def values_of(ecg: Look) -> Values:
    """Return every number by its key, None where it is not known.

    Args:
        ecg: Looked at; all twelve leads.
    """
    measured = tabular_values(ecg.cleaned_mv, ecg.rate_hz, ecg.analysis)
    of_ecg = {key: getattr(measured, key) for key in measured.__slots__}
    return {**_of_patient(ecg.recording.patient), **of_ecg}


def standardised(inputs: Sequence[TabularInput], values: Values) -> NDArray[np.float32]:
    """Return the inputs of one ECG, shape (1, inputs).

    Args:
        inputs: What the head takes.
        values: By key.

    Raises:
        BundleError: The head takes something that is not known here.
    """
    if unknown := [one.key for one in inputs if one.key not in values]:
        raise BundleError(
            f"The model asks for {unknown[0]!r}, which this software does not measure.",
            "Use another bundle, or a newer version of the software.",
        )
    row = [_standardised(one, values[one.key]) for one in inputs]
    return np.asarray([row], np.float32)


def _of_patient(patient: Patient) -> dict[str, float | None]:
    sex = None if patient.sex is None else float(patient.sex is Sex.MALE)
    return {"sex": sex, "age_at_ecg": patient.age_years}


def _standardised(one: TabularInput, value: float | None) -> float:
    """Without a value, the average of training where nothing else is said."""
    known = one.missing if value is None else value
    return 0.0 if known is None else (known - one.mean) / one.sd
