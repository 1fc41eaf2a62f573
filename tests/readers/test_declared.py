"""What a caller declares is checked before any file is opened."""

import numpy as np
import pytest

from echo2ecg_edge.errors import CallError
from echo2ecg_edge.readers.declared import declare

WRONG = ["500", [63], b"63", 63j, True, object()]


@pytest.mark.parametrize("value", WRONG)
def test_a_rate_that_is_no_number_is_refused(value):
    with pytest.raises(CallError, match=r"sampling rate .* is not a number"):
        declare(value, None, None, None)


@pytest.mark.parametrize("value", WRONG)
def test_an_age_that_is_no_number_is_refused(value):
    with pytest.raises(CallError, match=r"age .* is not a number"):
        declare(None, None, value, None)


@pytest.mark.parametrize("units", [5, "", "kV", b"mV"])
def test_units_that_are_no_unit_are_refused(units):
    with pytest.raises(CallError, match="is not known"):
        declare(None, units, None, None)


@pytest.mark.parametrize("kind", [int, float, np.float32, np.int16])
def test_numbers_of_any_kind_are_taken(kind):
    said = declare(kind(500), "\u00b5V", kind(63), "f")
    assert (said.rate_hz, said.units) == (500, "uV")
    assert (said.patient.age_years, said.patient.sex) == (63, "female")


def test_nothing_said_is_nothing():
    said = declare(None, None, None, None)
    assert (said.rate_hz, said.units, said.patient.age_years, said.patient.sex) == (None,) * 4
