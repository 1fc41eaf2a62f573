"""Ages from dates as devices write them; what can mean two ages means none."""

from datetime import date

import pytest

from echo2ecg_edge.readers.dates import age_years, parse_dates

LEAP = (date(1960, 2, 29),)


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("1960-02-29", LEAP),
        ("19600229", LEAP),
        ("1960-02-29T10:00:00Z", LEAP),
        ("1960-02-29 10:00", LEAP),
        ("29.02.1960", LEAP),
        ("29. 2. 1960", LEAP),
        ("29/02/1960", LEAP),
        ("02/29/1960", LEAP),
        ("29 Feb 1960", LEAP),
        ("February 29, 1960", LEAP),
        ("3/4/1960", (date(1960, 4, 3), date(1960, 3, 4))),
        ("1961-02-29", ()),
        ("29 Feb 60", ()),
        ("Feb 1960", ()),
        ("2 Foo 1960", ()),
        ("1.90", ()),
        ("1960", ()),
        ("", ()),
        ("0000-00-00", ()),
    ],
)
def test_dates(text, dates):
    assert parse_dates(text) == dates


@pytest.mark.parametrize(
    ("born", "recorded", "age"),
    [
        ("1960-02-29", "2024-02-28", 63),
        ("1960-02-29", "2024-02-29", 64),
        ("2024-02-29", "2024-02-29", 0),
        ("3/4/1960", "2024-02-28", 63),
        ("3/4/1960", "2024-03-28", None),
        ("1960-02-29", "1970-01-01", None),
        ("2025-01-01", "2024-01-01", None),
        ("", "2024-01-01", None),
        ("1960-02-29", "", None),
    ],
)
def test_ages(born, recorded, age):
    assert age_years(born, recorded) == age
