"""Time stamps: the rate they give, and the rows at which they break."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from echo2ecg_edge.errors import DamagedFileError, UndeclaredError
from echo2ecg_edge.readers import read_ecg
from echo2ecg_edge.readers.csv_time import first_irregular


@pytest.fixture
def read(tmp_path):
    def read_stamps(name: str, stamps: list[str], **said: object) -> float:
        rows = "".join(f"{stamp},0.1,0.2\n" for stamp in stamps)
        (tmp_path / "a.csv").write_text(f"{name},I,II\n{rows}")
        return read_ecg(tmp_path / "a.csv", units="mV", **said).rate_hz

    return read_stamps


def stamps(rate: float, factor: float = 1, digits: int = 6, count: int = 2000) -> list[str]:
    return [f"{sample / rate * factor:.{digits}f}" for sample in range(count)]


@pytest.mark.parametrize(
    ("name", "factor"),
    [
        *(("time_s", 1), ("t (s)", 1), ("Time [sec]", 1), ("seconds", 1), ("elapsed time/s", 1)),
        *(("time_ms", 1e3), ("Time (ms)", 1e3), ("ms", 1e3), ("timestamp_us", 1e6)),
        ("time (\u00b5s)", 1e6),
    ],
)
@pytest.mark.parametrize("rate", [250, 360, 500, 1000])
def test_the_unit_in_the_name_gives_the_rate(read, name, factor, rate):
    assert read(name, stamps(rate, factor)) == rate


@pytest.mark.parametrize("rate", [100, 128, 250, 257, 300, 360, 400, 500, 1000])
def test_stamps_rounded_to_milliseconds_give_the_rate(read, rate):
    assert read("time_s", stamps(rate, digits=3)) == pytest.approx(rate, rel=1e-3)


def test_a_rate_that_is_no_whole_number_stays_one(read):
    assert read("time_s", stamps(333.3, digits=9)) == pytest.approx(333.3, rel=1e-6)


@pytest.mark.parametrize("name", ["time", "t", "Timestamp"])
def test_a_name_without_unit_is_refused_unless_the_rate_is_said(read, name):
    with pytest.raises(UndeclaredError, match=r"not named.*time_s or time_ms.*--rate 500"):
        read(name, stamps(500))
    assert read(name, stamps(500), rate_hz=500) == 500
    assert read(name, stamps(500, 1000), rate_hz=500) == 500
    with pytest.raises(UndeclaredError, match="--rate says 250 Hz"):
        read(name, stamps(500), rate_hz=250)


def test_a_250_hz_file_declared_as_500_is_refused(read):
    with pytest.raises(UndeclaredError, match="--rate says 500 Hz, but column “time” says 250 Hz"):
        read("time_s", stamps(250), rate_hz=500)


@pytest.mark.parametrize(
    ("change", "line"),
    [
        (lambda times: times.pop(100), 102),
        (lambda times: times.insert(100, times[100]), 103),
        (lambda times: times.__setitem__(100, times[99]), 102),
        (lambda times: times.__setitem__(slice(50, 52), times[51:49:-1]), 52),
        (lambda times: times.__setitem__(0, "nan"), 2),
        (lambda times: times.__setitem__(7, ""), 9),
    ],
    ids=["lost", "repeated row", "repeated stamp", "swapped", "missing first", "missing"],
)
@pytest.mark.parametrize("name", ["time_s", "sample"])
def test_irregular_stamps_are_refused_with_their_line(read, name, change, line):
    times = stamps(500) if name == "time_s" else [str(sample) for sample in range(2000)]
    change(times)
    with pytest.raises(DamagedFileError, match=f"Line {line}: .* do not go on evenly"):
        read(name, times, rate_hz=500)


def test_clock_times_are_refused_with_what_to_do(read):
    with pytest.raises(DamagedFileError, match=r"00:00:00.*Export the time in seconds"):
        read("time", [f"00:00:00.{ms:03d}" for ms in range(100)], rate_hz=500)


def test_falling_stamps_are_irregular():
    assert first_irregular(np.arange(10.0)[::-1]) == 1


@given(st.floats(50, 2000), st.integers(6, 400), st.data())
def test_one_lost_sample_is_found_where_it_was(rate, count, data):
    lost = data.draw(st.integers(1, count - 2))
    assert first_irregular(np.arange(count) / rate) is None
    assert first_irregular(np.delete(np.arange(count) / rate, lost)) == lost


@given(st.lists(st.floats(allow_nan=True, allow_infinity=True), min_size=1))
def test_no_numbers_break_it(values):
    first_irregular(np.array(values))
