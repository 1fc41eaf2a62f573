"""The page around the sections of an evaluation: what it rests on, and what was left out."""

from collections.abc import Mapping

from train.evaluate.material import Material
from train.evaluate.section import Section

Report = dict[str, object]


def head(material: Material, missing_is_negative: bool) -> Report:
    """Return what the whole report rests on."""
    about = material.pairs.about
    return {
        "source": about.source,
        "knowledge": str(about.knowledge),
        "rows": {split: len(part.rows) for split, part in material.parts.items()},
        "test_patients": int(material.resampling.patient.max()) + 1,
        "resamples": material.resampling.resamples,
        "quick": material.quick,
        "missing_is_negative": missing_is_negative,
    }


def markdown(
    report: Report, material: Material, sections: list[Section], left_out: Mapping[str, str]
) -> str:
    """Return the whole report as Markdown; every heading says where the data come from."""
    knowledge = str(material.pairs.about.knowledge)
    rows = ", ".join(f"{len(part.rows)} {split}" for split, part in material.parts.items())
    facts = [
        f"Data: {report['source']} ({knowledge}); rows: {rows}; "
        f"test patients: {report['test_patients']}.",
        f"Brackets hold 95 % intervals of {report['resamples']} bootstrap resamples over patients.",
        "A label that is not answered counts as negative."
        if report["missing_is_negative"]
        else "Rows in which a label is not answered are left out of it.",
    ]
    remarks = report.get("remarks", [])
    facts += [str(remark) for remark in remarks] if isinstance(remarks, list) else []
    if material.quick:
        facts.append("A quick look at a part of the rows, not for publication.")
    parts = [f"# Evaluation ({knowledge})\n", "\n".join(f"- {fact}" for fact in facts) + "\n"]
    parts += [section.markdown(knowledge) for section in sections]
    if left_out:
        lines = [f"- {title}: {why}" for title, why in left_out.items()]
        parts.append(f"## Left out ({knowledge})\n\n" + "\n".join(lines) + "\n")
    return "\n".join(parts)
