"""CSV: every dialect gives the same recording; what is not stated is refused, not guessed."""

import numpy as np
import pytest

from echo2ecg_edge.errors import DamagedFileError, InputError, UndeclaredError, UnknownFormatError
from echo2ecg_edge.leads import LEADS
from echo2ecg_edge.readers import read_ecg
from echo2ecg_edge.recording import Recording
from tests.ecg_files import RATE, csv_text, table, waves

NAMES = ",".join(LEADS)
TIME = np.arange(600) / RATE
MV = {"rate_hz": RATE, "units": "mV"}


@pytest.fixture
def read(tmp_path):
    def read_text(text: str | bytes, **said: object) -> Recording:
        path = tmp_path / "ecg.csv"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return read_ecg(path, **said)

    return read_text


def assert_same(recording: Recording, signal: np.ndarray | None = None) -> None:
    signal = waves() if signal is None else signal
    assert recording.leads == LEADS
    assert recording.rate_hz == RATE
    np.testing.assert_allclose(recording.signal_mv, signal, atol=1e-6)
    assert recording.signal_mv.dtype == np.float32


def head(names: str, **options: str) -> str:
    return names + "\n" + table(waves(), **options)


def with_time(name: str, times: np.ndarray, **options: str) -> str:
    separator = options.get("separator", ",")
    names = separator.join([name, *LEADS])
    return names + "\n" + table(np.vstack([times, waves()]), **options)


DIALECTS = {
    "plain": csv_text(),
    "semicolon": csv_text(separator=";"),
    "tab": csv_text(separator="\t"),
    "spaces": csv_text(separator="   "),
    "semicolon and decimal comma": csv_text(separator=";", comma=","),
    "tab and decimal comma": csv_text(separator="\t", comma=","),
    "spaces and decimal comma": csv_text(separator=" ", comma=","),
    "comma and space": csv_text(separator=", "),
    "Windows lines": csv_text().replace("\n", "\r\n"),
    "old Mac lines": csv_text().replace("\n", "\r"),
    "no last newline": csv_text().rstrip("\n"),
    "blank lines": "\n\n" + csv_text().replace("\n", "\n\n"),
    "end mark of DOS": csv_text() + "\x1a",
    "UTF-8 mark": csv_text().encode("utf-8-sig"),
    "UTF-16": csv_text().encode("utf-16"),
    "UTF-16 big-endian": b"\xfe\xff" + csv_text().encode("utf-16-be"),
    "trailing separators": csv_text().replace("\n", ",\n"),
    "trailing separators below": csv_text().replace("\n", ",\n").replace("V6,", "V6"),
    "many trailing semicolons": csv_text(separator=";").replace("\n", ";;;\n"),
    "quoted names": head('"' + NAMES.replace(",", '","') + '"'),
    "quoted values": '"' + csv_text().replace(",", '","').replace("\n", '"\n"').removesuffix('"'),
    "many digits": csv_text(digits=18),
    "vendor names": head("Lead I,LEAD_II,III ,MDC_ECG_LEAD_AVR,avl,aV F,v1,V2,V3,V4,V5,ECG V6"),
    "numpy.savetxt": "# " + csv_text(),
    "names after a word": "# Leads: " + csv_text(),
    "prose above": "Export of 3 June\nDevice;X;1.2\n\n" + csv_text(),
    "comments between": csv_text().replace("\n", "\n# here\n", 2),
    "Excel's word about separators": "sep=;\n" + csv_text(separator=";"),
    "exponents": head(NAMES).replace(",", "e0,").replace("e0", "", 11),
    "plus signs": csv_text().replace(",0", ",+0"),
    "Mac lines of Windows lines": csv_text().replace("\n", "\r\r\n"),
    "remark at the end": csv_text() + "# end\n",
    "single quotes": "'" + csv_text().replace(",", "','").replace("\n", "'\n'").removesuffix("'"),
    "index of pandas": with_time("", np.arange(600)),
    "sample numbers": with_time("Sample #", np.arange(600)),
    "lines of one lead": "".join(
        f"{lead};{table(row[:, None], ';')}" for lead, row in zip(LEADS, waves(), strict=True)
    ),
}


