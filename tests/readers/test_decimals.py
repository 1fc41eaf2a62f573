"""Plain decimals at once: the same doubles as ``float``, and None for all else."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from echo2ecg_edge.readers.decimals import _PART_BYTES, parse_decimals

DECIMAL = st.from_regex(r"-?([0-9]{1,9}\.?[0-9]{0,6}|\.[0-9]{1,6})", fullmatch=True)


@given(
    st.integers(1, 4).flatmap(
        lambda n: st.lists(st.lists(DECIMAL, min_size=n, max_size=n), min_size=1)
    )
)
def test_each_number_is_the_double_that_float_gives(rows):
    table = "".join(",".join(row) + "\n" for row in rows).encode()
    values = parse_decimals(table, len(rows[0]))
    assert values is not None
    assert values.tolist() == [[float(cell) for cell in row] for row in rows]


@given(st.lists(st.from_regex(r"-?[0-9]{1,15}", fullmatch=True), min_size=1), st.data())
def test_up_to_fifteen_digits_are_exact_wherever_the_point_is(integers, data):
    numbers = []
    for integer in integers:
        at = data.draw(st.integers(integer.startswith("-"), len(integer)))
        numbers.append(f"{integer[:at]}.{integer[at:]}")
    values = parse_decimals("".join(f"{number}\n" for number in numbers).encode(), 1)
    assert values is not None
    assert values[:, 0].tolist() == [float(number) for number in numbers]


def test_a_minus_before_zero_is_kept():
    assert np.signbit(parse_decimals(b"-0.0,0,-.0\n", 3)).tolist() == [[True, False, True]]


def test_a_table_of_many_parts_is_put_together_in_order():
    values = np.round(np.linspace(-3, 3, 30_000), 4).reshape(-1, 3)
    table = "".join(",".join(f"{value:.4f}" for value in row) + "\n" for row in values).encode()
    assert len(table) > 3 * _PART_BYTES
    assert np.array_equal(parse_decimals(table, 3), values)


@pytest.mark.parametrize(
    "table",
    [
        *("", "\n", "1\n2\n", "1,2,3\n", "1,2\n3\n", "1,2,\n", "1\n2,3,4\n", "1,2\n\n3,4\n"),
        *("1,-\n", "1,.\n", "1,-.\n", "1,2-\n", "1,1.2.3\n", "1,--2\n", "1,1.-2\n", "1,+2\n"),
        *("1, 2\n", "1,2e3\n", "1,nan\n", "1,inf\n", "1,/2\n", "1,*\n", "1,1_0\n", "1,0x1\n"),
        *("1,1234567890123456\n", "1,12345678901234567\n", "1,1.2345678.9\n", "1,12345678.\x1e\n"),
        *("1,1..2\n", "1,1.2.\n", "1,..\n", "1,/\n", "1,:\n", "1,12345678-9\n", "1,1234567/8\n"),
    ],
)
def test_anything_else_is_left_to_others(table):
    assert parse_decimals(table.encode(), 2) is None


@given(st.text("0123456789.,-\n eE+_/n", max_size=60), st.integers(1, 3))
def test_no_text_is_misread(text, columns):
    values = parse_decimals(text.encode(), columns)
    if values is not None:
        expected = [[float(cell) for cell in row.split(",")] for row in text.split("\n")[:-1]]
        assert values.tolist() == expected
