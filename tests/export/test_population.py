"""The patients of a bundle, scored by its own graph."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from echo2ecg_edge.errors import CallError
from echo2ecg_edge.model.bundle import Bundle
from echo2ecg_edge.model.engines import open_engine
from echo2ecg_edge.model.manifest import to_json
from echo2ecg_edge.model.population import Population
from export import population
from export.__main__ import main
from tests.rich_bundle import rich_manifest, rich_weights, write_rich_bundle
from tests.tiny_bundle import SAMPLES, SIGNAL
from tests.train.mixed_pairs import mixed_pairs
from train.finish.part import heart_rows
from train.pairs import Pairs


def loud_pairs(rows: int = 80) -> Pairs:
    """Pairs as the rich bundle takes them, some of them louder."""
    random, pairs = np.random.default_rng(2), mixed_pairs(rows)
    ecg = random.normal(0, 1, (rows, 12, SAMPLES)) * random.uniform(0.1, 3, (rows, 1, 1))
    about = replace(pairs.about, spec=SIGNAL)
    return replace(pairs, ecg=ecg.astype(np.float16), about=about)


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    folder = write_rich_bundle(tmp_path / "tiny", rich_weights())
    manifest = replace(Bundle.load(folder).manifest, provenance={"train_patients": 7})
    (folder / "manifest.json").write_text(to_json(manifest))
    (folder / "CARD.md").write_text("# tiny\n\n## Provenance\n\n- seed: 7\n")
    return folder


def test_patients_are_scored_by_the_graph_that_ships(bundle, monkeypatch) -> None:
    pairs = loud_pairs()
    monkeypatch.setattr(population, "open_pairs", lambda _: pairs)
    rows = heart_rows(pairs, "validation")
    said = population.renew_population(bundle, Path("pairs"))
    assert said == f"{len(rows)} simulated validation patients"
    loaded = Bundle.load(bundle)
    found = Population.of(loaded)
    assert found.data == "simulated validation patients"
    np.testing.assert_array_equal(found.truth, pairs.labels[rows][:, :12] > 0)
    batch = pairs.ecg[rows].astype(np.float32)[:, :, None]
    logits = open_engine("onnx", loaded, 1).run(batch)["logits"]
    np.testing.assert_allclose(found.log_odds, logits, rtol=2e-3, atol=2e-3)
    assert (bundle / "CARD.md").read_text().endswith(f"- population: {said}\n")
    assert loaded.manifest.provenance["population"] == said
    before = (bundle / "population.npz").read_bytes()
    population.renew_population(bundle, Path("pairs"))
    assert (bundle / "population.npz").read_bytes() == before


def test_more_patients_are_simulated_when_asked_for(bundle, tmp_path, monkeypatch) -> None:
    asked = []

    def more(pairs: Pairs, patients: int, seed: int) -> Pairs:
        asked.append((patients, seed))
        return pairs

    monkeypatch.setattr(population, "open_pairs", lambda _: loud_pairs())
    monkeypatch.setattr(population, "with_more_validation", more)
    arguments = ["population", "--bundle", str(bundle), "--pairs", str(tmp_path), "--more", "9"]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0, result.output
    assert "now brings the scores of" in result.output
    assert asked == [(9, population.DATA_SEED)]


def test_pairs_that_do_not_fit_are_refused(bundle, monkeypatch) -> None:
    monkeypatch.setattr(population, "open_pairs", lambda _: mixed_pairs(40))
    with pytest.raises(CallError, match="not cleaned as the bundle asks for"):
        population.renew_population(bundle, Path("pairs"))
    assert not (bundle / "population.npz").exists()


def test_an_encoder_has_no_patients(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(population, "open_pairs", lambda _: loud_pairs())
    manifest = replace(rich_manifest(), labels=())
    with pytest.raises(CallError, match="not those of its graph"):
        population._refuse_unfit(manifest, loud_pairs(40))
