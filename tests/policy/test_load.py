"""The policy file: what is written loads, and every slip gets its line and what to write."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from echo2ecg_edge.errors import CallError, PolicyError, StorageError
from echo2ecg_edge.policy import Mode, Policy, load_plan
from echo2ecg_edge.policy.load import load, policy_of
from echo2ecg_edge.policy.policy import DEFAULT
from echo2ecg_edge.policy.toml import LARGEST_BYTES, Document, line_of
from echo2ecg_edge.policy.write import as_toml, refuse_taken, write_toml
from tests.policy.made_up import KEYS

WHOLE = """
# of our own making
name = "Kisumu clinic"
mode = "capacity"
capacity = 8
counts = ["shd", "lvef_lte_45"]

[prevalence]
shd = 0.05
"lvef_lte_45" = 0.02
"""


def said(text: str) -> Policy:
    return policy_of(Document.parse(text, "policy.toml"))


def test_a_whole_file():
    assert said(WHOLE) == Policy(
        "Kisumu clinic",
        Mode.CAPACITY,
        ("shd", "lvef_lte_45"),
        8.0,
        prevalence={"shd": 0.05, "lvef_lte_45": 0.02},
    )


def test_a_name_is_enough():
    assert said('name = "default"') == DEFAULT
    assert said(f'name = "{"x" * 60}"').name == "x" * 60


@pytest.mark.parametrize("start", ["", "\ufeff"])
def test_a_file_of_windows_is_read_as_well(tmp_path, start):
    path = tmp_path / "policy.toml"
    path.write_bytes((start + WHOLE.replace("\n", "\r\n")).encode())
    assert load(path) == said(WHOLE)


NAMED = 'name = "x"\n'


@pytest.mark.parametrize(
    ("text", "error"),
    [
        (
            "",
            "policy.toml: a policy needs a name, which stands on every report. Write for example: ",
        ),
        ("name = 7", "line 1: a policy needs a name"),
        ('name = "a\\nb"', "line 1: the name must be one line"),
        (f'name = "{"x" * 61}"', "60 characters or fewer. Shorten it."),
        ("name = Kisumu", "policy.toml is not a policy: Invalid value (at line 1, column 8)"),
        (NAMED + 'mode = "strict"', "line 2: 'strict' is no mode. Choose one of: \"sensitive\", "),
        (NAMED + "mode = 3", "line 2: 3 is no mode"),
        (NAMED + "\nprevalance = 3", "line 3: 'prevalance' means nothing here. Did you mean prev"),
        (NAMED + "[site]\nshd = 1", "line 2: 'site' means nothing here. There is: name, mode, "),
        (NAMED + 'counts = "shd"', "line 2: counts must be a list"),
        (
            NAMED + "counts = []",
            "each once. Write for example: counts = [.*or leave it out for all.",
        ),
        (NAMED + 'counts = ["shd", "shd"]', "each once"),
        (
            NAMED + "capacity = 8",
            'line 2: a capacity says nothing in mode "balanced". Write mode =',
        ),
        (
            NAMED + 'mode = "capacity"',
            "capacity must be a number above 0 and below 100: echos for every 100 people screened. "
            "Write for example: capacity = 8",
        ),
        (NAMED + 'mode = "capacity"\ncapacity = 0', "line 3: capacity must .*, not 0. Write"),
        (NAMED + 'mode = "capacity"\ncapacity = 100', "line 3: capacity must .*, not 100. Write"),
        (NAMED + 'mode = "capacity"\ncapacity = true', "not True. Write for example: capacity = 8"),
        (NAMED + 'mode = "capacity"\ncapacity = nan', "not nan"),
        (NAMED + "prevalence = 0.05", "line 2: prevalence must be a table. Write [prevalence] on"),
        (
            NAMED + "[prevalence]\nshd = 5",
            "line 3: shd must be a share between 0.0001 and 0.9999",
        ),
        (NAMED + "[prevalence]\nshd = 5", "not 5. For 5 %, write: shd = 0.05"),
        (NAMED + '[prevalence]\nshd = "12.5%"', "For 12.5 %, write: shd = 0.125"),
        (NAMED + "[prevalence]\nshd = 0", "not 0. For 5 %, write: shd = 0.05"),
        (NAMED + "[prevalence]\nshd = true", "line 3: shd must be a share"),
        (NAMED + "[prevalence]\nshd = inf", "not inf"),
        (NAMED + "[prevalence]\ncapacity = 8", "line 3: capacity stands under [prevalence], where"),
        (
            NAMED + "[thresholds]\nshd = 0.1",
            'line 2: thresholds say nothing in mode "balanced". Write mode = "thresholds", or take',
        ),
    ],
)
def test_a_slip_gets_its_line_and_what_to_write(text, error):
    with pytest.raises(PolicyError) as caught:
        said(text)
    found = str(caught.value)
    assert found.startswith("policy.toml")
    for part in error.split(".*"):
        assert part in found
    assert caught.value.exit_code == 2


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (None, "is not there"),
        (b"\xff\xfe\x00", "is not text in UTF-8"),
        (b"#" * (LARGEST_BYTES + 1), "is far too large for a policy"),
    ],
)
def test_a_file_that_cannot_be_read_says_so(tmp_path, content, what):
    path = tmp_path / "policy.toml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(PolicyError, match=what) as caught:
        load(path)
    assert caught.value.problem.startswith(f"The policy {str(path)!r} ")
    if "UTF-8" in what:
        assert caught.value.remedy == "Save it again in the editor, with the encoding UTF-8."
    else:
        assert caught.value.remedy.startswith("Give a policy file")
        assert "echo2ecg-edge policy new FILE" in caught.value.remedy
    assert caught.value.problem.endswith(f"' {what}.")
    with pytest.raises(PolicyError, match=f"'{tmp_path}' cannot be read"):
        load(tmp_path)


def test_a_file_may_be_long_but_not_endless(tmp_path):
    path = tmp_path / "policy.toml"
    path.write_bytes((NAMED + "#" * (LARGEST_BYTES - len(NAMED))).encode())
    assert load(path).name == "x"


@pytest.mark.parametrize("key", ["name", "mode", "counts"])
def test_a_line_that_slipped_under_a_table_is_sent_back_to_the_top(key):
    with pytest.raises(PolicyError, match=rf"line 3: {key} stands under \[prevalence\]") as caught:
        said(f"{NAMED}[prevalence]\n{key} = 'shd'")
    assert "to the top of the file, above [prevalence]" in caught.value.remedy


@pytest.mark.parametrize(("share", "is_one"), [(0.0001, True), (0.9999, True), (1.0, False)])
def test_a_share_is_never_nobody_or_everybody(share, is_one):
    with contextlib.nullcontext() if is_one else pytest.raises(PolicyError):
        assert said(f"{NAMED}[prevalence]\nshd = {share}").prevalence == {"shd": share}


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("1", "For 1 %, write: shd = 0.01"),
        ('"1%"', "For 1 %, write: shd = 0.01"),
        ("99.5", "For 99.5 %, write: shd = 0.995"),
        ('"0.5 %"', "For 0.5 %, write: shd = 0.005"),
        *((text, "For 5 %, write: shd = 0.05") for text in ("100", "-5", '"0.05"', '"0.5"')),
        *((text, "For 5 %, write: shd = 0.05") for text in ('"100%"', '"0 %"', '"1.2.3"', '"%"')),
    ],
)
def test_a_share_in_per_cent_is_understood_and_not_taken(written, meant):
    with pytest.raises(PolicyError) as caught:
        said(f"{NAMED}[prevalence]\nshd = {written}")
    assert caught.value.remedy == meant


@given(st.text(max_size=60))
def test_any_text_is_a_policy_or_a_sentence(text):
    with contextlib.suppress(PolicyError):
        assert said(text).name


shares = st.dictionaries(st.sampled_from(KEYS), st.floats(0.0001, 0.9999), max_size=4)
names = st.text(st.characters(codec="utf-8"), min_size=1, max_size=60).filter(
    lambda name: name.isprintable() and name.strip() == name
)


@given(names, st.sampled_from(Mode), st.floats(0.1, 99), shares, shares, st.booleans())
def test_what_is_written_loads_as_it_was(name, mode, capacity, prevalence, thresholds, few):
    policy = Policy(
        name,
        mode,
        KEYS[:2] if few else None,
        float(f"{capacity:g}") if mode is Mode.CAPACITY else None,
        thresholds if mode is Mode.THRESHOLDS else {},
        prevalence,
    )
    assert said(as_toml(policy)) == policy


def test_each_line_that_is_written_says_what_it_means():
    policy = Policy(
        "Küste",
        Mode.THRESHOLDS,
        ("shd", "pasp_gte_45"),
        thresholds={"shd": 0.1, "pasp_gte_45": 0.2},
        prevalence={"shd": 0.05},
    )
    assert as_toml(policy).split("\n") == [
        'name = "Küste"',
        'mode = "thresholds"  # sensitive, balanced, specific, capacity or thresholds',
        'counts = ["shd", "pasp_gte_45"]  # the labels that may refer',
        "",
        "[prevalence]  # share of the people screened here who have it",
        "shd = 0.05",
        "",
        "[thresholds]  # probability here from which to refer",
        "shd = 0.1",
        "pasp_gte_45 = 0.2",
        "",
    ]


def test_a_line_is_found_in_its_table_only():
    text = "shd = 1\n[a]\nshd.x = 2\n[ 'b' ]\nshdx = 3\n\"shd\" = 4"
    assert [line_of(text, "shd", table) for table in ("", "a", "b", "c")] == [1, 3, 6, 0]
    assert line_of(text, "b") == 4


def test_a_disk_that_is_full_leaves_the_old_file(tmp_path, monkeypatch):
    path = tmp_path / "site.toml"
    write_toml(WHOLE, path)
    monkeypatch.setattr(
        "echo2ecg_edge.store.disk.settle", lambda _: (_ for _ in ()).throw(OSError(28, "full"))
    )
    with pytest.raises(StorageError, match="while writing the policy"):
        write_toml("", path, force=True)
    assert path.read_text() == WHOLE


def test_a_file_is_written_once(tmp_path):
    path = tmp_path / "site.toml"
    write_toml(NAMED, path)
    for refused in (lambda: write_toml("", path), lambda: refuse_taken(path)):
        with pytest.raises(CallError, match=r"already there\. Choose .* or add --force\.$"):
            refused()
    assert path.read_text() == NAMED
    write_toml(WHOLE, path, force=True)
    assert path.read_text() == WHOLE
    for nowhere in (tmp_path / "nowhere" / "site.toml", tmp_path):
        with pytest.raises(CallError, match=r"no path for a file\. Make its folder first"):
            write_toml("", nowhere, force=True)


def test_a_policy_that_does_not_fit_names_its_file(tmp_path, bundle):
    path = tmp_path / "site.toml"
    path.write_text(NAMED + 'counts = ["shdd"]')
    with pytest.raises(PolicyError, match=r"^site.toml: counts names 'shdd'.* Did you mean shd\?"):
        load_plan(path, bundle)
