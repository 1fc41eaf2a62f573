"""Every language says every sentence: the same values, nothing untranslated, nothing broken."""

import re
import string
import unicodedata
from dataclasses import replace

import pytest
from click.testing import CliRunner

from echo2ecg_edge.errors import CallError
from echo2ecg_edge.labels import Knowledge
from echo2ecg_edge.report import as_text
from echo2ecg_edge.report.cells import columns
from echo2ecg_edge.report.paragraphs import wrap
from echo2ecg_edge.verdict import Verdict
from echo2ecg_edge.words import CATALOGUE, known, language, say
from echo2ecg_edge.words.language import ENGLISH
from export.__main__ import main
from export.languages import CLAIM, TRANSLATED, as_mo, as_po, file_of, read, update
from export.translators import notes
from export.words import words
from tests.screenings import EVERY, RICH

ENDS = {"hi": {".": "।"}}
"""Where a language ends its sentences with another mark."""
SIMULATED = {"fr": "simul", "es": "simul", "pt": "simul", "sw": "bandia", "hi": "सिम्युलेटेड"}
"""What must stand wherever English says that something is simulated."""
NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
WORD = re.compile(r"[^\W\d_]{3,}")
"""Three letters in a row: no unit, no V1, no AV."""
SAME = 0.12
"""Share of sentences that may read as in English: ECG, V1, normal, mV."""


def fields(sentence: str) -> list[tuple[str, str]]:
    """Return each value of a sentence with how it is written, in alphabetical order."""
    found = string.Formatter().parse(sentence)
    return sorted((name, spec or "") for _, name, spec, _ in found if name is not None)


def sample(spec: str) -> object:
    return 0.125 if spec[-1:] in ("f", "g", "%") else "X"


def ending(sentence: str) -> str:
    """Return the mark that a sentence ends with, or nothing."""
    last = sentence[-1]
    return last if unicodedata.category(last).startswith("P") and last not in ")}»" else ""


@pytest.fixture(params=TRANSLATED)
def code(request):
    return request.param


def test_the_files_are_what_the_command_writes(code):
    po = file_of(code).read_bytes()
    head = po.decode().partition("\n\n")[0] + "\n\n"
    assert as_po(read(po), head) == po, "run: python -m export languages"
    assert as_mo(code, read(po)) == file_of(code, ending="mo").read_bytes()
    assert CLAIM in head


def test_nothing_is_untranslated_and_nothing_is_left_over(code):
    found = read(file_of(code).read_bytes())
    assert list(found) == list(CATALOGUE)
    assert [key for key, (english, said) in found.items() if not (english and said)] == []
    same = [key for key, (english, said) in found.items() if english == said]
    assert len(same) <= SAME * len(found), same
    long = [key for key in same if len(CATALOGUE[key].split()) > 5]
    assert long == []


def test_each_sentence_has_the_same_values_and_ends_alike(code):
    marks = ENDS.get(code, {})
    for key, english in CATALOGUE.items():
        if key.startswith("number."):
            continue
        said = language(code).sentence(key)
        assert fields(said) == fields(english), key
        assert ending(said) == marks.get(ending(english), ending(english)), key
        assert (said == said.strip()) == (english == english.strip()), key
        assert (" (" in said) == (" (" in english) or not key.startswith("title."), key
        assert unicodedata.normalize("NFC", said) == said, key
        assert all(letter.isprintable() or letter == "\u00a0" for letter in said), key


def test_simulated_stays_simulated_and_no_number_changes(code):
    for key, english in CATALOGUE.items():
        said = language(code).sentence(key)
        assert ("simulated" not in english) or SIMULATED[code] in said.lower(), key
        words = [
            "".join(part for part, *_ in string.Formatter().parse(one)) for one in (english, said)
        ]
        found = [sorted(NUMBER.findall(one.replace(",", "."))) for one in words]
        assert found[0] == found[1], key


def test_every_sentence_can_be_said(code):
    for key, english in CATALOGUE.items():
        values = {name: sample(spec) for name, spec in fields(english)}
        said = language(code).sentence(key).format_map(values)
        assert "{" not in said, key


def test_verdicts_can_be_told_apart(code):
    for kind in ("headline", "verdict"):
        said = [language(code).sentence(key) for key in CATALOGUE if key.startswith(f"{kind}.")]
        firsts = {text.partition(":")[0].strip() for text in said}
        assert len(firsts) == len(Verdict), firsts


def test_hindi_is_written_in_its_own_letters():
    for key in CATALOGUE:
        said = language("hi").sentence(key)
        plain = "".join(part for part, *_ in string.Formatter().parse(said))
        if WORD.search("".join(part for part, *_ in string.Formatter().parse(CATALOGUE[key]))):
            assert any("DEVANAGARI" in unicodedata.name(letter, "") for letter in plain), key


