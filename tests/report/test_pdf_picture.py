"""The report as a picture: small, true to scale, and its code still read."""

from io import BytesIO

import numpy as np
import pytest
import zxingcpp
from PIL import Image

from echo2ecg_edge.report.page import page_of
from echo2ecg_edge.report.page.qr_read import read_qr
from echo2ecg_edge.report.pdf import DPI, as_png
from tests.explanations import explained
from tests.report.printed import LARGEST_BYTES, with_ecg
from tests.screenings import EVERY, REFER, UNREADABLE

SHEET_MM = 297


def opened(png: bytes) -> Image.Image:
    return Image.open(BytesIO(png)).convert("RGB")


@pytest.mark.parametrize("kind", EVERY)
def test_every_kind_of_screening_is_one_small_picture_whose_code_is_read(kind: str) -> None:
    screening = with_ecg(EVERY[kind])
    png = as_png(screening, explained(screening) if screening.risks else None)
    assert len(png) <= LARGEST_BYTES
    picture = opened(png)
    assert picture.width == round(SHEET_MM * DPI / 25.4)
    (code,) = zxingcpp.read_barcodes(picture)
    assert code.text == page_of(screening).patient.qr.text
    assert read_qr(code.text).verdict is screening.verdict


def test_the_paper_is_true_to_scale() -> None:
    screening = with_ecg(REFER)
    page = page_of(screening)
    assert page.ecg is not None
    dots = np.asarray(opened(as_png(screening))).astype(int)
    is_red = dots[..., 0] - dots[..., 1] > 5  # nothing but the ECG paper has a colour
    rows, columns = np.flatnonzero(is_red.any(axis=1)), np.flatnonzero(is_red.any(axis=0))
    found_mm = np.array([np.ptp(columns), np.ptp(rows)]) * 25.4 / DPI
    assert found_mm == pytest.approx([page.ecg.figure.width_mm, page.ecg.figure.height_mm], abs=1)


def test_an_unread_file_has_a_picture_without_paper() -> None:
    dots = np.asarray(opened(as_png(UNREADABLE))).astype(int)
    assert (np.ptp(dots, axis=2) <= 5).all()
