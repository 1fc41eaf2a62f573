import pytest

from echo2ecg_edge.leads import LEADS
from echo2ecg_edge.quality.electrodes import advice, listing, suspects


@pytest.mark.parametrize(
    ("leads", "electrodes"),
    [
        (["I"], ("right arm", "left arm")),
        (["II"], ("right arm", "left leg")),
        (["III"], ("left arm", "left leg")),
        (["I", "II"], ("right arm",)),
        (["I", "III"], ("left arm",)),
        (["II", "III"], ("left leg",)),
        (["I", "aVL"], ("left arm",)),
        (["I", "II", "aVR", "aVL"], ("right arm",)),
        (["aVF"], ("left leg",)),
        (["I", "II", "III"], ("right arm", "left arm", "left leg")),
        (["V3", "V1"], ("V1", "V3")),
        (["V2", "aVR"], ("right arm", "V2")),
    ],
)
def test_suspects(leads, electrodes):
    assert suspects(leads) == electrodes


def test_advice_names_the_electrodes():
    assert advice(["V4"]) == "Press the V4 electrode onto the skin and record again."
    assert advice(["I"]) == (
        "Press the right arm and left arm electrodes onto the skin and record again."
    )


@pytest.mark.parametrize("leads", [LEADS, LEADS[6:], ["I", "II", "III", "V1", "V2"]])
def test_many_suspects_point_to_the_cable(leads):
    assert advice(leads) == "Check the cable and all ten electrodes, and record again."


def test_listing():
    assert listing([]) == ""
    assert listing(["V1"]) == "V1"
    assert listing(["V1", "V2"]) == "V1 and V2"
    assert listing(["V1", "V2", "V3"]) == "V1, V2 and V3"
