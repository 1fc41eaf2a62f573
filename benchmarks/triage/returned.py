"""Recalibration by the number of returned results, and why it is done the way it is."""

from collections.abc import Iterator
from typing import Final

import numpy as np

from benchmarks.section import SIMULATED, Section, Table
from benchmarks.tables import Row
from benchmarks.triage.other_lines import OTHERS
from benchmarks.triage.patients import Patients
from benchmarks.triage.scenes import SCENES, SEEN, Crowd, Scene, crowd, with_echo
from benchmarks.triage.site import Floats
from echo2ecg_edge.model.bundle import Bundle
from echo2ecg_edge.odds import all_log_odds, chances
from echo2ecg_edge.policy import LabelRule, plan_of_bundle
from echo2ecg_edge.policy.logistic import fit
from echo2ecg_edge.policy.recalibrate import FEWEST, FEWEST_OF_A_KIND, learn

KEYS: Final = ("shd", "lvef_lte_45", "aortic_stenosis_moderate_severe")
COUNTS: Final = (50, 100, 200, 500, 1000)
NOTES: Final = (
    f"Each row: many sites of a kind, each of which gets that many results back; Brier scores on "
    f"{SEEN} other people of the site, mean over the sites.",
    f"As shipped: below {FEWEST} results, or {FEWEST_OF_A_KIND} of those with or without, it is "
    "refused, and so where cross-validation sees no gain above its standard error: the site keeps "
    "what it had. "
    "Worse: share of the sites that it left with a worse Brier score than before.",
    "The other columns refuse nothing: the line that ships, a shift alone, and shift and slope "
    "without drawing the slope to 1; a dash where a kind was missing.",
    "Bold: the model's odds are further from even than they should be here; timid: less far. Best: "
    "the Brier score of the best line there is.",
)


def returned(bundle: Bundle, patients: Patients, repeats: int) -> Section:
    """Measure recalibration at every kind of site."""
    tables = [
        Table(f"returned {key}", key, SIMULATED,
              [row for scene in SCENES for row in _rows(scene, patients, key, bundle, repeats)])
        for key in KEYS
    ]  # fmt: skip
    return Section("Recalibration by the number of returned results", NOTES, tables)


def _rows(
    scene: Scene, patients: Patients, key: str, bundle: Bundle, repeats: int
) -> Iterator[Row]:
    rule = plan_of_bundle(bundle.manifest).rules[key]
    rng = np.random.default_rng(0)
    everybody = crowd(scene, patients, key, SEEN, rng)
    before = brier(everybody, (1.0, 0.0))
    best = brier(everybody, fit(all_log_odds(everybody.probability), everybody.has_it))
    for count in COUNTS:
        sites = [with_echo(scene, patients, key, rule.refer_at, count, rng) for _ in range(repeats)]
        yield {
            "site, results": f"{scene.name}, {count}",
            "before": f"{before:.4f}",
            **_shipped(sites, everybody, before, rule),
            **{name: _mean([brier(everybody, line(site.probability, site.has_it))
                            for site in sites if 0 < site.has_it.sum() < len(site.has_it)])
               for name, line in OTHERS.items()},
            "best": f"{best:.4f}",
        }  # fmt: skip


def _shipped(sites: list[Crowd], everybody: Crowd, before: float, rule: LabelRule) -> Row:
    """Return what the shipped way does, refusals included."""
    after = []
    for site in sites:
        line = learn("", site.probability, site.has_it, rule).line
        after.append(before if line is None else brier(everybody, (line.slope, line.shift)))
    return {
        "after, as shipped": _mean(after),
        "refused, %": f"{100 * np.mean([one == before for one in after]):.0f}",
        "worse, %": f"{100 * np.mean([one > before for one in after]):.0f}",
    }


def brier(people: Crowd, line: tuple[float, float]) -> float:
    """Return the Brier score of people whose log-odds a line has moved."""
    said: Floats = chances(line[0] * all_log_odds(people.probability) + line[1])
    return float(((said - people.has_it) ** 2).mean())


def _mean(values: list[float]) -> str:
    return f"{np.mean(values):.4f}" if values else "-"
