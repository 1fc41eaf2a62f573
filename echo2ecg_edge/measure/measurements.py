"""Everything that is measured on one ECG, in plain numbers."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Measurements:
    """What was measured on one ECG; None where it cannot be measured or its leads are missing.

    Attributes:
        heart_rate_bpm: Beats per minute from the mean interval; None with fewer than two beats.
        beats: Number of QRS complexes found.
        rr_irregularity: Root mean square of the differences between successive RR intervals, over
            the mean RR interval: in PTB-XL usually 0.01 to 0.04 in sinus rhythm and 0.1 to 0.4 in
            atrial fibrillation; None with fewer than three beats.
        is_af_suspected: Whether the rhythm is irregular and there is no P wave.
        dissociated_p_bpm: Rate of P waves that lead to no QRS, in a slow regular rhythm.
        p_ms: Duration of the P wave.
        pr_ms: From the onset of the P wave to that of the QRS.
        qrs_ms: Duration of the QRS.
        qt_ms: From the onset of the QRS to the end of the T wave.
        qtc_bazett_ms: QT over the root of the median RR interval in seconds.
        qtc_fridericia_ms: QT over its cube root.
        t_mv: Height of the T wave: root mean square over the leads where it stands highest.
        axis_deg: Axis of the QRS in the frontal plane: 0 to the left, 90 downwards.
        sokolow_lyon_mv: S in V1 plus the taller R of V5 and V6.
        cornell_mv: R in aVL plus S in V3.
        peguero_lo_presti_mv: Deepest S of all leads plus S in V4.
        is_low_limb_voltage: Whether the QRS stays below 0.5 mV in every limb lead.
        is_low_chest_voltage: Whether the QRS stays below 1.0 mV in every chest lead.
        q_wave_leads: Leads with a pathological Q wave; see ``q_waves``.
        st_mv: Lead -> mean level of the first 20 ms after the J point above that before the QRS.
    """

    heart_rate_bpm: float | None
    beats: int
    rr_irregularity: float | None
    is_af_suspected: bool | None = None
    dissociated_p_bpm: float | None = None
    p_ms: float | None = None
    pr_ms: float | None = None
    qrs_ms: float | None = None
    qt_ms: float | None = None
    qtc_bazett_ms: float | None = None
    qtc_fridericia_ms: float | None = None
    t_mv: float | None = None
    axis_deg: float | None = None
    sokolow_lyon_mv: float | None = None
    cornell_mv: float | None = None
    peguero_lo_presti_mv: float | None = None
    is_low_limb_voltage: bool | None = None
    is_low_chest_voltage: bool | None = None
    q_wave_leads: tuple[str, ...] | None = None
    st_mv: dict[str, float] | None = None
