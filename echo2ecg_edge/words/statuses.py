"""What bundles say of themselves: sentences that are written into a bundle, and known again."""

from types import MappingProxyType
from typing import Final

STATUSES: Final = MappingProxyType(
    {
        "status.simulated": (
            "Structural risk was learned from simulated patients only; it has not been tested on "
            "real echocardiograms, and its scores on real ECGs mean nothing clinical."
        ),
        "status.anchored": (
            "Structural risk was learned from real ECGs with simulated echocardiograms; it has not "
            "been tested on real echocardiograms, and its scores mean nothing clinical."
        ),
        "status.mixed": (
            "Findings were learned from real ECGs (PTB-XL). Structural risk was learned from "
            "simulated and anchored patients (real ECG, simulated echo); it has not been tested on "
            "real echocardiograms, and its scores mean nothing clinical."
        ),
        "status.real": (
            "Structural risk was learned from real patients of {source} and tested only on "
            "held-out patients of the same data set; how well it works elsewhere is not known."
        ),
        "status.imported": (
            "A published model, trained on real patients by its authors ({title}) and imported "
            "here; it was not tested by this project, and what it is worth on other patients is "
            "not known."
        ),
        "status.built_on": "{status} Its encoder builds on training with {built_on}.",
        "format.unknown": "unknown",
    }
)
"""Key -> words."""
