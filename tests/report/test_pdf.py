"""The report as PDF: two sheets, the same bytes each time, letters of its own, true to scale."""

import sys
from dataclasses import replace
from io import BytesIO

import pytest
from hypothesis import given, settings
from pypdf import PdfReader

from echo2ecg_edge.errors import CallError
from echo2ecg_edge.recording import Origin
from echo2ecg_edge.report.page import page_of
from echo2ecg_edge.report.pdf import as_pdf, as_png
from echo2ecg_edge.screening import Screening
from echo2ecg_edge.words import LANGUAGES, language
from tests.explanations import explained
from tests.report.made import SCREENINGS
from tests.report.printed import LARGEST_BYTES, with_ecg
from tests.screenings import EVERY, REFER, UNREADABLE

A4_LANDSCAPE = (842, 595)


def read(pdf: bytes) -> PdfReader:
    return PdfReader(BytesIO(pdf))


def words(reader: PdfReader, page: int) -> str:
    return " ".join(reader.pages[page].extract_text().split())


@pytest.mark.parametrize("kind", EVERY)
def test_every_kind_of_screening_is_one_sheet_and_one_for_the_patient(kind: str) -> None:
    screening = with_ecg(EVERY[kind])
    explanation = explained(screening) if screening.risks else None
    page = page_of(screening, explanation)
    pdf = as_pdf(screening, explanation)
    reader = read(pdf)
    assert len(reader.pages) == 2
    assert len(pdf) <= LARGEST_BYTES
    for sheet in reader.pages:
        assert (round(sheet.mediabox.width), round(sheet.mediabox.height)) == A4_LANDSCAPE
    report, patient = words(reader, 0), words(reader, 1)
    assert page.headline in report
    assert page.disclaimer in report
    assert all(line in report for line in page.reasons.lines)
    assert page.patient.headline in patient
    assert page.patient.not_a_diagnosis in patient


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_language_fits_and_is_named_in_the_file(code: str) -> None:
    screening = with_ecg(EVERY["rich"])
    spoken = language(code)
    pdf = as_pdf(screening, explained(screening), spoken)
    reader = read(pdf)
    assert len(reader.pages) == 2
    assert len(pdf) <= LARGEST_BYTES
    assert reader.trailer["/Root"]["/Lang"] == code
    assert reader.metadata is not None
    assert page_of(screening, None, spoken).headline in str(reader.metadata.title)


def test_hindi_is_set_in_letters_that_the_file_carries() -> None:
    fonts = read(as_pdf(REFER, None, language("hi"))).pages[0]["/Resources"]["/Font"]
    names = {str(font.get_object()["/BaseFont"]).split("+")[-1] for font in fonts.values()}
    assert {"NotoSansDevanagari-Bold", "NotoSansDevanagari-Regular"} <= names


def test_the_same_screening_gives_the_same_bytes_and_no_date() -> None:
    screening = with_ecg(REFER)
    assert as_pdf(screening) == as_pdf(screening)
    assert as_png(screening) == as_png(screening)
    assert "/CreationDate" not in (read(as_pdf(screening)).metadata or {})


def test_any_name_of_a_file_is_printed_and_none_of_it_is_markup() -> None:
    letters = [*range(1, 0x3000), 0x4E00, 0xFB01, 0xFFFD, 0x1F600]
    every_letter = "".join(map(chr, letters)).replace("/", "")  # else the name would end there
    name = "#panic() $x$ *b* _i_ <a> @b [c] " + "long_" * 60 + every_letter
    screening = replace(UNREADABLE, origin=Origin(name, "CSV"))
    said = words(read(as_pdf(screening)), 0)
    assert "#panic() $x$ *b* _i_ <a> @b [c]" in said


@settings(max_examples=10, deadline=None)
@given(SCREENINGS)
def test_whatever_a_screening_holds_can_be_printed(screening: Screening) -> None:
    assert len(read(as_pdf(screening)).pages) >= 2


def test_what_does_not_fit_goes_on_and_is_not_lost() -> None:
    notes = tuple(f"Note number {number} of the reader, at some length." for number in range(400))
    screening = replace(with_ecg(REFER), origin=Origin("a.csv", "CSV", notes))
    reader = read(as_pdf(screening))
    said = " ".join(words(reader, page) for page in range(len(reader.pages)))
    shown = page_of(screening).recording[-1].lines
    assert all(line in said for line in shown)


@pytest.mark.parametrize("package", ["typst", "PIL.Image"])
def test_without_a_package_the_person_is_told_what_to_install(
    package: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(CallError, match=r"echo2ecg-edge\[report\].*HTML needs nothing"):
        as_png(REFER)


def test_a_pdf_needs_no_package_for_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "PIL.Image", None)
    assert as_pdf(REFER).startswith(b"%PDF")
