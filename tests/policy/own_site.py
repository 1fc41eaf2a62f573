"""A site that screened some people, and whose echos come back."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np

from echo2ecg_edge.report.csv import CSV_ENCODING, csv_columns, csv_lines, csv_row
from echo2ecg_edge.report.json import as_json
from echo2ecg_edge.screening import Screening
from echo2ecg_edge.triage.risk import Risk
from tests.policy.made_up import KEYS, arrays
from tests.screenings import REPEAT, ROUTINE


def screened(probability: Mapping[str, float]) -> Screening:
    """A screening with these probabilities as trained; other labels are at 1 %."""
    risks = tuple(_risk(risk, probability.get(risk.key, 0.01)) for risk in ROUTINE.risks)
    return replace(ROUTINE, risks=risks)


def _risk(risk: Risk, as_trained: float) -> Risk:
    """At the site it is half of what the model says, so that the two cannot be mixed up."""
    return replace(risk, probability=as_trained / 2, as_trained=as_trained)


def named(shares: Iterable[float], key: str = "shd") -> dict[str, Screening]:
    """Screenings of the files ``ward/p0.csv``, ``ward/p1.csv`` and so on."""
    return {f"ward/p{at}.csv": screened({key: share}) for at, share in enumerate(shares)}


def write_csv(folder: Path, screenings: Mapping[str, Screening]) -> Path:
    """Write results as ``screen FOLDER --out`` does."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = [csv_row(screening, name) for name, screening in screenings.items()]
    text = "".join(csv_lines(csv_columns(KEYS), rows))
    (folder / "results.csv").write_text(text, CSV_ENCODING, newline="")
    return folder


def write_jsonl(file: Path, screenings: Mapping[str, Screening]) -> Path:
    """Write results as ``screen FOLDER --jsonl`` does."""
    sourced = (
        replace(one, origin=replace(one.origin, source=name)) for name, one in screenings.items()
    )
    file.write_text("".join(f"{as_json(one, indent=None)}\n" for one in sourced))
    return file


def crowd(count: int, seed: int, slope: float = 1.0, shift: float = 0.0):
    """Probabilities as the model says them, and truths for which slope and shift are right."""
    random = np.random.default_rng(seed)
    odds = random.normal(-0.5, 1.5, count)
    true = 1 / (1 + np.exp(-(slope * odds + shift)))
    return 1 / (1 + np.exp(-odds)), random.random(count) < true


def refused() -> Screening:
    return REPEAT


def people(prevalence: float, count: int, seed: int) -> np.ndarray:
    """Probabilities of any disease, of people like the bundle's patients, of whom some have it."""
    random, others = np.random.default_rng(seed), arrays(20_000, seed=12)
    has_it, odds = (others[name][:, KEYS.index("shd")] for name in ("truth", "log_odds"))
    sick, well = (np.flatnonzero(has_it == one) for one in (1, 0))
    is_sick = random.random(count) < prevalence
    rows = np.where(is_sick, random.choice(sick, count), random.choice(well, count))
    return 1 / (1 + np.exp(-odds[rows].astype(np.float64)))
