"""MIMIC-IV-ECG x MIMIC-IV-ECHO: pairing, exclusions, machine, splits and views."""

import gzip
import json
import math
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from echo2ecg_edge.errors import CallError, DamagedFileError
from echo2ecg_edge.recording import Recording
from echo2ecg_edge.signal import SignalSpec
from tests.train.mini_mimic import MiniMimic, waves_mv, write_mini_mimic, write_table
from train.cohort.machine import MACHINE
from train.datasets.cleaned import cleaned
from train.datasets.mimic import MimicFolders, mimic_rows
from train.datasets.mimic_command import mimic
from train.datasets.mimic_echos import Echo
from train.datasets.mimic_flow import PUBLISHED, Flow, Why, published_check
from train.datasets.mimic_machine import MachineReading, intervals
from train.datasets.mimic_pairing import nearest_echo
from train.datasets.mimic_row import mimic_about
from train.pairs import BadRow, PairRow, open_pairs, write_pairs

SPEC = SignalSpec(100.0, 1000, 0.5, 4, 40.0, 48.0, 1.0, 5.0)
ALL_TRAIN, ALL_TEST = (1, 0, 0), (0, 0, 1)


@pytest.fixture(scope="module")
def mini(tmp_path_factory: pytest.TempPathFactory) -> MiniMimic:
    """Read only: tests that change a file write their own."""
    return write_mini_mimic(tmp_path_factory.mktemp("mimic"))


def folders_of(mini: MiniMimic, **more: Path | None) -> MimicFolders:
    return MimicFolders(mini.ecg, mini.echo, **({"hospital": mini.hospital} | more))


def run(folders: MimicFolders, **options) -> tuple[dict[str, PairRow], list[BadRow], Flow]:
    """Return the rows by their ECG's own wave, bad rows, and the counts."""
    flow = Flow()
    rows = list(mimic_rows(folders, SPEC, **({"shares": ALL_TRAIN, "flow": flow} | options)))
    bad = [row for row in rows if isinstance(row, BadRow)]
    good = [row for row in rows if isinstance(row, PairRow)]
    return {study_of(row): row for row in good}, bad, flow


def study_of(row: PairRow) -> str:
    """Tell by the signal which ECG it is."""
    studies = ("1001", "1002", "1101", "1201", "1301", "1401", "1801", "1901", "2001")
    wanted = (expected_ecg(study) for study in studies)
    return next(
        s for s, ecg in zip(studies, wanted, strict=True) if np.allclose(ecg, row.ecg, atol=1e-4)
    )


@lru_cache
def expected_ecg(study: str) -> np.ndarray:
    return cleaned(Recording(waves_mv(study).astype(np.float32), 500.0), SPEC).ecg


def test_every_ecg_is_paired_with_the_next_echo_and_leads_go_by_name(mini: MiniMimic) -> None:
    rows, _, _ = run(folders_of(mini))
    assert sorted(rows) == ["1001", "1002", "1101"]
    assert rows["1001"].measures["lvef"] == 32.5, "the echo between the two ECGs"
    assert rows["1002"].measures["lvef"] == 62.5
    assert rows["1001"].labels["lvef_lte_45"]
    assert rows["1101"].leads.all()


def test_the_person_and_the_machine(mini: MiniMimic) -> None:
    rows, _, _ = run(folders_of(mini))
    one, af = rows["1001"], rows["1101"]
    assert (one.age_years, one.female, one.af) == (60, True, False)
    assert one.ecg_report == "Sinus rhythm\nNormal ECG"
    machine = dict(zip(MACHINE, one.machine, strict=True))
    assert (machine["ventricular_rate_bpm"], machine["pr_ms"], machine["qrs_ms"]) == (75, 160, 20)
    assert machine["qtc_ms"] == pytest.approx(400 / math.sqrt(0.8))
    assert (af.female, af.af) == (False, True)
    assert math.isnan(af.machine[MACHINE.index("pr_ms")])