@pytest.mark.parametrize("text", DIALECTS.values(), ids=DIALECTS.keys())
def test_every_dialect_gives_the_same_recording(read, text):
    recording = read(text, **MV)
    assert_same(recording)
    assert recording.origin.format == "CSV"
    assert recording.origin.source == "ecg.csv"
    assert recording.origin.notes == ()


def test_lead_names_decide_and_not_positions(read):
    order = [7, 0, 11, 1, 2, 3, 4, 5, 6, 8, 9, 10]
    recording = read(",".join(LEADS[at] for at in order) + "\n" + table(waves()[order]), **MV)
    assert recording.leads == tuple(LEADS[at] for at in order)
    np.testing.assert_allclose(recording.signal_mv, waves()[order], atol=1e-6)


# Units


@pytest.mark.parametrize(
    ("names", "factor"),
    [
        (",".join(f"{lead} (mV)" for lead in LEADS), 1),
        (",".join(f"{lead} [uV]" for lead in LEADS), 1000),
        (",".join(f"{lead}_mV" for lead in LEADS), 1),
        (",".join(f"{lead}/\u00b5V" for lead in LEADS), 1000),
        (",".join(f"{lead}\u03bcV" for lead in LEADS), 1000),
        (",".join(f"{lead} (Volt)" for lead in LEADS), 1e-3),
        (NAMES + "\n" + ",".join(["mV"] * 12), 1),
        (NAMES + "\n" + ",".join(["(\u00b5V)"] * 12), 1000),
        ("# units: uV\n" + NAMES, 1000),
        ("Units;mV\n" + NAMES, 1),
        ("Unit,\u00b5V\n" + NAMES, 1000),
    ],
)
def test_units_stated_in_the_file(read, names, factor):
    text = names + "\n" + table(waves() * factor, digits=7)
    assert_same(read(text, rate_hz=RATE))
    assert_same(read(text.encode("utf-16"), rate_hz=RATE))


def test_units_in_latin_1(read):
    names = ",".join(f"{lead} (\u00b5V)" for lead in LEADS)
    assert_same(read(head(names).encode("latin-1"), rate_hz=RATE), waves() / 1000)


def test_each_column_may_have_its_own_unit(read):
    names = ",".join(f"{lead} ({'mV' if lead[0] == 'V' else 'uV'})" for lead in LEADS)
    expected = waves()
    expected[:6] /= 1000
    assert_same(read(head(names), rate_hz=RATE), expected)


@pytest.mark.parametrize("unit", ["uV", "\u00b5V", "microvolts", "UV"])
def test_units_stated_in_the_call(read, unit):
    assert_same(read(csv_text(waves() * 1000), rate_hz=RATE, units=unit))


def test_missing_units_are_refused(read):
    with pytest.raises(UndeclaredError, match=r"--units mV .* --units uV"):
        read(csv_text(), rate_hz=RATE)


def test_units_of_some_columns_do_not_count_for_the_others(read):
    with pytest.raises(UndeclaredError, match="does not state the unit"):
        read(head("I (mV)," + ",".join(LEADS[1:])), rate_hz=RATE)


@pytest.mark.parametrize("names", ["# units: uV\n" + NAMES, NAMES.replace("V6", "V6 (uV)")])
def test_contradicting_units_are_refused_and_both_named(read, names):
    with pytest.raises(UndeclaredError, match=r"--units says mV, but .* says uV"):
        read(head(names), **MV)


@pytest.mark.parametrize("unit", ["adu", "counts", "mmHg", "nV"])
def test_foreign_units_are_refused(read, unit):
    with pytest.raises(UndeclaredError, match=unit):
        read(head(",".join(f"{lead} ({unit})" for lead in LEADS)), rate_hz=RATE)


# Rate


