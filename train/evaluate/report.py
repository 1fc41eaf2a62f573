"""The evaluation of a trained model on pairs: every figure with its interval, in three forms.

>>> evaluate(trained, pairs, Path("runs/mine/evaluation"))
"""

import json
import logging
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

from train.evaluate import section_calibration, section_few, section_labels, section_space
from train.evaluate import section_measures as measured
from train.evaluate import section_stress as stressed
from train.evaluate import section_uncertainty as unsure
from train.evaluate.gather import gather
from train.evaluate.intervals import RESAMPLES
from train.evaluate.material import Material
from train.evaluate.report_page import Report, head, markdown
from train.evaluate.section import LackingError, Section
from train.evaluate.section_few import Learn
from train.evaluate.trained_protocol import Trained
from train.pairs import Pairs

log = logging.getLogger(__name__)


def evaluate(
    trained: Trained,
    pairs: Pairs,
    out: Path,
    *,
    resamples: int = RESAMPLES,
    quick: bool = False,
    missing_is_negative: bool = True,
    learners: Mapping[str, Learn] | None = None,
    remarks: Sequence[str] = (),
) -> Report:
    """Evaluate and write ``evaluation.json``, ``evaluation.md`` and plots into ``out``.

    What the data or the model lack is left out, with a sentence that says why.

    Args:
        trained: The model.
        pairs: The data: training rows teach probes, validation rows choose, test rows are judged.
        out: Folder; made where it is not there.
        resamples: Of the bootstrap over patients.
        quick: Fewer rows, draws and ECGs: for a look, not for publication.
        missing_is_negative: Whether a label that no echo answers counts as negative, as EchoNext
            has it; otherwise such rows are left out of that label.
        learners: Further ways of learning to put through label efficiency, for example
            end-to-end fine-tuning and training from scratch.
        remarks: Sentences about the model that stand above the tables.

    Returns:
        What ``evaluation.json`` holds.

    Raises:
        CallError: There are no test rows.
    """
    out.mkdir(parents=True, exist_ok=True)
    material = gather(
        trained, pairs, resamples=resamples, quick=quick, missing_is_negative=missing_is_negative
    )
    sections, left_out = _sections(material, learners or {})
    for section in sections:
        if section.draw is not None:
            section.draw(out / f"{section.key}.png")
    report = head(material, missing_is_negative) | {
        "remarks": list(remarks),
        "sections": {section.key: section.as_json() for section in sections},
        "left_out": left_out,
    }
    (out / "evaluation.json").write_text(json.dumps(report, indent=2) + "\n", "utf-8")
    (out / "evaluation.md").write_text(markdown(report, material, sections, left_out), "utf-8")
    return report


def _sections(
    material: Material, learners: Mapping[str, Learn]
) -> tuple[list[Section], dict[str, str]]:
    """Make every section that can be made, and say why the others cannot."""
    makers: dict[str, Callable[[Material], Section]] = {
        "Label heads": section_labels.heads,
        "Nearest neighbours": section_labels.knn,
        "Linear probe": section_labels.probe,
        "Echo measures": measured.measures,
        "Calibration": section_calibration.calibration,
        "Subgroups": section_calibration.groups,
        "Uncertainty": unsure.uncertainty,
        "Noise and lost leads": stressed.stress,
        "Sliding window": stressed.windows,
        "Retrieval": section_space.retrieval,
        "Zero shots by prompts": section_space.prompts,
        "Zero shots by echo prototypes": section_space.prototypes,
        "Few shots": section_few.shots,
        "Label efficiency": partial(section_few.efficiency, learners=learners),
    }
    sections, left_out = [], {}
    for title, make in makers.items():
        log.info("evaluating: %s", title)
        try:
            sections.append(make(material))
        except LackingError as lacking:
            left_out[title] = str(lacking)
    return sections, left_out
