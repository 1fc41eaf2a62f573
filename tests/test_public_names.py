"""The public names: what is listed is there, and what is there is listed."""

import importlib
import inspect

import pytest

import echo2ecg_edge
from echo2ecg_edge import errors


def test_the_public_names_are_these():
    assert set(echo2ecg_edge.__all__) == {
        *("Screener", "Recording", "Screening", "Verdict", "Reason", "Step", "__version__"),
        *("Explanation", "Risk", "language", "as_fhir", "as_html", "as_pdf", "as_png"),
        *("read_results", "screen_into"),
        *("Measurements", "Urgent", "SignalQuality", "LeadQuality"),
        *("as_json", "as_text", "read_ecg", "write_csv", "write_wfdb", "write_fhir"),
        *("Prediction", "LabelScore", "FindingScore", "LvefEstimate", "Oddness", "Neighbours"),
        *(name for name, _ in inspect.getmembers(errors, inspect.isclass) if "Error" in name),
    }
    assert list(echo2ecg_edge.__all__) == sorted(echo2ecg_edge.__all__)


def test_every_public_name_is_there():
    for name in echo2ecg_edge.__all__:
        assert getattr(echo2ecg_edge, name)
    assert echo2ecg_edge.as_html.__name__ == "as_html"
    with pytest.raises(AttributeError, match="nothing"):
        _ = echo2ecg_edge.nothing


@pytest.mark.parametrize(
    "package",
    [
        "readers",
        "admission",
        "signal",
        "quality",
        "measure",
        "model.engines",
        "report",
        "coach",
        "words",
    ],
)
def test_every_room_lists_what_it_has(package):
    room = importlib.import_module(f"echo2ecg_edge.{package}")
    for name in room.__all__:
        assert hasattr(room, name)


def test_every_public_thing_has_a_docstring():
    for name in echo2ecg_edge.__all__:
        thing = getattr(echo2ecg_edge, name)
        assert isinstance(thing, str) or inspect.getdoc(thing)
