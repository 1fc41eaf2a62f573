"""The echo side: a frozen view encoder (the teacher) and the aggregator over a study's views."""

from train.echo.aggregator import ViewAggregator
from train.echo.studies import Studies, embed_studies
from train.echo.view_encoder import ViewEncoder, fit_view_encoder

__all__ = ["Studies", "ViewAggregator", "ViewEncoder", "embed_studies", "fit_view_encoder"]
