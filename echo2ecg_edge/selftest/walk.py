"""The way of one ECG to the model: prepared and measured here, against what came out at release.

The golden ECGs begin where the model begins; this is what lies before it. Whoever exports a model
that prepares its ECGs in a way of its own, or takes numbers beside them, adds such an ECG.
"""

from collections.abc import Mapping
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.admit import Stopped, admit
from echo2ecg_edge.errors import BundleError, CallError
from echo2ecg_edge.leads import LEADS
from echo2ecg_edge.model.arrays import misfit, read_arrays
from echo2ecg_edge.model.bundle import Bundle
from echo2ecg_edge.model.inputs import model_input
from echo2ecg_edge.model.specs import HeadSpec, InputSpec
from echo2ecg_edge.model.tabular import standardised, values_of
from echo2ecg_edge.patient import Patient, Sex
from echo2ecg_edge.recording import Origin, Recording
from echo2ecg_edge.selftest.check import Check, Fault, failed, ok
from echo2ecg_edge.selftest.files import bundle_fault
from echo2ecg_edge.selftest.golden import FILE

NAME: Final = "preparation"
ECG, RATE, INPUT, TABULAR = "walk_mv", "walk_rate_hz", "walk_input", "walk_tabular"
TOLERANCE: Final = 0.01
"""Largest difference of a number that the model takes; most have an SD of 1."""
SOMEBODY: Final = Patient(60.0, Sex.MALE)

Arrays = Mapping[str, NDArray[Any]]


def walk_arrays(
    signal_mv: NDArray[np.float32], rate_hz: float, spec: InputSpec, head: HeadSpec | None
) -> dict[str, NDArray[Any]]:
    """Return an ECG and what the model takes of it, for the golden file.

    Args:
        signal_mv: All twelve leads in order, shape (12, samples), millivolts.
        rate_hz: Its sampling rate.
        spec: How the model wants it.
        head: What is measured beside it; None for nothing.

    Raises:
        BundleError: The ECG would not be admitted.
    """
    rounded = signal_mv.astype(np.float16).astype(np.float32)  # so that the file is small
    recording = Recording(rounded, rate_hz, LEADS, SOMEBODY, Origin("golden ECG", "array"))
    found = admit(recording, spec)
    if isinstance(found, Stopped):
        raise misfit(FILE, f"has an ECG that is not admitted: {found.reasons[0].sentence}")
    taken: dict[str, NDArray[Any]] = {
        ECG: rounded,
        RATE: np.array([rate_hz], np.float32),
        INPUT: model_input(found, spec),
    }
    if head is not None and head.tabular:
        taken[TABULAR] = standardised(head.tabular, values_of(found))
    return taken


def check_walk(bundle: Bundle) -> tuple[Check, ...]:
    """Prepare and measure the golden recording again; nothing where the bundle has none."""
    if FILE not in bundle.manifest.files:
        return ()
    try:
        released = read_arrays(bundle, FILE)
        if ECG not in released:
            return ()
        return (_compared(bundle, released),)
    except CallError:
        return (bundle_fault(NAME, misfit(FILE, "has a recording that is none")),)
    except BundleError as error:
        return (bundle_fault(NAME, error),)


def _compared(bundle: Bundle, released: Arrays) -> Check:
    manifest = bundle.manifest
    rate_hz = float(np.ravel(released.get(RATE, np.nan))[0])
    now = walk_arrays(released[ECG], rate_hz, manifest.input, manifest.head)
    differences = {}
    for name in (name for name in (INPUT, TABULAR) if name in now):
        if name not in released or released[name].shape != now[name].shape:
            raise misfit(FILE, f"has no {name} that fits")
        differences[name] = float(np.abs(released[name] - now[name]).max())
    largest = max(differences.values())
    if not largest <= TOLERANCE:
        return failed(
            NAME,
            Fault.BUNDLE,
            "An ECG is prepared or measured otherwise here than when the model was released: what "
            f"the model takes differs by up to {largest:.2g}.",
            "Install the versions of numpy and scipy that the model was made with, or import it "
            "again from its checkpoint.",
            **differences,
        )
    what = "prepared and measured" if TABULAR in now else "prepared"
    return ok(NAME, f"An ECG is {what} as at the release; off by {largest:.2g} at most.")
