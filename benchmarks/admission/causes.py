"""What is refused of the originals, and why."""

from collections import Counter

from benchmarks.admission import notes
from benchmarks.admission.asked import Ask
from benchmarks.admission.ecgs import Ecgs
from benchmarks.section import Section, Table
from benchmarks.tables import Row


def causes(sets: list[Ecgs], ask: Ask) -> Section:
    """Count the refusals of the ECGs as they are."""
    tables = []
    for ecgs in sets:
        counts = Counter(reason.code.value for reason in ask(ecgs.recordings) if reason)
        rows = [_row("any reason", counts.total(), ecgs)]
        rows += [_row(code, count, ecgs) for code, count in counts.most_common()]
        tables.append(
            Table(f"causes {ecgs.key}", f"{ecgs.name}: {len(ecgs)} ECGs", ecgs.data, rows)
        )
    return Section("Originals refused", notes.CAUSES, tables)


def _row(name: str, count: int, ecgs: Ecgs) -> Row:
    return {"reason": name, "ECGs": count, "%": f"{100 * count / len(ecgs):.2f}"}
