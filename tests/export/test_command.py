"""``python -m export``: where the bundle goes, and what is said when it cannot be made."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from echo2ecg_edge.errors import BundleError
from export.__main__ import PRECISIONS, main
from export.models import Precision


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[object, ...]]:
    """Every call of the export, which makes nothing here."""
    calls: list[tuple[object, ...]] = []
    monkeypatch.setattr("export.bundle.export_bundle", lambda *call: calls.append(call) or ())
    monkeypatch.setattr("export.__main__.quiet", lambda: None)
    return calls


def test_without_a_bundle_the_run_holds_it_and_nothing_shipped_is_overwritten(
    asked: list[tuple[object, ...]], tmp_path: Path
) -> None:
    result = CliRunner().invoke(main, ["--run", str(tmp_path)])
    assert result.exit_code == 0, result.output
    ((run, _, bundle, version, precision),) = asked
    assert (run, bundle) == (tmp_path, tmp_path / "bundle" / "edge-1")
    assert (version, precision) == ("2.0.0", Precision.INT8)


def test_every_precision_can_be_asked_for(asked: list[tuple[object, ...]], tmp_path: Path) -> None:
    assert tuple(PRECISIONS) == tuple(Precision)
    for precision in PRECISIONS:
        arguments = ["--run", str(tmp_path), "--bundle", "b-1", "--precision", precision]
        assert CliRunner().invoke(main, arguments).exit_code == 0
    assert [call[2:] for call in asked] == [(Path("b-1"), "2.0.0", one) for one in Precision]


def test_a_refusal_is_told_in_words(
    asked: list[tuple[object, ...]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise BundleError("The models cannot be bundled.", "Train again.")

    monkeypatch.setattr("export.bundle.export_bundle", refuse)
    result = CliRunner().invoke(main, ["--run", str(tmp_path)])
    assert result.exit_code == 1
    assert result.output == "Error: The models cannot be bundled. Train again.\n"


def test_a_run_that_is_not_there_is_a_wrong_argument(
    asked: list[tuple[object, ...]], tmp_path: Path
) -> None:
    result = CliRunner().invoke(main, ["--run", str(tmp_path / "nowhere")])
    assert result.exit_code == 2
    assert "Invalid value for '--run'" in result.output
    assert not asked
