"""EchoNext-Mini: a checkpoint, and the constants beside it, read into a screening model."""

from pathlib import Path

from echo2ecg_edge.model.head import Head
from echo2ecg_edge.model.manifest import HeadSpec
from export.importers.checkpoint import read_state
from export.importers.echonext_graph import echonext_graph, echonext_head
from export.importers.echonext_labels import NOTES, label_specs, roc_tables
from export.importers.echonext_preparation import MICROVOLTS_PER_UNIT, echonext_preparation
from export.importers.echonext_tabular import tabular_inputs
from export.importers.fits import fitted
from export.importers.imported import LADDER, Conversion, Imported, Labelled
from export.importers.origin import ECHONEXT
from export.importers.tables import echonext_table
from train.ecg.resnet import ResNetShape

PUBLISHED = ResNetShape()
CONVERSION = Conversion(ladder={"onnx": LADDER, "tflite": LADDER}, kinds=(), ecgs=256)
CAVEATS = (
    "The authors' seven tabular inputs were printed by the recorder; here heart rate and intervals "
    "are measured by this project, which does not agree with every recorder: see "
    "benchmarks/results/tabular.md. The atrial rate counts as missing where no P wave is found.",
    "Age and sex must be stated: without them this model does not screen.",
    "The authors excluded patients under 18, paced ECGs and prosthetic valves.",
)


def read_echonext(
    weights: Path,
    normalisation: Path | None = None,
    tabular: Path | None = None,
    microvolts_per_unit: float = MICROVOLTS_PER_UNIT,
    shape: ResNetShape = PUBLISHED,
) -> Imported:
    """Read the model.

    Args:
        weights: ``weights.pt``.
        normalisation: ``waveform_normalization_params.json``; None for the published numbers.
        tabular: The scale of the tabular inputs as JSON; None for the published numbers.
        microvolts_per_unit: Of the units that the normalisation is in.
        shape: Size of the network.

    Raises:
        CallError: A file cannot be used.
    """
    preparation = echonext_preparation(normalisation, microvolts_per_unit)
    inputs = tabular_inputs(tabular)
    state = fitted(read_state(weights), echonext_table(shape), weights.name, ECHONEXT.title)
    return Imported(
        origin=ECHONEXT,
        graph=echonext_graph(state, shape),
        preparation=preparation,
        conversion=CONVERSION,
        files=tuple(path for path in (weights, normalisation, tabular) if path is not None),
        facts={
            "microvolts_per_unit": microvolts_per_unit,
            "normalisation": "as published" if normalisation is None else normalisation.name,
            "tabular": "as published" if tabular is None else tabular.name,
            "tabular_order": ", ".join(one.key for one in inputs),
            "thresholds": roc_tables()["data"],
        },
        caveats=CAVEATS,
        labelled=Labelled(
            head=Head(*echonext_head(state)),
            spec=HeadSpec(inputs),
            labels=label_specs(),
            tables=roc_tables(),
            notes=NOTES,
        ),
    )
