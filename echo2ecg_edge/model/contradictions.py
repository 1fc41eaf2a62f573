"""What no single field of a manifest shows: fields that contradict each other."""

import re
from dataclasses import asdict
from typing import TYPE_CHECKING

from echo2ecg_edge.lead_sets import LEAD_SETS, TWELVE
from echo2ecg_edge.leads import LEADS
from echo2ecg_edge.model.specs import InputSpec, LvefSpec
from echo2ecg_edge.model.strict import flaw
from echo2ecg_edge.signal.preparation import Preparation

if TYPE_CHECKING:
    from echo2ecg_edge.model.manifest import Manifest


def check(manifest: "Manifest") -> None:
    """Refuse a manifest whose fields contradict each other.

    Raises:
        BundleError: Names the field.
    """
    _check_input(manifest.input)
    _check_sizes(manifest)
    _check_labels(manifest)
    _check_lvef(manifest.lvef)
    _check_files(manifest)
    _check_evidence(manifest)


def _check_input(spec: InputSpec) -> None:
    if spec.leads != LEADS:
        raise flaw("input.leads", f"must be {' '.join(LEADS)}")
    if not spec.lead_sets or not set(spec.lead_sets) <= set(LEAD_SETS):
        raise flaw("input.lead_sets", f"must name one or more of {', '.join(LEAD_SETS)}")
    if spec.preparation is not None:
        if spec.lead_sets != (TWELVE,):
            raise flaw("input.lead_sets", f"must be {TWELVE} alone where there is a preparation")
        check_preparation(spec.preparation)
    for name, value in asdict(spec.signal).items():
        if value <= 0:
            raise flaw(f"input.signal.{name}", "must be above 0")
    signal = spec.signal
    if not signal.highpass_hz < signal.lowpass_start_hz < signal.lowpass_stop_hz:
        raise flaw("input.signal", "must have highpass_hz < lowpass_start_hz < lowpass_stop_hz")
    if signal.lowpass_stop_hz > signal.rate_hz / 2:
        raise flaw("input.signal.lowpass_stop_hz", "must be at most half of rate_hz")


def _check_sizes(manifest: "Manifest") -> None:
    sizes = manifest.outputs
    if sizes.log_variance not in (0, sizes.embedding):
        raise flaw("outputs.log_variance", "must be as large as outputs.embedding, or 0")
    if manifest.uncertainty is not None and not sizes.log_variance:
        raise flaw("uncertainty", "needs outputs.log_variance")
    if manifest.head is not None and sizes.logits:
        raise flaw("outputs.logits", "must be 0 where there is a head")
    if sizes.lvef != (manifest.lvef is not None):
        raise flaw("outputs.lvef", "must be 1 with lvef, and 0 without")
    if sizes.implausible != (manifest.odd is not None):
        raise flaw("outputs.implausible", "must be 1 with odd, and 0 without")


def _check_labels(manifest: "Manifest") -> None:
    sizes = manifest.outputs
    for name, specs in (("labels", manifest.labels), ("findings", manifest.findings)):
        keys = [spec.key for spec in specs]
        if len(set(keys)) < len(keys):
            raise flaw(name, "names a key twice")
    if manifest.head is not None and not manifest.labels:
        raise flaw("labels", "is empty, but there is a head")
    if manifest.head is None and sizes.logits != len(manifest.labels):
        labels = len(manifest.labels)
        raise flaw("outputs.logits", f"is {sizes.logits}, but there are {labels} labels")
    if sizes.findings != (count := len(manifest.findings)):
        raise flaw("outputs.findings", f"is {sizes.findings}, but there are {count} findings")
    for place, label in enumerate(manifest.labels):
        if label.knowledge is not manifest.trained_on:
            raise flaw(f"labels[{place}].knowledge", "contradicts trained_on")


def _check_lvef(spec: LvefSpec | None) -> None:
    for name, bands in spec.bands.items() if spec is not None else ():
        where = f"lvef.bands.{name}"
        if name not in LEAD_SETS:
            raise flaw(where, f"must be one of {', '.join(LEAD_SETS)}")
        edges = [band.below for band in bands]
        if not edges or edges != sorted(set(edges)):
            raise flaw(where, "must hold one band or more, in ascending order")
        if any(band.low > band.high for band in bands):
            raise flaw(where, "must have low <= high")


def _check_files(manifest: "Manifest") -> None:
    for name in manifest.files:
        if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*", name):
            raise flaw("files", f"must hold plain file names, not {name!r}")


def _check_evidence(manifest: "Manifest") -> None:
    for place, row in enumerate(manifest.evidence):
        if not row.low <= row.value <= row.high:
            raise flaw(f"evidence[{place}]", "must have low <= value <= high")
        if row.positives > row.n:
            raise flaw(f"evidence[{place}].positives", "must be at most n")


def check_preparation(spec: Preparation) -> None:
    """Refuse steps that cannot be done.

    Raises:
        BundleError: Names the field.
    """
    where = "input.preparation"
    if spec.rate_hz <= 0 or spec.samples < 1 or (spec.limit_sd or 1) <= 0:
        raise flaw(where, "must have rate_hz, samples and limit_sd above 0")
    if spec.band is not None and not 0 < spec.band.low_hz < spec.band.high_hz <= spec.rate_hz / 2:
        raise flaw(f"{where}.band", "must have 0 < low_hz < high_hz <= half of rate_hz")
    if spec.median is not None and any(w < 1 or w % 2 == 0 for w in spec.median.windows):
        raise flaw(f"{where}.median.windows", "must be odd")
    if spec.als is not None and not (spec.als.smoothness > 0 and 0 < spec.als.asymmetry < 1):
        raise flaw(f"{where}.als", "must have smoothness above 0 and asymmetry between 0 and 1")
    if spec.scale is not None:
        numbers = asdict(spec.scale).values()
        if any(len(values) != len(LEADS) for values in numbers) or min(spec.scale.sd_mv) <= 0:
            raise flaw(f"{where}.scale", "must have 12 numbers each, and sd_mv above 0")
    if not {lead for group in spec.zscore_groups for lead in group} <= set(LEADS):
        raise flaw(f"{where}.zscore_groups", f"must hold leads of {' '.join(LEADS)}")
