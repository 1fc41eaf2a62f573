"""Prevalence estimated from scores alone, against the true one."""

from collections.abc import Iterator
from typing import Final

import numpy as np

from benchmarks.section import SIMULATED, Section, Table
from benchmarks.tables import Row
from benchmarks.triage.patients import Patients
from benchmarks.triage.site import PREVALENCES, people
from benchmarks.triage.worked import PATIENTS
from echo2ecg_edge.errors import CallError
from echo2ecg_edge.labels import COMPOSITE
from echo2ecg_edge.model.bundle import Bundle
from echo2ecg_edge.model.population import Population
from echo2ecg_edge.policy.estimate import FEWEST, SMALLEST, WIDEST, Estimate, estimate

COUNTS: Final = (FEWEST, 500, 2000, 10_000)
ALONE: Final = ("lvef_lte_45", "pasp_gte_45", "aortic_stenosis_moderate_severe")
NOTES: Final = (
    "Each row: many sites of that prevalence, each of which screened that many people. Useful: the "
    f"share of sites whose interval is narrow enough to be printed (odds within {WIDEST:g} of each "
    f"other, {SMALLEST:.0%} or more). In: the share of all sites, and of the useful ones, whose "
    "95 % interval holds the true prevalence. Where few are useful, they are mostly those that are "
    f"too high by chance; from {FEWEST} ECGs, hardly anything can be told where 10 of 100 are ill "
    "or fewer.",
    f"The second table shows why only {COMPOSITE} is estimated: the same, for labels on their own, "
    f"at sites where {COMPOSITE} is as rare as the row says. There, people without one disease "
    "mostly have none, unlike in training; each label alone is estimated far too low.",
)


def guessed(bundle: Bundle, patients: Patients, repeats: int) -> Section:
    """Measure estimates at every prevalence."""
    tables = [
        Table("estimate", f"{COMPOSITE}, which is estimated", SIMULATED,
              [*_rows(bundle, patients, COMPOSITE, repeats, COUNTS)]),
        Table("estimate alone", "Other labels, which are not", SIMULATED,
              [row for key in ALONE
               for row in _rows(bundle, patients, key, repeats, COUNTS[-1:])]),
    ]  # fmt: skip
    return Section("Estimated prevalence", NOTES, tables)


def _rows(
    bundle: Bundle, patients: Patients, key: str, repeats: int, counts: tuple[int, ...]
) -> Iterator[Row]:
    for prevalence in PREVALENCES:
        for count in counts:
            found, true = _sites(bundle, patients, key, prevalence, count, repeats)
            held = [one.low <= true <= one.high for one in found]
            yield {
                **_named(key, prevalence, count),
                "true, %": f"{100 * true:.1f}",
                "estimated, median %": f"{100 * np.median([one.share for one in found]):.1f}",
                "interval, median %": f"[{100 * np.median([one.low for one in found]):.1f}, "
                f"{100 * np.median([one.high for one in found]):.1f}]",
                "in, %": _percent(held),
                "useful, %": _percent([one.is_useful for one in found]),
                "in, of the useful, %": _percent([
                    is_in for is_in, one in zip(held, found, strict=True) if one.is_useful
                ]),
            }  # fmt: skip


def _named(key: str, prevalence: float, count: int) -> Row:
    label = "" if key == COMPOSITE else f"{key}, "
    return {"site, people": f"{label}{COMPOSITE} {prevalence:.0%}, {count}"}


def _sites(
    bundle: Bundle, patients: Patients, key: str, prevalence: float, count: int, repeats: int
) -> tuple[list[Estimate], float]:
    """Return every site's estimate, and what it should be: the chance of each one to have it."""
    population = Population.of(bundle)
    if population is None:
        raise CallError("This bundle brings no patients, so nothing is estimated.", PATIENTS)
    has_any = patients.of(COMPOSITE)[1]
    probability, truth = patients.of(key)
    share = float(prevalence * truth[has_any].mean() + (1 - prevalence) * truth[~has_any].mean())
    found = []
    for seed in range(repeats):
        rows = people(has_any, prevalence, count, np.random.default_rng(seed))
        found.append(estimate(key, probability[rows], population))
    return found, share


def _percent(hits: list[bool]) -> str:
    return f"{100 * np.mean(hits):.0f}" if hits else "-"
