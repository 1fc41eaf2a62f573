"""WFDB: headers as they are found, samples in every format, and nothing outside the folder."""

from pathlib import Path

import numpy as np
import pytest

from echo2ecg_edge.errors import DamagedFileError, InputError, UndeclaredError, UnknownFormatError
from echo2ecg_edge.leads import LEADS
from echo2ecg_edge.readers import read_ecg
from echo2ecg_edge.readers.wfdb_samples import bytes_needed, decode_samples, samples_in
from tests.ecg_files import RATE, waves, write_wfdb

COUNTS = np.round(waves() * 1000).astype(int)


@pytest.fixture
def header(tmp_path) -> Path:
    return write_wfdb(tmp_path, COUNTS)


def change(header: Path, old: str, new: str, count: int = -1) -> Path:
    text = header.read_text()
    assert old in text
    header.write_text(text.replace(old, new, count))
    return header


@pytest.mark.parametrize("name", ["rec.hea", "rec.dat"])
def test_the_header_and_its_signal_file_give_the_same(header, name):
    recording = read_ecg(header.with_name(name))
    assert recording.leads == LEADS
    assert recording.rate_hz == RATE
    assert recording.origin.format == "WFDB"
    assert recording.origin.notes == ()
    np.testing.assert_allclose(recording.signal_mv, waves(), atol=1e-6)


def test_a_matlab_file_behind_a_header(header):
    data = header.with_name("rec.dat").read_bytes()
    header.with_name("rec.mat").write_bytes(bytes(20) + b"val\0" + data)
    change(header, "rec.dat 16", "rec.mat 16+24")
    for name in ("rec.hea", "rec.mat"):
        np.testing.assert_allclose(read_ecg(header.with_name(name)).signal_mv, waves(), atol=1e-6)


@pytest.mark.parametrize(
    "first",
    [
        "rec 12 500 600 15:22:05 31-Jun-2020",
        "rec 12 500 600 99:99 1/1/1",
        "rec 12 500/500(0) 600",
        "rec 12 500.0",
        "rec 12 500 0",
    ],
)
def test_strange_first_lines(header, first):
    recording = read_ecg(change(header, "rec 12 500 600", first, 1))
    assert recording.rate_hz == RATE
    assert recording.signal_mv.shape == (12, 600)


@pytest.mark.parametrize(
    ("comments", "age", "sex"),
    [
        ("#Age: 81\n#Sex: female\n", 81, "female"),
        ("# Age: 77\n# Sex: Male\n", 77, "male"),
        ("#Age: NaN\n#Sex: Unknown\n", None, None),
        ("# age: n/a\n", None, None),
    ],
)
def test_age_and_sex_from_comments(tmp_path, comments, age, sex):
    patient = read_ecg(write_wfdb(tmp_path, COUNTS, tail=comments)).patient
    assert (patient.age_years, patient.sex) == (age, sex)


@pytest.mark.parametrize(
    ("gain", "zero", "scale"),
    [
        ("1000/mV", 0, 1e-3),
        ("1000", 0, 1e-3),
        ("1.0e3(25)/mV", 25, 1e-3),
        ("1/uV", 0, 1e-3),
        ("1000000(-7)/V", -7, 1e-3),
        ("-1000/mV", 0, -1e-3),
    ],
)
def test_gains(tmp_path, gain, zero, scale):
    recording = read_ecg(write_wfdb(tmp_path, COUNTS, gain=gain))
    np.testing.assert_allclose(recording.signal_mv, (COUNTS - zero) * scale, atol=1e-6)


def test_the_zero_of_the_converter_counts_where_no_baseline_is_given(header):
    recording = read_ecg(change(header, "16 0 0 0 0 aVL", "16 100 0 0 0 aVL"))
    np.testing.assert_allclose(recording.lead("aVL"), (COUNTS[4] - 100) / 1000, atol=1e-6)


def test_a_signal_without_gain_has_no_name_and_is_left_out(header):
    lines = header.read_text().splitlines()
    lines[12] = "rec.dat 16"
    header.write_text("\n".join(lines))
    assert read_ecg(header).leads == LEADS[:-1]


@pytest.mark.parametrize("gain", ["0", "0/mV", "inf/mV", "nan", "1e300/mV", "x", "1e-9"])
def test_impossible_gains_are_refused(tmp_path, gain):
    with pytest.raises(DamagedFileError, match="gain"):
        read_ecg(write_wfdb(tmp_path, COUNTS, gain=gain))


