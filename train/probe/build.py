"""Write the new bundle beside its place, try it, and give it its name."""

import json
import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

import numpy as np

from echo2ecg_edge.errors import BundleError
from echo2ecg_edge.model import manifest as m
from echo2ecg_edge.model.bundle import Bundle
from echo2ecg_edge.model.companions import Companions
from echo2ecg_edge.model.engines import open_engine
from echo2ecg_edge.model.head import HEAD_FILE
from echo2ecg_edge.model.reference import REFERENCE_FILE
from echo2ecg_edge.model.tables import TABLES_FILE, Tables
from echo2ecg_edge.selftest.golden import compare_golden
from train.pack import stamp, write_folder
from train.probe.card import CARD_FILE, write_card
from train.probe.golden import GOLDEN, write_golden
from train.probe.manifest import OUT_OF_FOLD
from train.probe.result import Result

EXAMPLE: Final = "example.csv"
MODEL_ENDINGS: Final = (".onnx", ".tflite")


def build(
    source: Bundle, manifest: m.Manifest, results: Sequence[Result], out: Path, engine: str
) -> None:
    """Write the bundle; an interrupted one leaves nothing behind that could be taken for one.

    Args:
        source: The bundle whose model is used.
        manifest: Of the new one, without files.
        results: Its heads.
        out: Its folder, which is not there yet.
        engine: Which is tried.

    Raises:
        BundleError: A file of the old bundle is damaged, or the new one does not work.
    """
    out.parent.mkdir(parents=True, exist_ok=True)
    work, ready = (out.with_name(f".{out.name}.{ending}") for ending in ("files", "new"))
    try:
        files = _files(source, manifest, results, work)
        manifest = replace(manifest, files={path.name: stamp(path) for path in files})
        write_folder(ready, manifest, files)
        (ready / CARD_FILE).write_text(write_card(source, manifest, results), "utf-8")
        if (source.folder / EXAMPLE).is_file():
            shutil.copyfile(source.folder / EXAMPLE, ready / EXAMPLE)
        _try(ready, engine)
        ready.rename(out)
    finally:
        for folder in (work, ready):
            shutil.rmtree(folder, ignore_errors=True)


def _files(
    source: Bundle, manifest: m.Manifest, results: Sequence[Result], work: Path
) -> list[Path]:
    """Make or copy every file that is stamped."""
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir()
    for name in source.manifest.files:
        is_reference = name == REFERENCE_FILE and manifest.odd is not None
        if name.endswith(MODEL_ENDINGS) or is_reference:
            (work / name).write_bytes(source.read(name))
    weight = np.stack([result.head.weight for result in results])
    bias = np.array([result.head.bias for result in results], np.float32)
    np.savez_compressed(work / HEAD_FILE, weight=weight, bias=bias)
    (work / TABLES_FILE).write_text(_tables(source, manifest, results), "utf-8")
    write_golden(source, manifest, tuple(results), work / GOLDEN)
    return sorted(work.iterdir())


def _tables(source: Bundle, manifest: m.Manifest, results: Sequence[Result]) -> str:
    """Return ROC points of the labels, and those that the findings had before."""
    said = manifest.provenance
    data = f"{said['ecgs']} {OUT_OF_FOLD.format(table=said['table'])}"
    roc: dict[str, object] = {result.spec.key: result.roc for result in results}
    if manifest.findings and TABLES_FILE in source.manifest.files:
        Tables.of(source)  # refuses a damaged file
        old = json.loads(source.read(TABLES_FILE))["roc"]
        stays = {spec.key for spec in manifest.findings} - set(roc)
        roc |= {key: points for key, points in old.items() if key in stays}
        data += f" (labels); as in {said['source']} (findings)"
    return json.dumps({"data": data, "roc": roc}, indent=1, allow_nan=False) + "\n"


def _try(folder: Path, engine: str) -> None:
    """Open the bundle as a screening would, and ask for the golden answers."""
    bundle = Bundle.load(folder)
    Companions.of(bundle)
    golden = compare_golden(bundle, engine, open_engine(engine, bundle))
    if golden is not None and (golden.beyond or golden.other_verdicts):
        raise BundleError(
            "The new bundle does not give the golden answers of the old one on this machine.",
            "Check the old one: echo2ecg-edge selftest --bundle NAME.",
        )
