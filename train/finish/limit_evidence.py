"""Evidence of the limits: which share of ECGs passes them, and of ECGs that were tampered with."""

import numpy as np
import torch

from echo2ecg_edge.lead_sets import LEAD_SETS, TWELVE
from echo2ecg_edge.model import manifest as m
from train.ecg.distort import Dice
from train.ecg.tamper import WAYS
from train.finish.odd import Reference, is_odd, some
from train.finish.part import Part, with_leads
from train.finish.row import Figures, rows_of, share_of
from train.trained import Trained

TAMPERED_ECGS = 500
ABSTAIN, ODD = "abstain rule", "odd rule"


def abstain_evidence(trained: Trained, limit: m.UncertaintyLimit, part: Part) -> list[m.Evidence]:
    """Measure the share of ECGs above the limit of uncertainty, for every lead set."""
    figures = Figures()
    for lead_set, leads in LEAD_SETS.items():
        shown = part if lead_set == TWELVE else with_leads(trained, part, leads)
        share = share_of(shown.uncertainty > limit.limit, part.patient)
        figures.append((ABSTAIN, f"share of ECGs, {lead_set}", share))
    return rows_of(figures, part.data)


def odd_evidence(
    trained: Trained, reference: Reference, spec: m.OddSpec, part: Part
) -> list[m.Evidence]:
    """Measure the share of ECGs that are odd, as they are and tampered with in each way."""
    says = part.says
    odd = is_odd(trained, reference, spec, says["logits"], says["embedding"])
    rows = rows_of([(ODD, "share of ECGs", share_of(odd, part.patient))], part.data)
    dice = Dice(torch.Generator().manual_seed(0), torch.device("cpu"))
    chosen = some(part.rows, TAMPERED_ECGS)
    ecg, patient = part.pairs.ecg[chosen].astype(np.float32), part.pairs.patient[chosen]
    figures = Figures()
    for name, way in WAYS.items():
        says = trained.encode_ecg(way(torch.from_numpy(ecg), dice).numpy())
        odd = is_odd(trained, reference, spec, says["logits"], says["embedding"])
        figures.append((ODD, f"share of ECGs, {name}", share_of(odd, patient)))
    return rows + rows_of(figures, f"{part.data}, tampered with")
