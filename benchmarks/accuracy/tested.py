"""Tested: test ECGs with what the bundle says of them."""

from dataclasses import dataclass

from benchmarks.accuracy.ecgs import Ecgs
from benchmarks.accuracy.says import Said
from train.evaluate.intervals import Resampling


@dataclass(frozen=True, slots=True, eq=False)
class Tested:
    """Test ECGs with what the bundle says of them.

    Attributes:
        ecgs: The ECGs.
        said: By the int8 graph.
        fp32: By the model before conversion; None without its run.
        resampling: Of the patients.
    """

    ecgs: Ecgs
    said: Said
    fp32: Said | None
    resampling: Resampling