@pytest.mark.parametrize(
    "line",
    [
        *("# sampling rate: 500 Hz", "Sample Rate,500 hertz", "fs=500", "# rate_hz: 500"),
        *("Sampling frequency (Hz);500", "% samplerate = 0.5 kHz", "Sample Rate;500,0", "fs\t500"),
        *("# fs=500, units=mV", "Sampling Rate [Hz]: 500;;;;", '"Sample rate","500"'),
    ],
)
def test_rate_stated_above_the_table(read, line):
    assert_same(read(line + "\n" + csv_text(), units="mV"))


@pytest.mark.parametrize("line", ["Heart rate: 500", "Rate: 500", "Frequency: 50 Hz", "fs: fast"])
def test_other_rates_are_not_the_sampling_rate(read, line):
    with pytest.raises(UndeclaredError, match="--rate 500"):
        read(line + "\n" + csv_text(), units="mV")


def test_contradicting_rates_are_refused_and_both_named(read):
    with pytest.raises(UndeclaredError, match=r"--rate says 500 Hz, but line 1 .* says 250 Hz"):
        read("# fs=250\n" + csv_text(), **MV)


def test_rates_within_one_percent_agree_and_the_call_counts(read):
    assert read("# fs=499.5\n" + csv_text(), **MV).rate_hz == RATE


def test_an_implausible_rate_is_refused(read):
    with pytest.raises(DamagedFileError, match="not plausible"):
        read("# fs=1000000\n" + csv_text(), units="mV")


# Patient


def test_age_and_sex_are_read(read):
    patient = read("# age: 63\n# sex: F\n" + csv_text(), **MV).patient
    assert (patient.age_years, patient.sex) == (63, "female")


def test_the_call_counts_more_and_a_difference_is_noted(read):
    text = "# age: 63\n# sex: F\n" + csv_text()
    recording = read(text, **MV, age_years=70, sex="male")
    assert (recording.patient.age_years, recording.patient.sex) == (70, "male")
    assert recording.origin.notes == (
        "Age 70 was given; the file says 63.",
        "Sex male was given; the file says female.",
    )
    assert read(text, **MV, age_years=63, sex="f").origin.notes == ()
    assert read(csv_text(), **MV, age_years=63, sex="f").origin.notes == ()


@pytest.mark.parametrize(
    "text",
    [
        "# Alter: 17\n# Geschlecht: weiblich\n" + csv_text(),
        "edad;17\nsexo;mujer\n" + csv_text(),
        csv_text().replace("\n", "\n# âge: 17 ans\n# sexe: femme\n", 1),
    ],
)
def test_a_child_is_a_child_in_any_language(read, text):
    patient = read(text, **MV).patient
    assert (patient.age_years, patient.sex) == (17, "female")


def test_an_age_that_is_not_understood_is_noted(read):
    note = "The file's age “-5” was not understood: say --age."
    assert read("# age: -5\n" + csv_text(), **MV).origin.notes == (note,)
    assert read("# age: -5\n" + csv_text(), **MV, age_years=50).origin.notes == ()


def test_an_impossible_age_in_the_file_is_left_out(read):
    recording = read("# age: 300\n" + csv_text(), **MV)
    assert recording.patient.age_years is None
    assert "300" in recording.origin.notes[0]


# Without names


@pytest.mark.parametrize("numbers", ["", "0,1,2,3,4,5,6,7,8,9,10,11\n"])
def test_twelve_columns_without_names_are_the_standard_order(read, numbers):
    recording = read(numbers + table(waves()), **MV)
    assert_same(recording)
    assert "in the order I II III" in recording.origin.notes[0]


def test_thirteen_columns_are_time_and_the_standard_order(read):
    text = table(np.vstack([TIME, waves()]))
    assert_same(read(text, **MV))
    with pytest.raises(UndeclaredError, match="--rate 500"):
        read(text, units="mV")
    with pytest.raises(UndeclaredError, match="--rate says 250 Hz, but the steps"):
        read(text, units="mV", rate_hz=250)
    with pytest.raises(DamagedFileError, match="do not go on evenly"):
        read(table(np.vstack([waves()[:1], waves()])), **MV)


