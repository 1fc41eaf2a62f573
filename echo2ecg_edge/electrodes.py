"""The ten electrodes of a 12-lead ECG; their words for people are in the catalogue."""

from enum import StrEnum


class Electrode(StrEnum):
    """One electrode."""

    RA = "RA"
    LA = "LA"
    LL = "LL"
    RL = "RL"
    V1 = "V1"
    V2 = "V2"
    V3 = "V3"
    V4 = "V4"
    V5 = "V5"
    V6 = "V6"
