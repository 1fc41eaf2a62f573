from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from train.evaluate import retrieval as module
from train.evaluate.relevance import KS, Relevance
from train.evaluate.retrieval import average_precision, rankings, retrieve
from train.evaluate.retrieval_chance import chance

# Cosines of four queries with four studies; every ranking can be read off the rows.
COSINE = np.array(
    [[0.9, 0.1, 0.2, 0.3], [0.8, 0.5, 0.6, 0.1], [0.1, 0.2, 0.3, 0.4], [0.1, 0.7, 0.6, 0.5]]
)
RANKING = [[0, 3, 2, 1], [0, 2, 1, 3], [3, 2, 1, 0], [1, 2, 3, 0]]


def vectors(cosine):
    """Queries and studies, all of length one, that have these cosines."""
    filler = np.sqrt(1 - (cosine**2).sum(1) / 4)
    query = np.column_stack([cosine / 2, filler]).astype(np.float32)
    return query, np.eye(4, 5, dtype=np.float32)


def test_rankings_are_those_of_the_cosines() -> None:
    ((queries, ranking),) = rankings(*vectors(COSINE))
    assert queries.tolist() == [0, 1, 2, 3]
    assert ranking.tolist() == RANKING


def test_true_pairs_by_hand() -> None:
    found = retrieve(*vectors(COSINE), {"pair": Relevance()})["pair"]
    assert found.first.tolist() == [1, 3, 2, 3]
    assert found.relevant.tolist() == [1, 1, 1, 1]
    assert found.average_precision == pytest.approx([1, 1 / 3, 1 / 2, 1 / 3])
    assert KS[:2] == (1, 3)
    assert found.recall[:, :2].tolist() == [[1, 1], [0, 1], [0, 1], [0, 1]]
    assert found.precision[:, :2] == pytest.approx(
        np.array([[1, 1 / 3], [0, 1 / 3], [0, 1 / 3], [0, 1 / 3]])
    )
    # Only four can be found, yet precision at five is hits / 5.
    assert found.precision[:, 2] == pytest.approx(np.full(4, 1 / 5))


def test_phenotype_matches_by_hand() -> None:
    # 0 and 1 are alike, 2 and 3 are alike.
    lvef = np.array([30.0, 31.0, 60.0, 61.0], np.float32)
    relevance = Relevance.of_measure(lvef)
    assert relevance.within == pytest.approx(lvef.std() / 2)
    found = retrieve(*vectors(COSINE), {"lvef": relevance})["lvef"]
    # Hits along RANKING: 1001, 1010, 1100, 0110.
    assert found.relevant.tolist() == [2, 2, 2, 2]
    assert found.first.tolist() == [1, 1, 1, 2]
    assert found.average_precision == pytest.approx(
        [(1 + 2 / 4) / 2, (1 + 2 / 3) / 2, 1, (1 / 2 + 2 / 3) / 2]
    )
    assert found.recall[:, :2].tolist() == [[0.5, 0.5], [0.5, 1], [0.5, 1], [0, 1]]
    assert found.precision[:, 1] == pytest.approx([1 / 3, 2 / 3, 2 / 3, 2 / 3])


def test_rows_without_the_measure_are_neither_sought_nor_found() -> None:
    lvef = np.array([30.0, np.nan, 60.0, 61.0])
    found = retrieve(*vectors(COSINE), {"lvef": Relevance.of_measure(lvef)})["lvef"]
    assert found.rows.tolist() == [0, 2, 3]
    assert found.gallery == 3
    # Rankings without study 1: 0 3 2, 3 2 0, 2 3 0.
    assert found.first.tolist() == [1, 1, 1]
    assert found.relevant.tolist() == [1, 2, 2]


def test_ties_go_to_the_earlier_row() -> None:
    same = np.ones((5, 3), np.float32)
    ((_, ranking),) = rankings(same, same)
    assert (ranking == np.arange(5)).all()


def test_blocks_do_not_change_the_result(monkeypatch) -> None:
    query, gallery = vectors(COSINE)
    relevances = {"lvef": Relevance.of_measure(np.array([30.0, 31.0, np.nan, 31.5]))}
    whole = retrieve(query, gallery, relevances)["lvef"]
    # The third row is a block of its own and asks nothing.
    monkeypatch.setattr(module, "BLOCK", 1)
    parts = retrieve(query, gallery, relevances)["lvef"]
    for name in ("rows", "relevant", "hits", "average_precision", "first"):
        assert getattr(parts, name).tolist() == getattr(whole, name).tolist()
    assert parts.gallery == whole.gallery


@given(st.integers(1, 5), st.integers(0, 2))
def test_chance_is_the_mean_over_all_orders(gallery: int, fewer: int) -> None:
    relevant = max(gallery - fewer, 1)
    hit = np.arange(gallery) < relevant
    ranked = np.array(sorted(set(permutations(hit.tolist()))))
    expected = chance(np.array([relevant]), gallery)
    assert expected.mean_average_precision == pytest.approx(average_precision(ranked).mean())
    first = ranked.argmax(1) + 1
    assert expected.mean_rank == pytest.approx(first.mean())
    assert expected.median_rank == np.quantile(first, 0.5, method="inverted_cdf")
    for place, k in enumerate(KS):
        hits = ranked[:, :k].sum(1)
        assert expected.precision[place] == pytest.approx((hits / k).mean())
        assert expected.recall[place] == pytest.approx((hits / relevant).mean())


def test_chance_precision_of_a_normal_phenotype_is_the_known_one() -> None:
    value = np.random.default_rng(0).normal(55, 10, 1500)
    relevant = (np.abs(value[:, None] - value) <= value.std() / 2).sum(1)
    assert chance(relevant, len(value)).precision[0] == pytest.approx(0.276, abs=0.01)