@pytest.mark.parametrize("unit", ["mmHg", "adu", "NU"])
def test_foreign_units_are_refused(tmp_path, unit):
    with pytest.raises(UndeclaredError, match=unit):
        read_ecg(write_wfdb(tmp_path, COUNTS, gain=f"1000/{unit}"))


def test_other_signals_may_have_other_units(header):
    recording = read_ecg(change(header, "1000/mV 16 0 0 0 0 V6", "10/mmHg 16 0 0 0 0 ABP"))
    assert recording.leads == LEADS[:-1]
    assert "“ABP”" in recording.origin.notes[0]


def test_the_invalid_value_is_a_missing_sample(tmp_path):
    counts = COUNTS.copy()
    counts[3, 5] = -32768
    recording = read_ecg(write_wfdb(tmp_path, counts))
    assert np.argwhere(np.isnan(recording.signal_mv)).tolist() == [[3, 5]]


def test_the_sums_of_the_header_are_compared(header):
    row = COUNTS[11]
    right = (int(row.sum()) + 2**15) % 2**16 - 2**15
    change(header, "16 0 0 0 0 V6", f"16 0 0 {right} 0 V6")
    assert read_ecg(header).origin.notes == ()
    change(header, f"16 0 0 {right} 0 V6", f"16 0 0 {right + 2**16} 0 V6")
    assert read_ecg(header).origin.notes == ()
    change(header, f"{right + 2**16} 0 V6", f"{right + 1} 0 V6")
    change(header, "16 0 0 0 0 V1", "16 0 0 77 0 V1")
    assert "the samples in V1, V6: the file may be damaged" in read_ecg(header).origin.notes[0]


def test_missing_samples_count_in_the_sum(tmp_path):
    counts = np.array([[5, -32768, 7]])
    header = write_wfdb(tmp_path, counts)
    change(header, "16 0 0 0 0 I", f"16 0 0 {12 - 32768} 0 I")
    assert read_ecg(header).origin.notes == ()


@pytest.mark.parametrize(
    ("gain", "room"), [("2000000/mV", "0.016 mV"), ("1e9/V", "0.033 mV"), ("100000/mV", "0.33 mV")]
)
def test_a_gain_that_leaves_no_room_for_an_ecg_is_noted_and_not_corrected(tmp_path, gain, room):
    recording = read_ecg(write_wfdb(tmp_path, COUNTS, gain=gain))
    assert f"leaves room for {room} only" in recording.origin.notes[0]
    assert np.ptp(recording.signal_mv) < 0.1


def test_the_rate_may_be_missing_if_the_call_says_it(header):
    change(header, "rec 12 500 600", "rec 12")
    with pytest.raises(UndeclaredError, match="--rate 500"):
        read_ecg(header)
    assert read_ecg(header, rate_hz=RATE).rate_hz == RATE


def test_a_contradicting_rate_is_refused(header):
    with pytest.raises(UndeclaredError, match="--rate says 250 Hz, but the WFDB header says 500"):
        read_ecg(header, rate_hz=250)


def test_units_in_the_call_are_not_used_and_that_is_noted(header):
    recording = read_ecg(header, units="uV")
    np.testing.assert_allclose(recording.signal_mv, waves(), atol=1e-6)
    assert "--units was not used" in recording.origin.notes[0]


@pytest.mark.parametrize(
    ("old", "new", "kind", "sentence"),
    [
        ("rec 12 500 600", "rec 12 500 601", DamagedFileError, "cut short"),
        ("rec 12 500 600", "rec 12 500 99999999999999", DamagedFileError, "number of samples"),
        ("rec 12 500 600", "rec 12 500 -1", DamagedFileError, "number of samples"),
        ("rec 12 500 600", "rec 12 1e9 600", DamagedFileError, "not plausible"),
        ("rec 12 500 600", "rec 13 500 600", DamagedFileError, "13 signals and describes 12"),
        ("rec 12 500 600", "rec/3 12 500 600", InputError, "several segments"),
        ("rec.dat 16 ", "rec.dat 16x4 ", InputError, "different rates"),
        ("rec.dat 16 ", "rec.dat 16:5 ", InputError, "different times"),
        ("rec.dat 16 ", "rec.dat 8 ", UnknownFormatError, "storage format 8 "),
        ("rec.dat 16 ", "rec.dat 16+99999999 ", DamagedFileError, "cut short"),
        ("rec.dat 16 ", "gone.dat 16 ", DamagedFileError, "“gone.dat”.* is missing"),
        ("1000/mV 16 0 0 0 0 V6", "1000(x)/mV 16 0 0 0 0 V6", DamagedFileError, "baseline"),
        ("V6", "V5", UndeclaredError, "Two signals are named V5"),
    ],
)
def test_damaged_and_unread_variants(header, old, new, kind, sentence):
    with pytest.raises(InputError, match=sentence) as error:
        read_ecg(change(header, old, new))
    assert type(error.value) is kind


