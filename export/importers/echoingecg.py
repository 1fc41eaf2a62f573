"""EchoingECG: a checkpoint, and the scaler beside it, read into an encoder."""

from pathlib import Path
from typing import Final

from echo2ecg_edge.errors import CallError
from echo2ecg_edge.leads import LEADS
from echo2ecg_edge.signal.band import Band
from echo2ecg_edge.signal.preparation import LeadScale, Preparation, Thinning
from export.importers.checkpoint import State, read_state
from export.importers.constants import numbers, read_constants
from export.importers.echoingecg_graph import echoingecg_graph
from export.importers.fits import fitted
from export.importers.imported import LADDER, Conversion, Imported
from export.importers.origin import ECHOINGECG
from export.importers.tables import echoingecg_table
from train.ecg.xresnet_shape import PUBLISHED, XresnetShape

SAMPLES: Final = 1000
PREFIX: Final = "ecg_encoder."
TEXT: Final = "text_encoder."
NO_LIMIT_MV: Final = 1000.0
"""Further than any ECG goes: the authors limit nothing."""

CONVERSION = Conversion(ladder={"onnx": LADDER}, kinds=(), ecgs=64)
"""ONNX only: LiteRT has no kernel for the sort."""

UNSCALED: Final = (
    "No scaler was given: each lead is brought to mean 0 and SD 1 by its own ten seconds, which is "
    "not what the authors did."
)
WAY_ROUND: Final = (
    "python -c \"import joblib, json, pathlib; s = joblib.load('{file}'); "
    "d = dict(mean=s.mean_.tolist(), sd=s.scale_.tolist()); "
    "pathlib.Path('scaler.json').write_text(json.dumps(d))\""
)


def read_echoingecg(
    checkpoint: Path, scaler: Path | None = None, shape: XresnetShape = PUBLISHED
) -> Imported:
    """Read the model.

    Args:
        checkpoint: ``echoingecg.pt``; its text encoder is left out.
        scaler: JSON with ``mean`` and ``sd`` of the leads in millivolts, 12 numbers each; None to
            standardise every lead by itself.
        shape: Size of the network.

    Raises:
        CallError: A file cannot be used.
    """
    preparation = echoingecg_preparation(scaler)
    state = _encoder(read_state(checkpoint), checkpoint)
    state = fitted(state, echoingecg_table(shape), checkpoint.name, ECHOINGECG.title)
    return Imported(
        origin=ECHOINGECG,
        graph=echoingecg_graph(state, shape, SAMPLES),
        preparation=preparation,
        conversion=CONVERSION,
        files=(checkpoint,) if scaler is None else (checkpoint, scaler),
        facts={"scaler": "none: every lead by itself" if scaler is None else scaler.name},
        caveats=() if scaler is not None else (UNSCALED,),
    )


def _encoder(state: State, path: Path) -> State:
    """Return the ECG encoder's part."""
    own = {name: value for name, value in state.items() if not name.startswith(TEXT)}
    if not any(name.startswith(PREFIX) for name in own):
        raise CallError(
            f"{path.name} holds no tensor whose name begins with {PREFIX}",
            f"Give the file that the authors of {ECHOINGECG.title} published, unchanged.",
        )
    return {name.removeprefix(PREFIX): value for name, value in own.items()}


def echoingecg_preparation(scaler: Path | None = None) -> Preparation:
    """Return how an ECG is prepared.

    Args:
        scaler: See ``read_echoingecg``.

    Raises:
        CallError: The file cannot be used.

    Source: the authors' public code.
    """
    return Preparation(
        rate_hz=100.0,
        samples=SAMPLES,
        band=Band(low_hz=0.5, high_hz=40.0, order=4),
        thinning=Thinning.RESAMPLED,
        limit_sd=None,
        median=None,
        als=None,
        scale=None if scaler is None else _scale(scaler),
        zscore_groups=tuple((lead,) for lead in LEADS) if scaler is None else (),
    )


def _scale(path: Path) -> LeadScale:
    found = read_constants(path, "mean and sd of the leads in millivolts", WAY_ROUND)
    mean = numbers(found, "mean", len(LEADS), path)
    sd = numbers(found, "sd", len(LEADS), path, above=0)
    far = (NO_LIMIT_MV,) * len(LEADS)
    return LeadScale(tuple(-value for value in far), far, mean, sd)
