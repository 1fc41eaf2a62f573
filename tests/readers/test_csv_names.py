"""Names of leads and of time in the words of other languages and tools."""

import numpy as np
import pytest

from echo2ecg_edge.errors import DamagedFileError, UndeclaredError
from echo2ecg_edge.leads import LEADS
from echo2ecg_edge.readers import read_ecg
from echo2ecg_edge.readers.csv_names import lead_of
from tests.ecg_files import RATE, table, waves

ROMAN = ("I", "II", "III")


@pytest.fixture
def read(tmp_path):
    def read_stamped(name: str, stamps: list[str], **said: object):
        rows = table(waves(samples=len(stamps))).splitlines()
        lines = [f"{stamp},{row}\n" for stamp, row in zip(stamps, rows, strict=True)]
        (tmp_path / "a.csv").write_text(f"{name},{','.join(LEADS)}\n" + "".join(lines))
        return read_ecg(tmp_path / "a.csv", units="mV", **said)

    return read_stamped


def stamps(factor: float = 1) -> list[str]:
    return [f"{sample / RATE * factor:.3f}" for sample in range(300)]


@pytest.mark.parametrize(
    "form",
    [
        *("Abl. {}", "Ableitung {}", "{}-Ableitung", "Derivation {}", "D\u00e9rivation {}"),
        *("Derivaci\u00f3n {}", "Deriva\u00e7\u00e3o {}", "Derivazione {}", "EKG {}", "ecg.{}"),
        *("\u5bfc\u8054{}", "{}\u5bfc\u8054", "\u8a98\u5c0e {}", "Channel {}", "{} Lead"),
        *("ECG Lead {} [mV]", "Abl. {} (\u00b5V)", "EKG_{}_mV", '"{}"'),
    ],
)
def test_words_around_a_lead(form):
    assert [lead_of(form.format(lead)) for lead in LEADS] == list(LEADS)


@pytest.mark.parametrize("names", ["DI,DII,DIII", "D1,D2,D3", "\u2160,\u2161,\u2162"])
def test_the_first_three_leads_as_other_countries_write_them(names):
    assert tuple(map(lead_of, names.split(","))) == ROMAN


@pytest.mark.parametrize(
    "name",
    [
        *("D4", "D", "C7", "1", "L1", "-I", "DV1", "Resp", "lead", "Abl.", "EKG", "IIII"),
        *("V7", "V1 V2", "I" * 101, "V1" + " " * 20_000 + "x", ""),
    ],
)
def test_what_is_no_lead(name):
    assert lead_of(name) is None


@pytest.mark.parametrize(
    ("name", "factor"),
    [
        *(("Zeit [ms]", 1e3), ("Zeit in s", 1), ("tid (s)", 1), ("Tiempo (ms)", 1e3)),
        *(("time_in_seconds", 1), ("Time since start (s)", 1), ("Time_s", 1), ("time.ms", 1e3)),
        *(("\u6642\u9593(ms)", 1e3), ("\u0432\u0440\u0435\u043c\u044f [\u0441]", 1)),
        *(("segundos", 1), ("Millisekunden", 1e3), ("time_ns", 1e9), ("Anything (ms)", 1e3)),
        ("Sample Time (s)", 1),
    ],
)
def test_a_time_column_is_known_by_its_name_or_its_unit(read, name, factor):
    recording = read(name, stamps(factor))
    assert recording.rate_hz == RATE
    assert recording.origin.notes == ()


@pytest.mark.parametrize("name", ["time", "Zeit", "tid", "unix_time", "RelTime", "Datetime"])
def test_a_time_column_without_a_unit_is_refused(read, name):
    with pytest.raises(UndeclaredError, match=r"not named.*time_s or time_ms.*--rate 500"):
        read(name, stamps())


@pytest.mark.parametrize("name", ["x", "dt", "offset_ms", "seconds since noon"])
def test_an_unknown_first_column_may_be_the_time_and_is_named(read, name):
    with pytest.raises(UndeclaredError, match=f"if column \u201c{name}\u201d is the time"):
        read(name, stamps())
    assert read(name, stamps(), rate_hz=RATE).rate_hz == RATE


def test_a_column_in_seconds_that_is_no_time_is_left_out(read):
    recording = read("Duration (s)", ["1", "1"] * 150, rate_hz=RATE)
    assert "neither a lead nor time" in recording.origin.notes[0]


@pytest.mark.parametrize("name", ["sample", "No.", "Nr", "Row", "index", "#", "Sample Nr"])
def test_a_column_of_numbers_must_go_on_evenly(read, name):
    counts = [str(count) for count in range(300)]
    assert read(name, counts, rate_hz=RATE).signal_mv.shape == (12, 300)
    if name != "#":
        with pytest.raises(DamagedFileError, match=r"Line 9: .* do not go on evenly"):
            read(name, counts[:7] + counts[8:], rate_hz=RATE)


@pytest.mark.parametrize(
    "form", ["2024-05-01T10:00:{:06.3f}", "2024-05-01 10:00:{:06.3f}", "10:00:{:06.3f}"]
)
def test_dates_and_clocks_are_refused_with_what_to_do(read, form):
    written = [form.format(sample / RATE) for sample in range(300)]
    with pytest.raises(DamagedFileError, match=r"Export the time in seconds, or delete that"):
        read("timestamp", written)


def test_seconds_since_1970_give_the_rate(read):
    times = [f"{1_714_557_600 + sample / RATE:.3f}" for sample in range(300)]
    assert np.isclose(read("unix_time (s)", times).rate_hz, RATE)
