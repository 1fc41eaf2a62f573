"""Prior shift: does stating a prevalence repair the probabilities?"""

from typing import Final

import numpy as np

from benchmarks.accuracy.drawn import Drawn
from benchmarks.accuracy.ecgs import Flags
from benchmarks.section import SIMULATED, Section, Table
from benchmarks.tables import Row
from benchmarks.triage.patients import Patients
from benchmarks.triage.site import PREVALENCES, Floats, means, weights_at
from echo2ecg_edge.labels import COMPOSITE
from echo2ecg_edge.model.bundle import Bundle
from echo2ecg_edge.odds import log_odds
from echo2ecg_edge.policy import LabelRule, Policy
from echo2ecg_edge.policy.settle import settle

MEDIAN: Final = "median of the labels"
NOTES: Final = (
    "Brier skill: 1 minus the Brier score over that of telling everybody the prevalence of the "
    "site; above 0 is worth more than that. Before: as the model says it. After: with the "
    "prevalence stated in a policy. Test patients are weighted to each prevalence; brackets: 95 %, "
    "resampling those with and those without the label apart.",
    f"In the second table the site states the prevalence of {COMPOSITE} alone; the other labels' "
    "prevalences, and so their shifts, are implied by the bundle's own patients. Plain odds: moved "
    "by the odds of the label's true prevalence there, which is too far: where fewer people have "
    "any disease, those without this one are healthier too.",
)


def shift(bundle: Bundle, patients: Patients) -> Section:
    """Measure Brier skill before and after, at every prevalence."""
    own = {key: _own(bundle, patients, key) for key in patients.keys}
    rows: list[Row] = [
        {"label": key, **{name: one.text(2) for name, one in own[key].items()}} for key in own
    ]
    middle = {name: np.median([own[key][name].value for key in own]) for name in own[COMPOSITE]}
    rows.append({"label": MEDIAN, **{name: f"{value:.2f}" for name, value in middle.items()}})
    implied = [_implied_row(bundle, patients, key) for key in patients.keys]
    tables = [
        Table("shift", "The label's own prevalence is stated", SIMULATED, rows),
        Table("implied", f"Only the prevalence of {COMPOSITE} is stated", SIMULATED, implied),
    ]
    return Section("Prior shift", NOTES, tables)


def _own(bundle: Bundle, patients: Patients, key: str) -> dict[str, Drawn]:
    """Return the skill of one label before and after at every prevalence, by column."""
    probability, truth = patients.of(key)
    found = {}
    for prevalence in PREVALENCES:
        rule = settle(Policy(prevalence={key: prevalence}), bundle).rules[key]
        for name, said in (("before", probability), ("after", moved(rule, probability))):
            found[f"{prevalence:.0%}, {name}"] = skill(said, truth, prevalence)
    return found


def _implied_row(bundle: Bundle, patients: Patients, key: str) -> Row:
    row: dict[str, str | int | float] = {"label": key}
    probability, truth = patients.of(key)
    for prevalence in PREVALENCES:
        rule = settle(Policy(prevalence={COMPOSITE: prevalence}), bundle).rules[key]
        weight = weights_at(patients.of(COMPOSITE)[1], prevalence)
        plain = _plain(bundle, key, float(weight @ truth))
        for name, said in (
            ("before", probability),
            ("plain odds", moved(plain, probability)),
            ("after", moved(rule, probability)),
        ):
            row[f"{COMPOSITE} {prevalence:.0%}, {name}"] = f"{_skill(said, truth, weight):.2f}"
    return row


def _plain(bundle: Bundle, key: str, here: float) -> LabelRule:
    """Return the rule that moves a label by the odds of its own prevalences alone."""
    trained = next(spec.prevalence for spec in bundle.manifest.labels if spec.key == key)
    return LabelRule(True, 0.5, shift=log_odds(here) - log_odds(trained))


def moved(rule: LabelRule, probability: Floats) -> Floats:
    """Return probabilities at the site, as screening shows them."""
    return np.array([rule.at_site(one) for one in probability.tolist()])


def skill(probability: Floats, truth: Flags, prevalence: float) -> Drawn:
    """Return the Brier skill at a prevalence."""
    square = (probability - truth)[:, None] ** 2
    constant = prevalence * (1 - prevalence)
    return means(square, truth).figure(
        lambda sick, well: 1 - (prevalence * sick[0] + (1 - prevalence) * well[0]) / constant
    )


def _skill(probability: Floats, truth: Flags, weight: Floats) -> float:
    share = float(weight @ truth)
    return 1 - float(weight @ (probability - truth) ** 2) / (share * (1 - share))
