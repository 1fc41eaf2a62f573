"""The echo side: frozen clip encoders (the teacher) and aggregators over a study's views."""

from train.echo.aggregator import AggregatorKind, ViewAggregator, new_aggregator
from train.echo.embed import embed_clips
from train.echo.encoders import ClipEncoder
from train.echo.pooling import Aggregator, ClsAggregator, FrozenMean, MeanAggregator
from train.echo.studies import Studies
from train.echo.view_encoder import (
    ViewEncoder,
    fit_view_encoder,
    load_view_encoder,
    save_view_encoder,
)

__all__ = [
    "Aggregator",
    "AggregatorKind",
    "ClipEncoder",
    "ClsAggregator",
    "FrozenMean",
    "MeanAggregator",
    "Studies",
    "ViewAggregator",
    "ViewEncoder",
    "embed_clips",
    "fit_view_encoder",
    "load_view_encoder",
    "new_aggregator",
    "save_view_encoder",
]