def test_what_is_broken_is_named_and_the_run_goes_on(mini: MiniMimic) -> None:
    _, bad, _ = run(folders_of(mini))
    assert [row.where for row in bad] == ["files/p17/s1701/1701"]
    assert "cut short" in bad[0].reason


def test_what_the_protocol_excludes_is_counted_once(mini: MiniMimic) -> None:
    _, _, flow = run(folders_of(mini))
    assert flow.left_out == {
        Why.REPLACED: 1, Why.INCOMPLETE: 1, Why.STRANGER: 1, Why.NO_ECHO: 2, Why.PACED: 1,
        Why.POOR: 1, Why.UNDER_18: 1, Why.UNMEASURED: 2,
    }  # fmt: skip
    assert (flow.ecgs, flow.echos) == (12, 14)
    assert (flow.paired_ecgs, flow.paired_patients) == (9, 8)
    assert (flow.eligible_ecgs, flow.eligible_patients) == (4, 3)


def test_exclusions_are_logged(mini: MiniMimic, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("INFO"):
        run(folders_of(mini))
    assert "left out by protocol: 1 paced ECGs" in caplog.text


def test_a_test_patient_has_the_latest_ecg_only(mini: MiniMimic) -> None:
    rows, _, flow = run(folders_of(mini), shares=ALL_TEST)
    assert sorted(rows) == ["1002", "1101"]
    assert {row.split for row in rows.values()} == {"test"}
    assert flow.left_out[Why.NOT_LATEST] == 1


def test_without_the_hospital_nobody_has_an_age(mini: MiniMimic) -> None:
    rows, _, flow = run(folders_of(mini, hospital=None))
    assert sorted(rows) == ["1001", "1002", "1101", "1401", "1901"]
    assert math.isnan(rows["1001"].age_years)
    assert rows["1001"].female is None
    assert "not known" in flow.notes[0]


def test_a_line_that_cannot_be_understood_or_comes_twice(tmp_path: Path) -> None:
    mini = write_mini_mimic(tmp_path)
    table = mini.ecg / "record_list.csv"
    lines = table.read_text().splitlines()
    lines[3] = lines[3].replace("2150-01-01 08:00:00", "yesterday")
    table.write_text("\n".join([*lines, lines[1], ""]) + "\n")
    rows, bad, _ = run(folders_of(mini))
    assert sorted(rows) == ["1001", "1002"]
    assert [row.where for row in bad[:2]] == ["record_list.csv, row 3", "record_list.csv, row 13"]
    assert "second time" in bad[1].reason


def test_tables_that_are_missing_or_damaged(tmp_path: Path) -> None:
    mini = write_mini_mimic(tmp_path)
    with pytest.raises(CallError, match=r"no record_list\.csv"):
        run(MimicFolders(mini.echo, mini.echo))
    with pytest.raises(CallError, match="no structured_measurement"):
        run(MimicFolders(mini.ecg, mini.ecg))
    packed = mini.echo / "structured_measurement.csv.gz"
    text = gzip.decompress(packed.read_bytes())
    packed.write_bytes(packed.read_bytes()[:-20])
    with pytest.raises(DamagedFileError, match="structured_measurement"):
        run(folders_of(mini))
    packed.unlink()
    plain = mini.echo / "structured-measurement.csv"
    plain.write_bytes(text)
    assert sorted(run(folders_of(mini))[0]) == ["1001", "1002", "1101"]
    plain.write_bytes(text.replace(b"test_type", b"kind"))
    with pytest.raises(CallError, match="no column test_type"):
        run(folders_of(mini))


def test_views_from_hdf5_belong_to_the_echo_nearest_in_time(
    mini: MiniMimic, tmp_path: Path
) -> None:
    h5py = pytest.importorskip("h5py")
    with h5py.File(tmp_path / "views.h5", "w") as file:
        for study, clips in (("9001", 3), ("9002", 2), ("9003", 1), ("7777", 1)):
            file[f"{study}_leads"] = np.full((clips, 4), int(study), np.float32)
    rows, _, _ = run(folders_of(mini, embeddings=tmp_path / "views.h5"))
    assert {study: row.views[:, 0].tolist() for study, row in rows.items()} == {
        "1001": [9002, 9002], "1002": [9001] * 3, "1101": [9003],
    }  # fmt: skip


def views_as_array(folder: Path, rows: list[tuple[str, int]]) -> Path:
    np.save(folder / "views.npy", np.arange(12, dtype=np.float32).reshape(6, 2))
    write_table(folder / "views.csv", ["study_id", "embed_idx"], rows)
    return folder / "views.npy"


def test_views_from_an_array_and_the_links_of_the_data_set(tmp_path: Path) -> None:
    mini = write_mini_mimic(tmp_path)
    links = [("9001", "502"), ("9002", "502"), ("9003", "999")]
    write_table(mini.echo / "echo-study-list.csv", ["study_id", "measurement_id"], links)
    array = views_as_array(tmp_path, [("9002", 4), ("9001", 0), ("9001", 5)])
    rows, _, _ = run(folders_of(mini, embeddings=array))
    assert rows["1001"].views.tolist() == [[0, 1], [10, 11], [8, 9]]
    assert not rows["1002"].views.size
    assert sorted(run(folders_of(mini, embeddings=array), only_with_views=True)[0]) == ["1001"]


def test_an_index_that_does_not_fit(mini: MiniMimic, tmp_path: Path) -> None:
    array = views_as_array(tmp_path, [("9002", 6)])
    rows, bad, _ = run(folders_of(mini, embeddings=array))
    assert sorted(rows) == ["1002", "1101"]
    assert "no embedding 6" in bad[0].reason
    views_as_array(tmp_path, [("9002", -1)])
    with pytest.raises(CallError, match="row 1: '-1'"):
        run(folders_of(mini, embeddings=array))
    (tmp_path / "views.csv").unlink()
    with pytest.raises(CallError, match="Nothing says which study"):
        run(folders_of(mini, embeddings=array))


def test_pairs_on_disk(mini: MiniMimic, tmp_path: Path) -> None:
    rows = mimic_rows(folders_of(mini), SPEC, shares=ALL_TRAIN)
    write_pairs(tmp_path / "pairs", mimic_about(SPEC), rows)
    pairs = open_pairs(tmp_path / "pairs")
    assert pairs.patient.tolist() == ["10", "10", "11"]
    known = dict(zip(pairs.about.label_names, pairs.known[0], strict=True))
    assert known["lvef_lte_45"]
    assert known["shd"]
    assert not known["pasp_gte_45"]
    assert "1701" in (tmp_path / "pairs" / "skipped.csv").read_text()


def test_the_command(mini: MiniMimic, tmp_path: Path) -> None:
    out = tmp_path / "pairs"
    call = [str(mini.ecg), str(mini.echo), "--hospital", str(mini.hospital), "--out", str(out)]
    done = CliRunner().invoke(mimic, call, catch_exceptions=False)
    assert done.exit_code == 0
    assert len(done.output.splitlines()) == 1
    assert "1 rows left out" in done.output
    assert "left out by protocol" in done.output
    said = json.loads((out / "exclusions.json").read_text())
    assert said["left_out"][Why.PACED] == 1
    assert said["published"] == ""
    call[-1] = str(tmp_path / "more")
    told = json.loads(CliRunner().invoke(mimic, [*call, "--json"], catch_exceptions=False).output)
    assert told["exclusions"]["paired_ecgs"] == 9
    with pytest.raises(CallError, match="--embeddings"):
        CliRunner().invoke(mimic, [*call, "--only-with-views"], catch_exceptions=False)


def full_run(**changes: int) -> Flow:
    count = PUBLISHED | changes
    flow = Flow(ecgs=800_035, paired_ecgs=count["paired_ecgs"])
    flow.paired_patients, flow.eligible_patients = (
        count["paired_patients"], count["eligible_patients"],
    )  # fmt: skip
    flow.left_out[Why.PACED] = count["paced"]
    return flow


def test_a_full_run_is_compared_with_the_published_counts() -> None:
    assert published_check(full_run()) == "All counts are within 1 % of the published ones."
    off = published_check(full_run(paced=9000))
    assert "paced 9000 instead of 7436" in off
    assert "paired" not in off
    assert published_check(Flow(ecgs=100_000)) == ""
    part = full_run()
    part.is_comparable = False
    assert published_check(part) == ""


START = datetime(2150, 1, 1)  # noqa: DTZ001 - MIMIC's times have no zone


def echos_at(days: list[float]) -> list[Echo]:
    times = [START + timedelta(days=day) for day in days]
    return sorted(
        (Echo(str(at), "1", time) for at, time in enumerate(times)), key=lambda e: (e.time, e.study)
    )


@given(days=st.lists(st.integers(-400, 800), max_size=12))
def test_the_nearest_echo_is_the_first_from_0_to_365_days_after(days: list[int]) -> None:
    echo = nearest_echo(START, echos_at([float(day) for day in days]))
    within = [day for day in days if 0 <= day <= 365]
    if not within:
        assert echo is None
    else:
        assert echo is not None
        assert (echo.time - START).days == min(within)
        assert echo.study == min(str(at) for at, day in enumerate(days) if day == min(within))


@given(
    times=st.lists(st.sampled_from(["", "29999", "-3", "0", "350", "800", "x", "nan", "inf"]),
                   min_size=5, max_size=5)
)  # fmt: skip
def test_derived_intervals_are_positive_or_missing(times: list[str]) -> None:
    assert all(math.isnan(value) or 0 < value < 1e5 for value in intervals(times))


@pytest.mark.parametrize("rr", ["29999", "299", "2001", ""])
def test_an_impossible_rr_leaves_rate_and_qtc_out(rr: str) -> None:
    rate, _, pr, qrs, qtc = intervals([rr, "100", "260", "360", "660"])
    assert math.isnan(rate)
    assert math.isnan(qtc)
    assert (pr, qrs) == (160, 100)


@pytest.mark.parametrize(
    ("line", "paced"),
    [
        ("Ventricular-paced rhythm", True),
        ("A-V sequential pacemaker", True),
        ("Atrial pacing", True),
        ("Pacemaker spikes or artifacts", True),
        ("V-paced complexes", True),
        ("Pacer spikes seen", True),
        ("Sinus rhythm with PACs", False),
        ("Wandering atrial pacemaker", False),
        ("Ectopic atrial pacemaker", False),
        ("Spaced beats", False),
    ],
)
def test_pacing_words(line: str, paced: bool) -> None:
    assert MachineReading((math.nan,) * 5, f"Abnormal ECG\n{line}").is_paced is paced


@pytest.mark.parametrize(
    ("line", "poor"),
    [
        ("*** Poor quality recording ***", True),
        ("Poor data quality", True),
        ("Technically limited study", True),
        ("Uninterpretable", True),
        ("Baseline artifact", True),
        ("Possible limb lead reversal", True),
        ("Arm leads reversed", True),
        ("Reversal of right and left arm electrodes", True),
        ("Reversed R wave progression in precordial leads", False),
        ("Poor R wave progression", False),
        ("Left ventricular hypertrophy", False),
    ],
)
def test_words_for_a_poor_recording(line: str, poor: bool) -> None:
    assert MachineReading((75.0,) * 5, line).is_poor is poor


@pytest.mark.parametrize(
    ("report", "af"),
    [
        ("", None),
        ("Sinus rhythm", False),
        ("Atrial fibrillation with rapid ventricular response", True),
        ("Probable atrial fibrillation", None),
        ("Atrial fibrillation or flutter", None),
        ("Atrial flutter", False),
        ("Atrial fibrillation is no longer present", False),
        ("No evidence of atrial fibrillation", False),
        ("Atrial fibrillation\nNo change since last tracing", True),
    ],
)
def test_atrial_fibrillation_by_the_report(report: str, af: bool | None) -> None:
    assert MachineReading((75.0,) * 5, report).has_af is af
