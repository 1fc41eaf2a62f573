"""The coach: what to put right, in the order to do it, naming the electrode."""

import pytest

from echo2ecg_edge.coach import Step, StepCode, retake
from echo2ecg_edge.coach.retake import CURE, MANY
from echo2ecg_edge.electrodes import Electrode
from echo2ecg_edge.leads import LEADS
from echo2ecg_edge.quality.states import Fault, LeadState, SignalQuality, Suspicion
from echo2ecg_edge.reason import Reason, ReasonCode
from echo2ecg_edge.verdict import Verdict

FLAT_V4 = Suspicion(Fault.FLAT, LeadState.REDO, ("V4",), (Electrode.V4,))
HUM = Suspicion(Fault.MAINS, LeadState.USABLE, ("II", "III", "aVF"), (Electrode.LL,))
LOOSE = Suspicion(Fault.MOTION, LeadState.REDO, ("aVR", "I"), (Electrode.RA, Electrode.LA))
TREMOR = Suspicion(Fault.MUSCLE, LeadState.REDO, ("I", "aVL"), (Electrode.LA,))


def quality(*suspicions: Suspicion) -> SignalQuality:
    return SignalQuality(LeadState.REDO, 0.1, (), suspicions)


def steps(*suspicions: Suspicion, reasons: tuple[Reason, ...] = ()) -> tuple[Step, ...]:
    return retake(Verdict.REPEAT, reasons, quality(*suspicions))


def sentences(*suspicions: Suspicion, **more: tuple[Reason, ...]) -> list[str]:
    return [step.sentence for step in steps(*suspicions, **more)]


def test_a_flat_lead_names_its_electrode_and_ends_in_recording_again():
    assert sentences(FLAT_V4) == [
        "V4 is flat: press the V4 electrode onto the skin.",
        "Record again. If the same comes back, show this ECG to a clinician.",
    ]


def test_several_electrodes_are_in_the_plural_and_lead_names_keep_their_spelling():
    said = sentences(LOOSE)[0]
    assert said.startswith("aVR and I jump about: fasten the right arm and left arm electrodes")


@pytest.mark.parametrize("verdict", [Verdict.REFER, Verdict.ROUTINE, Verdict.CANNOT_SCREEN])
def test_nobody_is_asked_to_record_again_without_need(verdict):
    assert retake(verdict, (), quality(FLAT_V4)) == ()


def test_what_only_disturbs_waits_until_the_lost_leads_are_back():
    assert [step.code for step in steps(FLAT_V4, HUM)] == [StepCode.PRESS, StepCode.RECORD_AGAIN]


def test_what_only_disturbs_is_put_right_where_the_model_doubts():
    doubt = Reason(ReasonCode.TOO_UNCERTAIN, {"percentile": 97.5})
    codes = [step.code for step in steps(HUM, reasons=(doubt,))]
    assert codes == [StepCode.CHECK_ALL, StepCode.AWAY_FROM_MAINS, StepCode.RECORD_AGAIN]


def test_steps_come_in_the_order_to_do_them():
    misplaced = Reason(
        ReasonCode.ELECTRODES_MISPLACED, {"electrodes": (Electrode.RA, Electrode.LA)}
    )
    codes = [step.code for step in steps(TREMOR, FLAT_V4, LOOSE)]
    assert codes == sorted(codes, key=list(StepCode).index)
    assert codes[-1] is StepCode.RECORD_AGAIN
    assert len(codes) == 4
    codes = [step.code for step in steps(FLAT_V4, reasons=(misplaced,))]
    assert codes == [StepCode.PUT_IN_PLACE, StepCode.RECORD_AGAIN]


@pytest.mark.parametrize("code", [ReasonCode.NO_SIGNAL, ReasonCode.NO_HEARTBEAT_FOUND])
def test_without_a_heartbeat_help_comes_first(code):
    everything = Suspicion(Fault.FLAT, LeadState.REDO, LEADS, tuple(Electrode))
    found = steps(everything, reasons=(Reason(code, {"beats": 0}),))
    assert found[0].sentence == "If the patient is unwell, get help now."
    codes = [StepCode.GET_HELP, StepCode.CHECK_ALL, StepCode.RECORD_AGAIN]
    assert [step.code for step in found] == codes


def test_where_everything_is_noise_help_comes_first_too():
    found = steps(FLAT_V4, LOOSE, reasons=(Reason(ReasonCode.QUALITY_TOO_LOW, {"score": 0.1}),))
    assert found[0].code is StepCode.GET_HELP


def test_many_suspects_mean_the_cable():
    many = Suspicion(Fault.SATURATED, LeadState.REDO, LEADS[6:], tuple(Electrode)[4:])
    assert len(many.electrodes) > MANY
    assert sentences(many)[0] == (
        "The recorder is at its limit in V1, V2, V3, V4, V5 and V6: check that the cable is "
        "plugged in and that all ten electrodes hold."
    )


def test_too_short_and_too_few_say_what_to_do():
    short = Reason(ReasonCode.TOO_SHORT, {"minimum_s": 10.0})
    few = Reason(ReasonCode.LEADS_MISSING, {"leads": ("V1",)})
    said = [step.sentence for step in retake(Verdict.REPEAT, (few, short), None)]
    assert said[0].startswith("Connect all ten electrodes")
    assert said[1] == "Record for at least 10 seconds."


@pytest.mark.parametrize("fault", Fault)
@pytest.mark.parametrize("electrodes", [(Electrode.V1,), (Electrode.RA, Electrode.V1)])
def test_every_fault_has_a_cure_that_can_be_said(fault, electrodes):
    step = steps(Suspicion(fault, LeadState.REDO, ("V1",), electrodes))[0]
    assert step.code is CURE[fault]
    assert "V1" in step.sentence
    assert step.sentence[0].isupper()
