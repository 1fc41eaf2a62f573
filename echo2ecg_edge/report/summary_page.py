"""The summary of a folder as one page of HTML: counts, then every ECG, the most urgent first.

Nothing in it is fetched, nothing runs, and it is written row by row: ten thousand ECGs are a page
of a few megabytes that never lies in memory whole.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby
from typing import Final
from urllib.parse import quote

from echo2ecg_edge.report.summary_row import SummaryRow
from echo2ecg_edge.report.urgency import Turn
from echo2ecg_edge.report.words import disclaimer, plain
from echo2ecg_edge.words import ENGLISH, Language, say

GONE: Final = "gone"
STYLE: Final = """
@page { size: A4; margin: 12mm }
body { margin: 0 auto; max-width: 60rem; padding: 1rem; color: #111; background: #fff;
  font: 1rem/1.45 system-ui, "Noto Sans", "Noto Sans Devanagari", sans-serif }
h1 { font-size: 1.5rem; margin: 0 0 .5rem; overflow-wrap: anywhere }
p { margin: .25rem 0 }
.small { color: #444; font-size: .875rem }
.waiting { border: 3px solid #111; padding: .5rem; font-weight: 700 }
table { width: 100%; border-collapse: collapse; table-layout: fixed; margin: 1rem 0 }
th, td { text-align: left; vertical-align: top; padding: .3rem .5rem;
  border-bottom: 1px solid #bbb; overflow-wrap: anywhere }
thead th { border-bottom: 2px solid #111 }
tbody th[scope=rowgroup] { padding-top: 1rem; font-size: 1.1rem; border-bottom: 2px solid #555 }
.urgent th[scope=rowgroup] { background: #111; color: #fff; padding: .3rem .5rem }
.file { width: 32% } .verdict { width: 14% }
tr { break-inside: avoid }
tbody th[scope=rowgroup] { break-after: avoid }
a { color: #003f8a }
@media print { body { padding: 0; max-width: none; font-size: 9pt } a { color: inherit } }
"""


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above and below the table.

    Attributes:
        folder: Name of the folder of ECGs.
        counted: How many ended in which verdict, as a sentence.
        waiting: How many cannot wait, as a sentence; empty without any.
        notes: Further sentences, for example how many are still to be screened.
        made_by: Model and policy, as sentences.
    """

    folder: str
    counted: str
    waiting: str
    notes: Sequence[str]
    made_by: Sequence[str]


def summary_page(
    head: Head, rows: Iterable[SummaryRow], language: Language = ENGLISH
) -> Iterator[str]:
    """Yield the page piece by piece.

    Args:
        head: What stands around the table.
        rows: In the order of their urgency, those that have gone last.
        language: Of the headings; the rows' sentences are said already.
    """
    yield from _above(head, language)
    for group, members in groupby(rows, key=_group):
        yield from _section(group, list(members), language)
    yield "</table>\n"
    yield from (f'<p class="small">{_safe(line)}</p>\n' for line in head.made_by)
    yield f"<p><strong>{_safe(disclaimer(language))}</strong></p>\n</body>\n</html>\n"


def _above(head: Head, language: Language) -> Iterator[str]:
    title = _safe(say("folder.title", {"folder": head.folder}, language))
    yield (
        f'<!DOCTYPE html>\n<html lang="{language.code}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta http-equiv="Content-Security-Policy" '
        "content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n"
        f"<p>{_safe(head.counted)}</p>\n"
    )
    if head.waiting:
        yield f'<p class="waiting">{_safe(head.waiting)}</p>\n'
    notes = (*head.notes, language.sentence("folder.order"))
    yield from (f"<p>{_safe(note)}</p>\n" for note in notes)
    columns = ("file", "verdict", "said")
    cells = (
        f'<th scope="col" class="{name}">{_safe(language.sentence(f"folder.column_{name}"))}</th>'
        for name in columns
    )
    yield f"<table>\n<thead><tr>{''.join(cells)}</tr></thead>\n"


def _group(row: SummaryRow) -> str:
    return Turn(int(row.urgency[0])).name.lower() if row.is_there else GONE


def _section(group: str, rows: list[SummaryRow], language: Language) -> Iterator[str]:
    title = _safe(language.sentence(f"folder.group_{group}"))
    yield f'<tbody class="{group}">\n<tr><th colspan="3" scope="rowgroup">{title}'
    yield f" ({len(rows)})</th></tr>\n"
    yield from (_row(row, language) for row in rows)
    yield "</tbody>\n"


def _row(row: SummaryRow, language: Language) -> str:
    name = _safe(row.id)
    if row.report:
        name = f'<a href="{escape(quote(row.report))}">{name}</a>'
    verdict = _safe(language.sentence(f"verdict.{row.verdict.name}"))
    urgent = "".join(f"<strong>{_safe(sentence)}</strong><br>" for sentence in row.urgent)
    return f"<tr><td>{name}</td><td>{verdict}</td><td>{urgent}{_safe(row.said)}</td></tr>\n"


def _safe(text: str) -> str:
    return escape(plain(text))
