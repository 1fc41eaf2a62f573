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
        "1,1234567890123456\n",
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
