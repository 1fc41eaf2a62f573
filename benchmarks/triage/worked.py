"""A policy's promises at a site, held against the test patients."""

import math
from collections.abc import Iterator
from itertools import product
from typing import Final

import numpy as np

from benchmarks.accuracy.drawn import Drawn
from benchmarks.section import SIMULATED, Section, Table
from benchmarks.tables import Row
from benchmarks.triage.patients import Patients
from benchmarks.triage.site import PREVALENCES, Floats, means
from echo2ecg_edge.errors import CallError
from echo2ecg_edge.labels import COMPOSITE
from echo2ecg_edge.model.bundle import Bundle
from echo2ecg_edge.policy import Mode, Plan, Policy
from echo2ecg_edge.policy.expect import Expected, expected
from echo2ecg_edge.policy.figures import Figure
from echo2ecg_edge.policy.settle import settle

EXAMPLE: Final = (0.05, 10.0)  # prevalence and capacity
SITES: Final = tuple(product(PREVALENCES, (5.0, 10.0, 20.0)))
NAMES: Final = {"referred": "referred of 100", "ppv": "PPV, %", "sensitivity": "sensitivity, %"}
PATIENTS: Final = "Give one that has population.npz: --bundle."
NOTES: Final = (
    f"The policy states the prevalence of {COMPOSITE} and a capacity; every label counts. It is "
    "promised what the bundle's own {count} {data} say (`policy show`), and observed on the test "
    "patients, brought to that prevalence by drawing those with and those without a disease apart.",
    "Brackets: 95 %. Differ: the 95 % interval of the difference, with the uncertainty of both, "
    "leaves 0 out (Zou and Donner, Statistics in Medicine 2008).",
    "Promised sensitivities are a little too high: the bundle's patients are those on whom "
    "training was stopped and scores were calibrated. Referrals may exceed a capacity for the same "
    "reason: the most in these sites is {most:.1f} of 100 more.",
)


def worked(bundle: Bundle, patients: Patients) -> Section:
    """Hold promises against what is observed."""
    example = [*_rows(bundle, patients, *EXAMPLE)]
    rows = [row for site in SITES for row in _rows(bundle, patients, *site, is_named=True)]
    found = _promised(settle(Policy(), bundle), bundle)
    most = _most(rows)
    notes = [note.format(count=found.patients, data=found.data, most=most) for note in NOTES]
    tables = [
        Table("worked example", "Prevalence 5 %, capacity 10 of 100", SIMULATED, example),
        Table("promises", "Other prevalences and capacities", SIMULATED, rows),
    ]
    return Section("Promised against observed", notes, tables)


def _rows(
    bundle: Bundle, patients: Patients, prevalence: float, capacity: float, is_named: bool = False
) -> Iterator[Row]:
    """Yield one row a figure, with the name of the site before its own where wanted."""
    policy = Policy(mode=Mode.CAPACITY, capacity=capacity, prevalence={COMPOSITE: prevalence})
    plan = settle(policy, bundle)
    promised = _promised(plan, bundle).together
    seen = observed(refers(plan, patients), patients, prevalence)
    site = f"{prevalence:.0%}, {capacity:g} of 100, " if is_named else ""
    for key, name in NAMES.items():
        scale = 1 if key == "referred" else 100
        yield _row(f"{site}{name}", getattr(promised, key), scale, seen[key])


def _most(rows: list[Row]) -> float:
    """Return by how many of 100 more are referred than was promised, where that is the most."""
    referred = [row for row in rows if NAMES["referred"] in str(row["figure"])]
    values = ([str(row[name]).split()[0] for name in ("observed", "promised")] for row in referred)
    return max(float(seen) - float(promised) for seen, promised in values)


def _promised(plan: Plan, bundle: Bundle) -> Expected:
    found = expected(plan, bundle)
    if found is None or not found.patients:
        raise CallError("This bundle brings no patients: its policies promise nothing.", PATIENTS)
    return found


def refers(plan: Plan, patients: Patients) -> Floats:
    """Return whom a plan refers, by its rules as screening applies them; 1 or 0, shape (n,)."""
    called = np.zeros(len(patients))
    for key, rule in plan.rules.items():
        if rule.counts:
            here = map(rule.at_site, patients.of(key)[0].tolist())
            called[[one >= rule.refer_at for one in here]] = 1
    return called


def observed(called: Floats, patients: Patients, prevalence: float) -> dict[str, Drawn]:
    """Return referrals, PPV and sensitivity at a prevalence, in percent."""
    found = means(called[:, None], patients.of(COMPOSITE)[1])
    right, wrong = 100 * prevalence, 100 * (1 - prevalence)
    return {
        "referred": found.figure(lambda sick, well: right * sick[0] + wrong * well[0]),
        "ppv": found.figure(
            lambda sick, well: 100 * right * sick[0] / (right * sick[0] + wrong * well[0])
        ),
        "sensitivity": found.figure(lambda sick, _: 100 * sick[0]),
    }


def _row(name: str, figure: Figure, scale: float, seen: Drawn) -> Row:
    value, low, high = (scale * (end or 0.0) for end in (figure.value, figure.low, figure.high))
    ends = seen.ends
    return {
        "figure": name,
        "promised": f"{value:.1f} [{low:.1f}, {high:.1f}]",
        "observed": seen.text(1),
        "observed in promised": "yes" if low <= seen.value <= high else "no",
        "promised in observed": "yes" if ends[0] <= value <= ends[1] else "no",
        "differ": "yes" if _differ((low, value, high), (ends[0], seen.value, ends[1])) else "no",
    }


def _differ(one: tuple[float, float, float], other: tuple[float, float, float]) -> bool:
    """Whether two figures differ, each given as (low, value, high)."""
    (low, value, _), (_, another, high) = sorted((one, other), key=lambda ends: -ends[1])
    return value - another > math.hypot(value - low, high - another)
