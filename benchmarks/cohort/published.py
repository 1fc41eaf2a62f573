"""The published figures that the cohort should land on.

Sources: EchoNext (training prevalence, EchoNext-Mini on its test set, normalisation constants); the
link strengths are those of the criteria's own papers, as gathered for this project.
"""

PREVALENCE = {
    "lvef_lte_45": 0.234,
    "lvwt_gte_13": 0.244,
    "aortic_stenosis_moderate_severe": 0.040,
    "aortic_regurgitation_moderate_severe": 0.012,
    "mitral_regurgitation_moderate_severe": 0.085,
    "tricuspid_regurgitation_moderate_severe": 0.106,
    "pulmonary_regurgitation_moderate_severe": 0.008,
    "rv_systolic_dysfunction_moderate_severe": 0.132,
    "pericardial_effusion_moderate_large": 0.029,
    "pasp_gte_45": 0.189,
    "tr_max_gte_32": 0.103,
    "shd": 0.524,
}
"""Share of EchoNext's training set."""

MINI_AUROC = {
    "lvef_lte_45": 0.852,
    "lvwt_gte_13": 0.734,
    "aortic_stenosis_moderate_severe": 0.859,
    "aortic_regurgitation_moderate_severe": 0.740,
    "mitral_regurgitation_moderate_severe": 0.806,
    "tricuspid_regurgitation_moderate_severe": 0.833,
    "pulmonary_regurgitation_moderate_severe": 0.832,
    "rv_systolic_dysfunction_moderate_severe": 0.866,
    "pericardial_effusion_moderate_large": 0.766,
    "pasp_gte_45": 0.770,
    "tr_max_gte_32": 0.754,
    "shd": 0.820,
}
"""EchoNext-Mini on EchoNext's test set."""

MOMENTS = {
    "age (years)": (61.3, 16.0),
    "ventricular rate (bpm)": (83.4, 20.4),
    "PR where measurable (ms)": (159.6, 32.5),
    "QRS (ms)": (94.8, 21.9),
    "QTc (ms)": (452.9, 40.1),
}
"""Mean and standard deviation in EchoNext's training set."""

LEAD_SD = (32.4, 31.4, 30.2, 28.1, 27.1, 26.1, 37.7, 52.8, 56.8, 49.9, 45.0, 39.1)
"""EchoNext's normalisation constants, leads I II III aVR aVL aVF V1..V6, in device units."""