def test_two_formats_in_one_file_are_refused(header):
    with pytest.raises(DamagedFileError, match="two storage formats"):
        read_ecg(change(header, "rec.dat 16 ", "rec.dat 80 ", 1))


def test_signals_in_several_files(header):
    other = header.with_name("rec2.dat")
    other.write_bytes(COUNTS[6:].T.astype("<i2").tobytes())
    header.with_name("rec.dat").write_bytes(COUNTS[:6].T.astype("<i2").tobytes())
    lines = header.read_text().splitlines()
    lines[7:] = [line.replace("rec.dat", "rec2.dat") for line in lines[7:]]
    header.write_text("\n".join(lines))
    np.testing.assert_allclose(read_ecg(header).signal_mv, waves(), atol=1e-6)
    header.write_text("\n".join(lines).replace("rec 12 500 600", "rec 12 500"))
    other.write_bytes(other.read_bytes()[:-12])
    with pytest.raises(DamagedFileError, match="differ in length"):
        read_ecg(header)


@pytest.mark.parametrize(
    "name", ["../rec.dat", "/etc/passwd", "..", ".", "sub/rec.dat", "..\\rec.dat"]
)
def test_signal_files_elsewhere_are_refused(header, name):
    with pytest.raises(InputError, match=r"another folder|is missing"):
        read_ecg(change(header, "rec.dat", name))


def test_a_link_out_of_the_folder_is_refused(header, tmp_path_factory):
    outside = tmp_path_factory.mktemp("outside") / "rec.dat"
    header.with_name("rec.dat").rename(outside)
    header.with_name("rec.dat").symlink_to(outside)
    with pytest.raises(InputError, match="another folder"):
        read_ecg(header)


def test_a_loop_of_links_is_refused(header):
    header.with_name("rec.dat").unlink()
    header.with_name("rec.dat").symlink_to("rec.dat")
    with pytest.raises(InputError):
        read_ecg(header)


def test_a_signal_file_whose_header_names_another_is_not_wfdb(header):
    other = header.with_name("rec.bin")
    other.write_bytes(b"\x00\x01" * 50)
    with pytest.raises(UnknownFormatError):
        read_ecg(other)


@pytest.mark.parametrize("row", ["100 2 3 4", "0.1 2 360 5"])
def test_a_table_of_numbers_is_no_header(tmp_path, row):
    path = tmp_path / "a.txt"
    path.write_text((row + "\n") * 5)
    with pytest.raises(UndeclaredError, match="4 columns without names"):
        read_ecg(path)


# Samples

VALUES = np.array([0, 1, -1, 100, -100, 127, -127])


@pytest.mark.parametrize(
    ("storage", "data", "values"),
    [
        ("16", VALUES.astype("<i2").tobytes(), VALUES),
        ("61", VALUES.astype(">i2").tobytes(), VALUES),
        ("32", (VALUES * 10**6).astype("<i4").tobytes(), VALUES * 10**6),
        (
            "24",
            b"".join((int(v) * 9999).to_bytes(3, "little", signed=True) for v in VALUES),
            VALUES * 9999,
        ),
        ("80", (VALUES + 128).astype("u1").tobytes(), VALUES),
        ("212", bytes([0x01, 0x20, 0xFF, 0xFF, 0x7F, 0x01]), [1, 0x2FF, -1, 0x701]),
        ("212", bytes([0x01, 0x20, 0xFF, 0xFE, 0x0F]), [1, 0x2FF, -2]),
    ],
)
def test_each_format_decodes(storage, data, values):
    assert samples_in(storage, len(data)) == len(values)
    assert bytes_needed(storage, len(values)) == len(data)
    assert decode_samples(data, storage, len(values)).tolist() == list(values)


@pytest.mark.parametrize(
    ("storage", "data"),
    [
        ("16", b"\x00\x80"),
        ("61", b"\x80\x00"),
        ("24", b"\x00\x00\x80"),
        ("32", b"\x00\x00\x00\x80"),
        ("80", b"\x00"),
        ("212", b"\x00\x08"),
    ],
)
def test_the_lowest_value_of_each_format_is_missing(storage, data):
    assert np.isnan(decode_samples(data, storage, 1)).all()
