"""Echo2ECG: two checkpoints, read into an encoder."""

from pathlib import Path

from echo2ecg_edge.leads import LEADS
from echo2ecg_edge.signal.baseline import AlsBaseline
from echo2ecg_edge.signal.preparation import Preparation, Thinning
from export.importers.checkpoint import read_state
from export.importers.echo2ecg_graph import echo2ecg_graph
from export.importers.fits import fitted
from export.importers.imported import LADDER, Conversion, Imported
from export.importers.origin import ECHO2ECG
from export.importers.tables import aggregator_table, echo2ecg_table
from export.models import Precision
from train.ecg.vit_shape import PUBLISHED, VitShape

RATE_HZ = 400.0
CONVERSION = Conversion(
    # LiteRT's quantiser finds no convolution in the blocks to quantise.
    ladder={"onnx": LADDER, "tflite": (Precision.FLOAT16, Precision.FLOAT32)},
    kinds=("MatMul", "Gemm"),
    ecgs=128,
)
SCALED = "Every group of leads is brought to the same size, so absolute millivolts are lost."
FIRST = "Only the first {seconds:.1f} s of an ECG are looked at."


def read_echo2ecg(
    encoder: Path, aggregator: Path, rate_hz: float = RATE_HZ, shape: VitShape = PUBLISHED
) -> Imported:
    """Read the model.

    Args:
        encoder: ``ecg_multimodal.ckpt``.
        aggregator: ``token_aggregator.ckpt``; holds the last norm.
        rate_hz: Rate that ECGs are brought to; the authors' code suggests 400.
        shape: Size of the network.

    Raises:
        CallError: A file cannot be used.
    """
    title = ECHO2ECG.title
    blocks = fitted(read_state(encoder), echo2ecg_table(shape), encoder.name, title)
    norm = fitted(read_state(aggregator), aggregator_table(shape), aggregator.name, title)
    return Imported(
        origin=ECHO2ECG,
        graph=echo2ecg_graph(blocks, norm, shape),
        preparation=echo2ecg_preparation(rate_hz, shape.samples),
        conversion=CONVERSION,
        files=(encoder, aggregator),
        facts={"rate_hz": rate_hz, "attention": "folded"},
        caveats=(SCALED, FIRST.format(seconds=shape.samples / rate_hz)),
    )


def echo2ecg_preparation(rate_hz: float = RATE_HZ, samples: int = PUBLISHED.samples) -> Preparation:
    """Return how an ECG is prepared.

    Args:
        rate_hz: Rate that it is brought to.
        samples: Of each lead, from the beginning.

    Source: the authors' public code.
    """
    return Preparation(
        rate_hz=rate_hz,
        samples=samples,
        band=None,
        thinning=Thinning.RESAMPLED,
        limit_sd=4.0,
        median=None,
        als=AlsBaseline(smoothness=1e7, asymmetry=0.3, iterations=5),
        scale=None,
        zscore_groups=(LEADS[:3], LEADS[3:6], LEADS[6:]),
    )
