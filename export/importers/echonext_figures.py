"""EchoNext-Mini's published figures: prevalences, AUROCs, operating points (FACTS, section 2)."""

from typing import Final

from echo2ecg_edge.labels import STRUCTURAL_LABELS

PREVALENCE: Final = dict(
    zip(
        STRUCTURAL_LABELS,
        (0.234, 0.244, 0.040, 0.012, 0.085, 0.106, 0.008, 0.132, 0.029, 0.189, 0.103, 0.524),
        strict=True,
    )
)
"""Of the authors' training set, published."""

AUROC: Final = dict(
    zip(
        STRUCTURAL_LABELS,
        (0.852, 0.734, 0.859, 0.740, 0.806, 0.833, 0.832, 0.866, 0.766, 0.770, 0.754, 0.820),
        strict=True,
    )
)
"""On the authors' test set, published."""

PUBLISHED: Final = (
    (0.2168, 0.900, 0.432),
    (0.3359, 0.800, 0.616),
    (0.4461, 0.700, 0.734),
    (0.5442, 0.600, 0.816),
    (0.6325, 0.500, 0.879),
)
"""Raw probability, sensitivity and specificity of the composite on MIMIC-IV, by others."""