@pytest.mark.parametrize("count", [2, 8, 11, 15])
def test_other_numbers_of_nameless_columns_are_refused(read, count):
    with pytest.raises(UndeclaredError, match=f"{count} columns without names"):
        read(table(waves(count)), **MV)


def test_columns_with_names_of_no_lead_are_refused(read):
    with pytest.raises(UndeclaredError, match="the first is named “ch1”"):
        read(",".join(f"ch{at}" for at in range(1, 13)) + "\n" + table(waves()), **MV)


def test_a_nameless_table_on_its_side_is_refused(read):
    with pytest.raises(UndeclaredError, match="lies on its side"):
        read(table(waves().T), **MV)


# Leads


def test_unknown_columns_are_left_out_and_named(read):
    text = csv_text().replace("\n", ",ok,12\n").replace("V6,ok,12", "V6,remark,Resp", 1)
    recording = read(text, **MV)
    assert_same(recording)
    assert recording.origin.notes == ("Left out, not one of the twelve leads: “remark”, “Resp”.",)


def test_a_nameless_first_column_that_is_no_time_is_left_out(read):
    recording = read(with_time("", waves()[0]), **MV)
    assert_same(recording)
    assert "neither a lead nor time" in recording.origin.notes[0]


def test_an_inverted_lead_is_not_the_lead(read):
    recording = read(csv_text().replace("aVR", "-aVR"), **MV)
    assert "“-aVR”" in recording.origin.notes[0]
    np.testing.assert_allclose(recording.lead("aVR"), -(waves()[0] + waves()[1]) / 2, atol=1e-6)


def test_a_lead_named_twice_is_refused(read):
    with pytest.raises(UndeclaredError, match="Two columns are named II"):
        read(csv_text().replace("III", "Lead II", 1), **MV)


def test_limb_leads_are_computed_from_two(read):
    names = [LEADS[at] for at in (0, 1, 6, 7, 8, 9, 10, 11)]
    recording = read(",".join(names) + "\n" + table(waves(8)), **MV)
    assert recording.leads == (*names, "III", "aVR", "aVL", "aVF")
    assert recording.origin.notes == ("III, aVR, aVL, aVF computed from I and II.",)


def test_one_named_column_is_one_lead(read):
    assert read("II\n" + table(waves(1)), **MV).leads == ("II",)


# Values


@pytest.mark.parametrize("gap", ["", "NaN", "nan", "NA", "null", " ", '""'])
def test_missing_values_become_nan(read, gap):
    lines = csv_text().split("\n")
    lines[5] = gap + lines[5][lines[5].index(",") :]
    lines[7] = lines[7][: lines[7].rindex(",") + 1] + gap
    signal = waves()
    signal[0, 4] = signal[11, 6] = np.nan
    assert_same(read("\n".join(lines), **MV), signal)


def test_a_gap_in_a_long_table_is_found_in_its_block(read):
    signal = np.tile(waves(), 10)
    signal[3, 4000] = np.nan
    assert_same(read(csv_text(signal), **MV), signal)


def test_the_line_of_an_error_in_a_long_table(read):
    lines = csv_text(np.tile(waves(), 10)).split("\n")
    lines[5000] = "1,2"
    with pytest.raises(DamagedFileError, match="Line 5001 has 2 values"):
        read("\n".join(lines), **MV)


def test_long_stretches_of_blank_lines(read):
    lines = csv_text().split("\n")
    assert_same(read("\n".join([*lines[:300], *([""] * 200_000), *lines[300:]]), **MV))


@pytest.mark.parametrize("value", ["1,234.5", "1.234,5", "1 234,5", "1'234.5", "1\u00a0234"])
def test_separators_of_thousands_are_refused(read, value):
    row = ";".join(["0"] * 11 + [value])
    with pytest.raises(DamagedFileError, match=r"is not a number|points and with decimal commas"):
        read(";".join(LEADS) + f"\n{row}\n", **MV)


