"""Ask the model again about parts of an ECG, in one batch, and say what its answer rests on."""

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.explain.carried import leads_leaned_on, push, stretches_alike
from echo2ecg_edge.explain.copies import copies, stretches
from echo2ecg_edge.explain.intervals import LEVEL, intervals
from echo2ecg_edge.explain.readings import Readings
from echo2ecg_edge.explanation import Explanation
from echo2ecg_edge.labels import COMPOSITE
from echo2ecg_edge.leads import LEADS
from echo2ecg_edge.look import Look
from echo2ecg_edge.model.companions import Companions
from echo2ecg_edge.model.engines import Arrays, Engine
from echo2ecg_edge.model.inputs import model_input
from echo2ecg_edge.model.manifest import Manifest
from echo2ecg_edge.model.outputs import check_outputs
from echo2ecg_edge.model.tabular import standardised, values_of
from echo2ecg_edge.policy.plan import Plan
from echo2ecg_edge.reason import ReasonCode
from echo2ecg_edge.screening import Screening


def can_be_asked(manifest: Manifest) -> bool:
    """Whether parts of an ECG mean anything to a model.

    Published models that prepare ECGs in their own way scale each one by the whole of it: a part of
    it would be another ECG.
    """
    return manifest.input.preparation is None


def explain(
    engine: Engine,
    manifest: Manifest,
    companions: Companions,
    plan: Plan,
    ecg: Look,
    screening: Screening,
) -> Explanation:
    """Explain one answer.

    Args:
        engine: That gave it.
        manifest: Of the same bundle; ``can_be_asked`` is true.
        companions: Of the same bundle.
        plan: The site's, that made the risks.
        ecg: What was found in the recording of the screening.
        screening: Scored.

    Raises:
        EngineError: The engine failed, or gave numbers that cannot be used.
    """
    spec, leads = manifest.input.signal, ecg.recording.leads
    edges = stretches(min(ecg.cleaned_mv.shape[1], spec.samples), spec.rate_hz)
    rows = [LEADS.index(lead) for lead in leads]
    batch = copies(model_input(ecg, manifest.input)[0, :, 0], edges, rows, spec.rate_hz)
    said = Readings.of(_ask(engine, manifest, companions, batch, ecg), manifest, len(edges) - 1)
    label = _explained(screening)
    row = [risk.key for risk in screening.risks].index(label)
    pushes = push(said.whole, said.without_lead, row)
    return Explanation(
        label=label,
        edges_s=(edges / spec.rate_hz).astype(np.float32),
        seconds=stretches_alike(said),
        seconds_push=push(said.whole, said.without_stretch, row),
        leads=dict(zip(leads, leads_leaned_on(said).tolist(), strict=True)),
        leads_push=dict(zip(leads, pushes.tolist(), strict=True)),
        intervals=intervals(said, screening.risks, plan) if len(leads) == len(LEADS) else {},
        level=LEVEL,
    )


def _ask(
    engine: Engine,
    manifest: Manifest,
    companions: Companions,
    batch: NDArray[np.float32],
    ecg: Look,
) -> Arrays:
    outputs = engine.run(batch[:, :, np.newaxis])
    check_outputs(outputs, manifest, len(batch))
    if companions.head is None:
        return outputs
    tabular = None
    if manifest.head is not None and manifest.head.tabular:
        tabular = np.repeat(standardised(manifest.head.tabular, values_of(ecg)), len(batch), axis=0)
    return companions.head.complete(outputs, tabular)


def _explained(screening: Screening) -> str:
    """Return the label of the first reason to refer, else the composite, else the first label."""
    for reason in screening.reasons:
        if reason.code is ReasonCode.RISK_ABOVE_THRESHOLD:
            return str(reason.values["label"])
    keys = [risk.key for risk in screening.risks]
    return COMPOSITE if COMPOSITE in keys else keys[0]
