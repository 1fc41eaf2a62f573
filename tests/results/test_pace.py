"""How often what costs time is done."""

import pytest

from echo2ecg_edge.results.pace import Pace


class Clock:
    now_s = 100.0

    def __call__(self) -> float:
        return self.now_s


def test_it_is_due_after_the_least_time():
    clock = Clock()
    pace = Pace(0.1, 5.0, clock)
    assert not pace.is_due()
    clock.now_s += 5
    assert pace.is_due()


def test_it_is_due_at_once_where_no_time_is_given():
    assert Pace(0.1, clock_s=Clock()).is_due()


@pytest.mark.parametrize(("took_s", "rests_s"), [(0.001, 5.0), (1.0, 9.0), (3.0, 27.0)])
def test_what_takes_long_is_done_rarely(took_s, rests_s):
    clock = Clock()
    pace = Pace(0.1, 5.0, clock)
    with pace.timed():
        clock.now_s += took_s
    clock.now_s += rests_s - 0.01
    assert not pace.is_due()
    clock.now_s += 0.02
    assert pace.is_due()