def test_a_gap_at_the_very_end_is_a_gap(read):
    signal = waves()
    signal[10:, -1] = np.nan
    text = csv_text(separator="\t").rstrip("\n")
    cut = text.rsplit("\t", 2)[0] + "\t\t\n"
    assert_same(read(cut, **MV), signal)


@pytest.mark.parametrize(
    "bad", ["abc", "1.2.3", "inf", "-Infinity", "1e999", "1_0", "٣", "#REF!", "0x1"]
)
@pytest.mark.parametrize("row", [1, 300])
@pytest.mark.parametrize("names", [NAMES + "\n", ""])
def test_a_value_that_is_no_number_is_named_by_line_and_column(read, bad, row, names):
    lines = table(waves()).split("\n")
    cells = lines[row].split(",")
    lines[row] = ",".join([*cells[:6], bad, *cells[7:]])
    column = "“V1”" if names else "7"
    line = row + 1 + bool(names)
    with pytest.raises(DamagedFileError) as error:
        read(names + "\n".join(lines), **MV)
    assert error.value.problem == f"Line {line}, column {column}: “{bad}” is not a number."


@pytest.mark.parametrize("names", [NAMES + "\n", ""])
def test_a_damaged_first_line_is_not_taken_for_names(read, names):
    with pytest.raises(DamagedFileError, match=r"“x0\.0000” is not a number"):
        read(names + "x" + table(waves()), **MV)


@pytest.mark.parametrize(("cut", "count"), [(-1, 11), (-5, 7)])
def test_a_short_row_is_named(read, cut, count):
    lines = csv_text().split("\n")
    lines[9] = ",".join(lines[9].split(",")[:cut])
    with pytest.raises(DamagedFileError, match=f"Line 10 has {count} values, but .* 12 columns"):
        read("\n".join(lines), **MV)


def test_a_long_row_is_named(read):
    lines = csv_text().split("\n")
    lines[9] += ",1"
    with pytest.raises(DamagedFileError, match="Line 10 has 13 values"):
        read("\n".join(lines), **MV)


def test_lines_are_counted_with_blank_ones(read):
    lines = csv_text().replace("\n", "\n\n").split("\n")
    lines[10] = "1,2"
    with pytest.raises(DamagedFileError, match="Line 11 "):
        read("\n".join(lines), **MV)


def test_two_kinds_of_decimals_are_refused(read):
    with pytest.raises(DamagedFileError, match="decimal points and with decimal commas"):
        read(csv_text(separator=";", comma=",").replace(",", ".", 3), **MV)


def test_lines_of_leads_with_different_lengths_are_refused(read):
    with pytest.raises(DamagedFileError, match="Line 2 has 3 values, but the first lead has 4"):
        read("I,1,2,3,4\nII,1,2,3\n", **MV)


def test_a_table_on_its_side_may_have_a_line_of_time(read):
    lines = "".join(f"{lead},1,2,3,4\n" for lead in LEADS)
    assert read("time_ms,0,2,4,6\n" + lines, units="mV").rate_hz == RATE


# No ECG at all


@pytest.mark.parametrize(
    ("text", "kind", "sentence"),
    [
        ("Dear colleague,\nthis is a letter.\n", UnknownFormatError, "no table"),
        ("\n \n\n", UnknownFormatError, "no table"),
        (table(waves(1)), UndeclaredError, "one column"),
        ("ecg\n" + table(waves(1)), UndeclaredError, "one column"),
        (NAMES + "\n", DamagedFileError, "no values"),
        (NAMES + "\n\n# nothing\n", DamagedFileError, "no values"),
        (csv_text().encode() + b"\x00\x01\x02", UnknownFormatError, "goes on as something else"),
    ],
)
def test_each_kind_of_no_ecg_has_its_sentence(read, text, kind, sentence):
    with pytest.raises(InputError, match=sentence) as error:
        read(text, **MV)
    assert type(error.value) is kind


def test_values_beyond_any_voltage_are_refused(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("I,II\n" + "0.1,1e39\n" * 600)
    with pytest.raises(DamagedFileError, match="no voltages"):
        read_ecg(path, rate_hz=500, units="mV")
