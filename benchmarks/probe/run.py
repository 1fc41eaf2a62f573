"""Probe a statement that the encoder never saw, and write the table."""

from pathlib import Path
from typing import cast

import torch

from benchmarks.probe.draws import all_draws, in_words
from benchmarks.probe.ecgs import TEST_FOLD, Ecgs, encode_ptbxl
from benchmarks.probe.left_out import left_out_bundle
from benchmarks.probe.notes import RANDOM, UNSEEN, notes
from benchmarks.probe.section import add_section
from benchmarks.probe.trials import measure_trials
from benchmarks.tables import Row, write_results
from echo2ecg_edge.findings import FINDINGS
from echo2ecg_edge.model.bundle import DEFAULT_BUNDLE, Bundle
from echo2ecg_edge.model.engines import Engine, open_engine
from export.graph import ExportGraph
from export.torch_engine import TorchEngine
from train.ecg import Student, new_encoder
from train.evaluate import Interval, auroc
from train.recipe import read_recipe

SEED = 0


def measure_probe(
    run: Path, full: Path, ptbxl: Path, statement: str, work: Path, trials: int, out: Path
) -> Path:
    """Measure and return the path of the page.

    Args:
        run: The training run that left the statement out; trained where it is not there.
        full: Folder of ``python -m train full``, for that training.
        ptbxl: Folder of PTB-XL.
        statement: Key of the finding.
        work: Where bundle and vectors are kept.
        trials: Small draws of each kind, to test the probe's interval.
        out: Folder of the page.

    Raises:
        CallError: There is no such statement, or no PTB-XL.
        BundleError: The run cannot be exported.
    """
    torch.set_num_threads(1)
    unseen = left_out_bundle(run, full, ptbxl, statement, work)
    kept = work / f"vectors-{statement}.npz"
    if not kept.is_file():
        _encoded(unseen, ptbxl, statement).save(kept)
    ecgs = Ecgs.load(kept)
    draws = list(all_draws(ecgs, statement, FINDINGS[statement]))
    rows = [*(draw.row() for draw in draws), _supervised(ecgs)]
    title = f"A probe on a new label: {FINDINGS[statement]}"
    page = write_results("probe", title, notes(unseen, ecgs, draws), rows, out)
    if trials:
        add_section(page, measure_trials(ecgs, UNSEEN, statement, trials))
    return page


def _encoded(unseen: Bundle, ptbxl: Path, statement: str) -> Ecgs:
    default = Bundle.load(DEFAULT_BUNDLE)
    engines: dict[str, Engine] = {
        UNSEEN: open_engine("onnx", unseen),
        RANDOM: _random(),
        DEFAULT_BUNDLE: open_engine("onnx", default),
    }
    return encode_ptbxl(ptbxl, engines, default.manifest, DEFAULT_BUNDLE, statement)


def _random() -> Engine:
    """The same student, as it is before any training."""
    torch.manual_seed(SEED)
    student = cast(Student, new_encoder(read_recipe("full").encoder).eval())
    return TorchEngine(ExportGraph(student, {"embedding": student.to_embedding}))


def _supervised(ecgs: Ecgs) -> Row:
    """The row of the default bundle's own finding, learned from all labels."""
    test = ecgs.fold == TEST_FOLD
    reached = _test_auroc(ecgs)
    return {
        "encoder": f"{DEFAULT_BUNDLE}, its own finding",
        "share": "100%",
        "draw": 1,
        "ECGs": int((~test).sum()),
        "with it": int(ecgs.truth[~test].sum()),
        "AUROC on fold 9 (95 %)": in_words(reached),
        "its own estimate (95 %)": "-",
        "holds it": "-",
        "sensitivity on fold 9": "-",
        "specificity on fold 9": "-",
    }


def _test_auroc(ecgs: Ecgs) -> Interval:
    test = ecgs.fold == TEST_FOLD
    return auroc(ecgs.truth[test], ecgs.supervised[test], ecgs.patient[test].astype(str))
