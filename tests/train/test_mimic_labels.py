"""Every rule that turns MIMIC-IV-ECHO's entries into labels and measures."""

import pytest

from echo2ecg_edge.labels import STRUCTURAL_LABELS
from train.cohort.state import MEASURES
from train.datasets.mimic_grades import (
    atrial_pressure_mmhg,
    effusion_is_large,
    is_replaced,
    rv_is_weak,
    severity,
)
from train.datasets.mimic_labels import grades_of, labels_of
from train.datasets.mimic_measures import measures_of
from train.datasets.mimic_row import MEASURE_NAMES

AS, AR, MR, TR, PR = (
    f"{name}_moderate_severe"
    for name in (
        "aortic_stenosis", "aortic_regurgitation", "mitral_regurgitation",
        "tricuspid_regurgitation", "pulmonary_regurgitation",
    )
)  # fmt: skip
RV, EFFUSION = "rv_systolic_dysfunction_moderate_severe", "pericardial_effusion_moderate_large"


def echo(**entries: str | tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """Entries as the reader of the table keeps them: lower case, all of a name together."""
    return {
        name: tuple(text.lower() for text in ((said,) if isinstance(said, str) else said))
        for name, said in entries.items()
    }


def answer(key: str, **entries: str | tuple[str, ...]) -> bool | None:
    """True, False, or None where the label is not known."""
    return labels_of(echo(**entries)).get(key)


@pytest.mark.parametrize(
    ("key", "entries", "expected"),
    [
        ("lvef_lte_45", {"lvef": "45", "lvef_upper": "45"}, True),
        ("lvef_lte_45", {"lvef": "40", "lvef_upper": "51"}, False),
        ("lvef_lte_45", {"lvef": "45"}, True),
        ("lvef_lte_45", {"lvef": "60", "lvef_3d": "45"}, True),
        ("lvef_lte_45", {"lvef_3d": "30", "biplane_lvef": "50"}, False),
        ("lvef_lte_45", {"lvef": "120"}, None),
        ("lvef_lte_45", {"lvef": "normal"}, None),
        ("lvwt_gte_13", {"septal_thickness": "1.3"}, True),
        ("lvwt_gte_13", {"septal_thickness": "1.1", "inf_lat_thickness": "1.4"}, True),
        ("lvwt_gte_13", {"septal_thickness": "1.2", "inf_lat_thickness": "1.2"}, False),
        ("lvwt_gte_13", {"septal_thickness": "13"}, None),
        ("lvwt_gte_13", {"septal_thickness": "0.2", "inf_lat_thickness": "1.0"}, False),
        (AS, {"aortic_stenosis": "Mod (1.0-1.5cm2)"}, True),
        (AS, {"aortic_stenosis": "Low flow/low gradient severe"}, True),
        (AS, {"aortic_stenosis": "Very severe (>5m/s;>60mmHg)"}, True),
        (AS, {"aortic_stenosis": "Mild (>1.5cm2)", "av_pk_vel": "3.4"}, False),
        (AS, {"aortic_stenosis": "None, incr vel high output", "av_pk_vel": "3.4"}, False),
        (AS, {"aortic_stenosis": "None, incr grad from AR/stroke vol"}, False),
        (AS, {"aortic_stenosis": "Present - not quantified"}, None),
        (AS, {"aortic_stenosis": "Present - not quantified", "av_mean_grad": "22"}, True),
        (AS, {"aortic_stenosis": "Cannot exclude"}, None),
        (AS, {"av_pk_vel": "3.0"}, True),
        (AS, {"av_pk_vel": "2.9"}, False),
        (AS, {"av_mean_grad": "20"}, True),
        (AS, {"av_area_continuity": "1.5"}, True),
        (AS, {"av_area_continuity": "1.6", "av_pk_vel": "2.0"}, False),
        (AS, {"av_pk_vel": "29999"}, None),
        (AR, {"aortic_regurg": "Mod [2+]"}, True),
        (AR, {"aortic_regurg": "Mild-mod [1-2+]"}, False),
        (AR, {"aortic_regurg": "Trace (NL for prosthesis)"}, False),
        (AR, {"aortic_regurg": "Present"}, None),
        (AR, {}, None),
        (MR, {"mitral_regurg": "Moderate-severe (3+)"}, True),
        (MR, {"mitral_regurg": "Mild-moderate (1-2+)"}, False),
        (MR, {"mitral_regurg": ("Mild (1+)", "Severe (4+)")}, True),
        (TR, {"tricuspid_regurg": "Torrential"}, True),
        (TR, {"tricuspid_regurg": "Mod-severe [3+]"}, True),
        (TR, {"tricuspid_regurg": "Present, can't qualify"}, None),
        (PR, {"pulm_regurg": "Significant"}, True),
        (PR, {"pulm_regurg": "Mod/severe"}, True),
        (PR, {"pulm_regurg": "Physiologic"}, False),
        (RV, {"rv_function": "Moderate global RV hypo"}, True),
        (RV, {"rv_function": "Severe global hypo"}, True),
        (RV, {"rv_function": "RV function depressed"}, True),
        (RV, {"rv_function": "Mild global RV hypo", "tapse": "1.2"}, False),
        (RV, {"rv_function": "Nl RV function"}, False),
        (RV, {"rv_function": "Low normal function"}, False),
        (RV, {"rv_function": "Apical free wall hypo"}, False),
        (RV, {"rv_function": "RV not well seen"}, None),
        (RV, {"rv_function": "Cannot assess RV function", "tapse": "16"}, True),
        (RV, {"tapse": "1.7"}, False),
        (RV, {"tapse": "16.9"}, True),
        (RV, {"tapse": "4.5"}, None),
        (EFFUSION, {"pericardial_effusion": "Moderate"}, True),
        (EFFUSION, {"pericardial_effusion": "Large, circumferential"}, True),
        (EFFUSION, {"pericardial_effusion": "Small to moderate"}, False),
        (EFFUSION, {"pericardial_effusion": "Large fat pad"}, False),
        (EFFUSION, {"pericardial_effusion": "Trivial/physiologic"}, False),
        (EFFUSION, {"pericardial_effusion": "No effusion"}, False),
        (EFFUSION, {"pericardial_effusion": "Not well seen"}, None),
        ("tr_max_gte_32", {"tr_velocity": "3.2"}, True),
        ("tr_max_gte_32", {"tr_velocity": "3.1", "tr_mmhg": "60"}, False),
        ("tr_max_gte_32", {"tr_mmhg": "60"}, None),
        ("pasp_gte_45", {"tr_mmhg": "42"}, True),
        ("pasp_gte_45", {"tr_mmhg": "41"}, False),
        ("pasp_gte_45", {"tr_mmhg": "41", "ivc_diam": "2.1"}, False),
        ("pasp_gte_45", {"tr_mmhg": "30", "ivc_diam": "2.2"}, True),
        ("pasp_gte_45", {"tr_mmhg": "32", "ivc": ">2.1cm, >50% (10-15mmHg)"}, True),
        ("pasp_gte_45", {"tr_mmhg": "31", "ivc": ">2.1cm, >50% (10-15mmHg)"}, False),
        ("pasp_gte_45", {"tr_mmhg": "41", "ivc": "NL IVC <2.2 cm", "ivc_diam": "2.4"}, False),
        ("pasp_gte_45", {"tr_mmhg": "30", "ivc": "IVC not visualized", "ivc_diam": "2.4"}, True),
        ("pasp_gte_45", {"ivc": "IVC dilated (>2.5cm)"}, None),
    ],
)  # fmt: skip
def test_the_rule_of_a_label(key: str, entries: dict[str, str], expected: bool | None) -> None:
    assert answer(key, **entries) is expected


@pytest.mark.parametrize(
    ("text", "mmhg"),
    [
        ("<2.2cm, >50% (0-5mmHg)", 3),
        ("NL IVC <2.2 cm", 3),
        ("Intubated, IVC<1.5cm, RA <10mmHg", 3),
        ("IVC<=2.1cm, <50% collapse (5-10mmHg)", 8),
        (">2.1cm, >50% (10-15mmHg)", 13),
        (">2.1cm, <50% (>15mmHg)", 20),
        ("IVC dilated (>2.5cm)", 20),
        ("Intubated - cannot assess RA pressure", None),
        ("IVC not visualized", None),
        ("", None),
    ],
)
def test_right_atrial_pressure_by_the_cava(text: str, mmhg: float | None) -> None:
    assert atrial_pressure_mmhg(text.lower()) == mmhg


@pytest.mark.parametrize(
    ("text", "degree"),
    [
        ("none", 0), ("no ar", 0), ("trivial", 0.5), ("physiologic", 0.5), ("mild [1+]", 1),
        ("mild-mod [1-2+]", 1.5), ("mod [2+]", 2), ("mod-severe [3+]", 2.5), ("severe [4+]", 3),
        ("torrential", 4), ("massive", 4), ("cannot exclude severe", None), ("eccentric jet", None),
    ],
)  # fmt: skip
def test_degrees(text: str, degree: float | None) -> None:
    assert severity(text) == degree


@pytest.mark.parametrize(
    ("measurement", "text", "replaced"),
    [
        ("avr_structure1", "bioprosthetic", True),
        ("mvr_structure3", "annuloplasty ring", True),
        ("tvr_structure2", "native", False),
        ("pvr_structure1", "", False),
        ("av_leaflets", "mechanical prosthesis", True),
        ("mv_leaflets", "mitraclip present", True),
        ("mv_leaflets", "mildly thickened", False),
        ("aortic_regurg", "trace (nl for prosthesis)", False),
    ],
)
def test_valves_that_are_not_native(measurement: str, text: str, replaced: bool) -> None:
    assert is_replaced(measurement, text) is replaced


def test_the_composite_is_positive_with_any_other_and_always_known() -> None:
    assert labels_of({}) == {"shd": False}
    assert labels_of(echo(lvef="60", tr_velocity="3.5")) == {
        "lvef_lte_45": False, "tr_max_gte_32": True, "shd": True,
    }  # fmt: skip


def test_labels_and_measures_have_the_projects_names() -> None:
    full = echo(
        lvef="55", septal_thickness="1.0", tapse="2.1", av_pk_vel="1.4", tr_mmhg="25",
        tr_velocity="2.5", biplane_lvedv="110", biplane_lvesv="50", la_vol="60",
        aortic_regurg="mild", body_surface_area="2.0", aortic_stenosis="none", mitral_regurg="mod",
        pulm_regurg="none", tricuspid_regurg="trivial", rv_function="nl rv function",
        pericardial_effusion="none",
    )  # fmt: skip
    assert set(labels_of(full)) == set(STRUCTURAL_LABELS)
    measures = {**measures_of(full), **grades_of(full)}
    assert set(measures) == set(MEASURE_NAMES)
    own = {"lvedv_ml", "lvesv_ml", "lvsv_ml"}
    assert set(MEASURE_NAMES) - own <= set(MEASURES)
    assert measures["lvsv_ml"] == 60
    assert measures["lvedv_ml_m2"] == 55
    assert measures["la_ml_m2"] == 30
    assert measures["pasp_mmhg"] == 28
    assert (measures["ar"], measures["mr"], measures["tr"], measures["pr"]) == (1, 2, 0.5, 0)


def test_volumes_are_indexed_only_where_the_body_surface_is_stated() -> None:
    measures = measures_of(echo(biplane_lvedv="110", la_vol="60"))
    assert measures == {"lvedv_ml": 110}
    crossed = measures_of(echo(biplane_lvedv="90", lvesv_3d="120"))
    assert "lvsv_ml" not in crossed


def test_tapse_in_either_unit() -> None:
    assert measures_of(echo(tapse="18"))["tapse_cm"] == 1.8
    assert measures_of(echo(tapse=("18", "1.9")))["tapse_cm"] == 1.9
    assert "tapse_cm" not in measures_of(echo(tapse="0.3"))


def test_texts_that_answer_nothing() -> None:
    assert rv_is_weak("cannot assess rv function") is None
    assert effusion_is_large("cannot exclude") is None
    assert effusion_is_large("loculated, moderate") is True