@pytest.mark.parametrize("screening", EVERY.values(), ids=EVERY)
def test_every_report_fits_80_columns_in_every_language(code, screening):
    lines = as_text(screening, language(code)).splitlines()
    assert max(map(columns, lines)) <= 80
    assert len(lines) <= 46
    last = language(code).sentence("disclaimer").replace("\u00a0", " ")
    assert " ".join(line.strip() for line in lines).endswith(last)
    assert lines[0] != as_text(screening).splitlines()[0]


@pytest.mark.parametrize("code", ["sw", "hi"])
def test_a_report_is_said_in_one_language(code):
    """Nothing of a rich report but names stays English; Romance languages share too many words."""
    bundle = replace(RICH.bundle, status=CATALOGUE["status.mixed"])
    rich = replace(RICH, bundle=bundle, origin=replace(RICH.origin, notes=()))
    english = set(re.findall(r"[a-z]{4,}", as_text(rich)))
    same = english & set(re.findall(r"[a-z]{4,}", as_text(rich, language(code))))
    assert same <= {"ward", "anna", "tiny", "model", "onnxruntime", "onnx", "echo"}, same


@pytest.mark.parametrize(
    ("value", "code", "said"), [(0.5, "en", "0.5 mV"), (0.5, "fr", "0,5"), (0.5, "hi", "0.5")]
)
def test_numbers_are_written_as_people_write_them(value, code, said):
    assert said in say("text.voltage", {"name": "x", "mv": value}, language(code))


def test_what_a_bundle_says_of_itself_is_known_again(code):
    spoken = language(code)
    simulated = CATALOGUE["status.simulated"]
    built = f"{simulated} Its encoder builds on training with PTB-XL."
    assert known(simulated, spoken) == spoken.sentence("status.simulated")
    assert known(built, spoken).startswith(spoken.sentence("status.simulated"))
    assert "PTB-XL" in known(built, spoken)
    assert known("Something else.", spoken) == "Something else."
    assert known(built) == built


@pytest.mark.parametrize("kind", [one for one in Knowledge if one is not Knowledge.OTHERS])
def test_what_a_training_run_says_of_its_bundle_is_known_in_every_language(code, kind):
    for built_on in ("", "PTB-XL and Clinic 7"):
        status = words(kind, "Clinic 7", built_on).status
        assert known(status, language(code)) != status
        assert "{" not in known(status, language(code))


def test_a_language_that_is_not_there_is_refused():
    with pytest.raises(CallError, match="There is no language 'xx'"):
        language("xx")
    assert language("en") is ENGLISH


def test_a_new_language_begins_empty_and_a_changed_sentence_is_fuzzy(tmp_path):
    assert update("fr", tmp_path) == len(CATALOGUE)
    path = file_of("fr", tmp_path)
    first, *others = CATALOGUE
    old = {first: ("Other English.", "Autre."), others[0]: (CATALOGUE[others[0]], "Oui.")}
    path.write_bytes(as_po(old, path.read_text("utf-8").partition("\n\n")[0] + "\n\n"))
    assert "fuzzy" in path.read_text("utf-8")
    assert update("fr", tmp_path) == len(CATALOGUE) - 1
    found = read(path.read_bytes())
    assert found[first] == ("", "Autre.")
    assert found[others[0]] == (CATALOGUE[others[0]], "Oui.")
    assert b"Autre" not in file_of("fr", tmp_path, "mo").read_bytes()
    assert b"Oui." in file_of("fr", tmp_path, "mo").read_bytes()


def test_the_command_brings_every_language_up_to_date(monkeypatch):
    monkeypatch.setattr("export.languages.update", dict.fromkeys(TRANSLATED, 0).pop)
    done = CliRunner().invoke(main, ["languages"])
    assert done.output.count(".po: 0 not translated.") == len(TRANSLATED)


def test_a_translator_is_told_what_the_braces_hold():
    said = notes("reason.lead_flat", "{leads} is flat.")
    assert said[0].startswith("Why the verdict is what it is")
    assert said[1].startswith("{leads}: names of ECG leads")
    assert [key for key, english in CATALOGUE.items() if not notes(key, english)] == []


HINDI = "इस ईसीजी में कोई धड़कन नहीं मिली, इसलिए इसे फिर से रिकॉर्ड करें और चिकित्सक को दिखाएँ। "


def test_text_is_wrapped_at_the_columns_it_takes():
    lines = wrap(4 * HINDI, "- ")
    assert max(map(columns, lines)) <= 80
    assert max(map(len, lines)) > 80
    assert "".join(lines).replace(" ", "").removeprefix("-") == (4 * HINDI).replace(" ", "")
    assert all(line.startswith(("- ", "  ")) for line in lines)
    assert not any(unicodedata.combining(line.strip()[0]) for line in lines)
    assert max(map(columns, wrap(100 * "心"))) <= 80


@pytest.mark.parametrize(("text", "width"), [("abc", 3), ("हिन्दी", 5), ("心電図", 6), ("é", 1)])
def test_columns(text, width):
    assert columns(text) == width
