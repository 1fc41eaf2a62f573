"""Heart state -> echo clips: a moving 3-D heart cut by the planes of a transthoracic study."""

from train.cohort.echo.cycle import FRAMES
from train.cohort.echo.probe import PIXELS
from train.cohort.echo.render import render
from train.cohort.echo.views import VIEWS, draw_study_views

__all__ = ["FRAMES", "PIXELS", "VIEWS", "draw_study_views", "render"]
