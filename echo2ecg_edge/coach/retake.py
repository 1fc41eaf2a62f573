"""Reasons and quality -> what to do before the ECG is recorded again, in order."""

from collections.abc import Iterator
from types import MappingProxyType
from typing import Final

from echo2ecg_edge.coach.step import Step, StepCode
from echo2ecg_edge.quality.states import Fault, LeadState, SignalQuality, Suspicion
from echo2ecg_edge.reason import Reason, ReasonCode
from echo2ecg_edge.verdict import Verdict

MANY: Final = 4
"""With more suspects than this, the cable or the whole placement is the likelier cause."""
CURE: Final = MappingProxyType(
    {
        Fault.SATURATED: StepCode.REPLACE,
        Fault.INCOMPLETE: StepCode.PRESS,
        Fault.FLAT: StepCode.PRESS,
        Fault.MOTION: StepCode.FASTEN,
        Fault.POPS: StepCode.FASTEN,
        Fault.MUSCLE: StepCode.RELAX,
        Fault.MAINS: StepCode.AWAY_FROM_MAINS,
        Fault.WANDER: StepCode.BREATHE_CALMLY,
    }
)
"""What to do about each fault."""
WITHOUT_ELECTRODE: Final = frozenset({StepCode.RELAX, StepCode.BREATHE_CALMLY})
"""Cures that are the same for one lead and for all."""

_ORDER: Final = tuple(StepCode)
_EMERGENCIES: Final = frozenset({ReasonCode.NO_HEARTBEAT_FOUND, ReasonCode.NO_SIGNAL})
_HELP: Final = _EMERGENCIES | {ReasonCode.QUALITY_TOO_LOW}
"""A fibrillating heart looks like noise."""
_FIRST: Final = _EMERGENCIES | {ReasonCode.ELECTRODES_MISPLACED}
"""Reasons that explain what the leads show: leads are not blamed beside them."""
_DOUBTS: Final = frozenset(
    {ReasonCode.TOO_UNCERTAIN, ReasonCode.UNLIKE_TRAINING, ReasonCode.QUALITY_TOO_LOW}
)


def retake(
    verdict: Verdict, reasons: tuple[Reason, ...], quality: SignalQuality | None
) -> tuple[Step, ...]:
    """Say what to do before recording again.

    Args:
        verdict: Only ``repeat`` asks for another recording.
        reasons: Of the verdict.
        quality: Of the recording, where it was looked at; what is merely usable is put right too.

    Returns:
        The steps in the order to do them, the last being to record; empty for other verdicts.
    """
    if verdict is not Verdict.REPEAT:
        return ()
    codes = {reason.code for reason in reasons}
    about_leads = () if codes & _FIRST else _of_leads(quality)
    steps = [*_of_reasons(reasons), *about_leads, Step(StepCode.RECORD_AGAIN)]
    return tuple(sorted(steps, key=lambda step: _ORDER.index(step.code)))


def _of_reasons(reasons: tuple[Reason, ...]) -> Iterator[Step]:
    codes = {reason.code: reason for reason in reasons}
    if _HELP & codes.keys():
        yield Step(StepCode.GET_HELP)
    if misplaced := codes.get(ReasonCode.ELECTRODES_MISPLACED):
        yield Step(StepCode.PUT_IN_PLACE, {"electrodes": misplaced.values["electrodes"]})
    if ReasonCode.LEADS_MISSING in codes:
        yield Step(StepCode.ALL_LEADS)
    if (_DOUBTS | _EMERGENCIES) & codes.keys():
        yield Step(StepCode.CHECK_ALL)
    if short := codes.get(ReasonCode.TOO_SHORT):
        yield Step(StepCode.RECORD_LONGER, {"seconds": short.values["minimum_s"]})


def _of_leads(quality: SignalQuality | None) -> Iterator[Step]:
    """Yield one step for each kind of fault.

    Where some leads cannot be used, only these are spoken of: first things first.
    """
    suspicions = () if quality is None else quality.suspicions
    lost = [suspicion for suspicion in suspicions if suspicion.state is LeadState.REDO]
    yield from map(_cure, lost or suspicions)


def _cure(suspicion: Suspicion) -> Step:
    code = CURE[suspicion.fault]
    if len(suspicion.electrodes) > MANY and code not in WITHOUT_ELECTRODE:
        code = StepCode.CHECK_CABLE
    return Step(code, _values(suspicion))


def _values(suspicion: Suspicion) -> dict[str, object]:
    return {
        "fault": suspicion.fault,
        "leads": suspicion.leads,
        "electrodes": suspicion.electrodes,
    }
