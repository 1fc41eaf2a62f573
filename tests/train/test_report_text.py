from dataclasses import replace

import numpy as np
import pytest

from train.cohort.labels import LABELS, label
from train.cohort.report_text import FIRST, measured_reports, report_text, report_texts
from train.cohort.sample import sample_states
from train.cohort.state import HeartState

HEARTS = sample_states(400, np.random.default_rng(3))


def one(**values: float) -> HeartState:
    """A healthy woman, changed."""
    healthy = {
        "female": True, "lvef": 62.0, "lvedv_ml_m2": 50.0, "septum_cm": 0.8, "posterior_cm": 0.8,
        "scar_anterior": 0.0, "scar_inferior": 0.0, "scar_lateral": 0.0, "la_ml_m2": 24.0,
        "ra_ml_m2": 20.0, "rv_basal_cm": 3.2, "tapse_cm": 2.3, "av_vmax_ms": 1.3, "ar": 0.1,
        "mr": 0.3, "tr": 0.3, "pr": 0.2, "ms": 0.0, "pasp_mmhg": 24.0, "tr_vmax_ms": 2.1,
        "effusion_mm": 1.0, "infiltration": 0.0, "rap_mmhg": 4.0,
    }  # fmt: skip
    return replace(HEARTS[:1], **{k: np.array([v]) for k, v in (healthy | values).items()})


def test_a_healthy_heart() -> None:
    text = report_text(one())
    assert text.startswith(FIRST)
    for words in (
        "LVEF 62 %, normal", "no hypertrophy", "no regional abnormality",
        "no aortic stenosis", "mitral none", "Mitral stenosis: none", "No pericardial effusion",
    ):  # fmt: skip
        assert words in text
    assert "not reported" not in text


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"lvef": 25.0}, "LVEF 25 %, severely reduced"),
        ({"lvef": 45.0}, "LVEF 45 %, mildly reduced"),
        ({"septum_cm": 1.38}, "Septum 1.4 cm, posterior wall 0.8 cm: moderate hypertrophy"),
        ({"scar_anterior": 0.8}, "akinesia of the anterior wall"),
        ({"scar_inferior": 0.3, "scar_lateral": 0.2}, "inferior wall and hypokinesia of"),
        ({"av_vmax_ms": 4.2}, "4.2 m/s, mean gradient 43 mmHg, severe aortic stenosis"),
        ({"mr": 2.4}, "mitral moderate"),
        ({"tapse_cm": 1.2}, "moderately reduced function (TAPSE 1.2 cm)"),
        ({"effusion_mm": 22.0}, "Large pericardial effusion (22 mm)"),
        ({"infiltration": 0.8}, "bright texture"),
        ({"ms": 2.2}, "Mitral stenosis: moderate"),
    ],
)  # fmt: skip
def test_what_is_ill_is_written(change: dict[str, float], words: str) -> None:
    assert words in report_text(one(**change))


@pytest.mark.parametrize(
    ("key", "positive"),
    [
        ("lvef_lte_45", ""),
        ("aortic_stenosis_moderate_severe", "moderate aortic stenosis|severe aortic stenosis"),
        ("mitral_regurgitation_moderate_severe", "mitral moderate|mitral severe"),
        ("lvwt_gte_13", "moderate hypertrophy|severe hypertrophy"),
        ("rv_systolic_dysfunction_moderate_severe", "moderately reduced fun|severely reduced fun"),
        ("pericardial_effusion_moderate_large", "Moderate peri|Large peri"),
    ],
)
def test_words_agree_with_labels(key: str, positive: str) -> None:
    labels = label(HEARTS)[:, LABELS.index(key)]
    for text, is_positive in zip(report_texts(HEARTS), labels, strict=True):
        if positive:
            said = any(words in text for words in positive.split("|"))
        else:
            said = int(text.split("LVEF ")[1].split(" %")[0]) <= 45
        assert said == bool(is_positive), text


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"lvef": 45.0}, "LVEF 45 %"),
        ({"lvef": 45.2}, "LVEF 46 %"),
        ({"lvef": 44.6}, "LVEF 45 %"),
        ({"septum_cm": 1.29}, "Septum 1.2 cm"),
        ({"septum_cm": 1.24}, "Septum 1.2 cm"),
        ({"tapse_cm": 1.36}, "TAPSE 1.3 cm"),
        ({"pasp_mmhg": 44.8}, "PASP 44 mmHg"),
        ({"pasp_mmhg": 43.8}, "PASP 44 mmHg"),
        ({"av_vmax_ms": 2.99}, "2.9 m/s"),
        ({"effusion_mm": 9.8}, "Small pericardial effusion (9 mm)"),
    ],
)
def test_no_figure_is_rounded_across_a_limit(change: dict[str, float], words: str) -> None:
    assert words in report_text(one(**change))


def test_what_was_not_measured_is_not_reported() -> None:
    for place, key in enumerate(LABELS[:-1]):
        known = np.ones((1, len(LABELS)), bool)
        known[0, place] = False
        assert report_text(one(), known).count("not reported") == 1, key
    nothing = report_text(one(), np.zeros((1, len(LABELS)), bool))
    assert nothing.count("not reported") == len(LABELS) - 1


def test_many_are_as_one_by_one() -> None:
    known = np.random.default_rng(1).random((400, len(LABELS))) < 0.9
    texts = report_texts(HEARTS, known)
    assert texts[7] == report_text(HEARTS[7:8], known[7:8])
    assert max(map(len, texts)) < 1000


def test_a_report_from_measures_says_the_same_but_less() -> None:
    known = np.random.default_rng(1).random((400, len(LABELS))) < 0.9
    whole = report_texts(HEARTS, known)
    less = measured_reports(HEARTS.measures(), HEARTS.female, known)
    for one_text, other in zip(whole, less, strict=True):
        assert "Wall motion" not in other
        assert "atrial pressure" not in other
        assert other.count("not reported") == one_text.count("not reported")
        assert one_text.split("LVEF")[1].split(".")[0] == other.split("LVEF")[1].split(".")[0]
        assert one_text.split(". ")[-1] == other.split(". ")[-1]
