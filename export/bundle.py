"""Pack a training run as a bundle: convert, quantise, check parity, write everything down."""

from pathlib import Path

from echo2ecg_edge.model.bundle import Bundle
from export.assemble import assemble
from export.card import write_card
from export.changelog import CHANGELOG, changelog_entry, update_changelog
from export.ecgs import calibration_ecgs
from export.gate import check_parity, refuse_faulty
from export.graph import load_graph
from export.models import Precision, convert
from export.outcome import check_name, read_outcome
from export.pack import publish
from export.parity import Parity, parity_table
from train.pack import write_folder


def export_bundle(
    run: Path,
    work: Path,
    bundle: Path,
    bundle_version: str,
    precision: Precision = Precision.INT8,
) -> tuple[Parity, ...]:
    """Turn a training run into a bundle folder.

    Args:
        run: A folder written by ``python -m train quick``, ``fit`` or ``full``.
        work: Folder for the fp32 models, the parity report and the bundle before its check.
        bundle: The bundle folder to write; its name is the bundle's name.
        bundle_version: Version of the model.
        precision: float32 for a bundle to compare with; the size gate is for int8 only.

    Returns:
        The parity of each model on the validation split.

    Raises:
        CallError: The run has no outcome, or the bundle's name calls it what it is not.
        BundleError: A model differs from torch by more than the gate allows, or the bundle is too
            large; nothing is written to ``bundle``.
    """
    outcome = read_outcome(run)
    check_name(bundle.name, outcome)
    graph = load_graph(run, outcome)
    ecg = calibration_ecgs(run, outcome.signal)
    models = convert(graph, outcome.signal.samples, ecg, work, precision)
    manifest, files = assemble(run, outcome, graph, models, bundle.name, bundle_version)
    write_folder(work / "bundle", manifest, files)
    parity = check_parity(run, graph, models, Bundle.load(work / "bundle"))
    (work / "parity.md").write_text(parity_table(parity), "utf-8")
    refuse_faulty(parity, files if precision is Precision.INT8 else [])
    publish(work / "bundle", bundle, write_card(manifest, parity_table(parity)))
    update_changelog(bundle.parent / CHANGELOG, changelog_entry(manifest))
    return parity
