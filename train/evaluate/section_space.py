"""Sections on the shared space: retrieval, and labels without training."""

import numpy as np
from numpy.typing import NDArray

from train.evaluate.figures import mean_of, median_of, on
from train.evaluate.material import Flags, Material
from train.evaluate.relevance import KS, Relevance, Retrieved
from train.evaluate.retrieval import retrieve
from train.evaluate.retrieval_chance import chance
from train.evaluate.section import Cell, LackingError, Section
from train.evaluate.section_labels import rows as label_rows
from train.evaluate.zero_shot import PROMPTS, prompt_scores, prototype_scores
from train.pairs import Pairs

PHENOTYPES = ("lvef", "lvedv", "lvesv", "lvsv")
"""Beginnings of the names of the measures that relevance is read from."""
TRUE_PAIR = "the true pair"


def with_views(pairs: Pairs, rows: NDArray[np.int64]) -> Flags:
    """Return which rows have echo views, shape (len(rows),)."""
    return np.asarray(pairs.view_start[rows + 1] > pairs.view_start[rows])


def phenotypes(pairs: Pairs, rows: NDArray[np.int64]) -> dict[str, NDArray[np.float64]]:
    """Return LVEF, volumes and stroke volume where there are any; the last may be a difference."""
    found = {
        name: pairs.measures[rows, column].astype(np.float64)
        for column, name in enumerate(pairs.about.measure_names)
        if name.startswith(PHENOTYPES)
    }
    for name in list(found):
        unit = name.removeprefix("lvedv")
        ends = f"lvesv{unit}"
        if unit != name and ends in found:
            found.setdefault(f"lvsv{unit}", found[name] - found[ends])
    return {name: values for name, values in found.items() if np.isfinite(values).sum() > 1}


def retrieval(material: Material) -> Section:
    """How well ECGs find their echo studies, and echo studies their ECGs."""
    test = material.test
    has = with_views(material.pairs, test.rows)
    if has.sum() < 2:
        raise LackingError("The test rows have no echo views.")
    at = np.flatnonzero(has)
    ecg = test.says["embedding"][at]
    echo = material.studies(test.rows[at])
    relevances = {TRUE_PAIR: Relevance()} | {
        f"{name} within 0.5 SD": Relevance.of_measure(values)
        for name, values in phenotypes(material.pairs, test.rows[at]).items()
    }
    found = []
    for direction, query, gallery in (("ECG to echo", ecg, echo), ("echo to ECG", echo, ecg)):
        for name, one in retrieve(query, gallery, relevances).items():
            head: dict[str, Cell] = {"direction": direction, "relevant": name}
            head |= {"queries": len(one.rows), "gallery": one.gallery}
            found.append(head | {"ranking": "model"} | _measured(material, at, one))
            found.append(head | {"ranking": "chance"} | _chance(one))
    note = (
        "recall@k = hits / relevant, precision@k = hits / k; MdR and MnR are the median and mean "
        "rank of the first hit. Intervals resample the queries and keep the gallery. Read every "
        "row against the chance row below it."
    )
    return Section("retrieval", "Retrieval", note, found)


def _measured(material: Material, at: NDArray[np.int64], one: Retrieved) -> dict[str, Cell]:
    columns = {f"recall@{k}": mean_of(one.recall[:, i]) for i, k in enumerate(KS)}
    columns |= {f"precision@{k}": mean_of(one.precision[:, i]) for i, k in enumerate(KS)}
    columns |= {"mAP": mean_of(one.average_precision)}
    columns |= {"MdR": median_of(one.first), "MnR": mean_of(one.first)}
    queries = at[one.rows]
    return {
        name: material.resampling.interval(on(queries, figure), len(queries))
        for name, figure in columns.items()
    }


def _chance(one: Retrieved) -> dict[str, Cell]:
    expected = chance(one.relevant, one.gallery)
    columns: dict[str, Cell] = {
        f"recall@{k}": value for k, value in zip(KS, expected.recall, strict=True)
    }
    columns |= {f"precision@{k}": value for k, value in zip(KS, expected.precision, strict=True)}
    columns |= {"mAP": expected.mean_average_precision}
    return columns | {"MdR": expected.median_rank, "MnR": expected.mean_rank}


def prompts(material: Material) -> Section:
    """How well sentences name what an ECG shows."""
    names = [name for name in material.columns if name in PROMPTS]
    if not names:
        raise LackingError("There are no prompts for the labels of the data.")
    yes = material.trained.prompts([PROMPTS[name][0] for name in names])
    no = material.trained.prompts([PROMPTS[name][1] for name in names])
    if yes is None or no is None:
        raise LackingError("The model has no text branch.")
    scores = prompt_scores(material.test.says["embedding"], yes, no)
    note = "Cosine with a sentence that says yes minus cosine with one that says no."
    rows = label_rows(material, dict(zip(names, scores.T, strict=True)), {})
    return Section("zero_shot_prompts", "Zero shots by prompts", note, rows)


def prototypes(material: Material) -> Section:
    """How well the mean echo study of a label names what an ECG shows."""
    train, names = material.part("train"), list(material.columns)
    has = with_views(material.pairs, train.rows)
    if not names or not has.any():
        raise LackingError("The training rows have no echo views, or no label can be evaluated.")
    studies = material.studies(train.rows[has])
    labels = train.truth[has][:, list(material.columns.values())]
    scores = prototype_scores(material.test.says["embedding"], studies, labels)
    note = (
        "Cosine with the mean echo study of positive training patients minus that of negative "
        "ones; no ECG label is used."
    )
    rows = label_rows(material, dict(zip(names, scores.T, strict=True)), {})
    return Section("zero_shot_prototypes", "Zero shots by echo prototypes", note, rows)
