"""Screening a folder into a results folder: what is done stays done, whatever happens."""

from collections.abc import Callable
from pathlib import Path
from typing import Unpack

from echo2ecg_edge.results.desk import Desk
from echo2ecg_edge.results.item import Item
from echo2ecg_edge.results.pace import Pace
from echo2ecg_edge.results.pages import LARGEST_SHARE, RENEW_S, Pages
from echo2ecg_edge.results.place import claim, ecgs, prepare
from echo2ecg_edge.results.reports import MakeReport, Reports
from echo2ecg_edge.results.shelf import shelf_in
from echo2ecg_edge.results.summary import Summary
from echo2ecg_edge.results.work import Work
from echo2ecg_edge.screener import RecordingOptions, Screener
from echo2ecg_edge.words import ENGLISH, Language, say


class Interrupted(KeyboardInterrupt):
    """Somebody stopped the run; its message says what is kept and how to go on."""


def screen_into(
    screener: Screener,
    folder: Path,
    out: Path,
    *,
    language: Language = ENGLISH,
    make_report: MakeReport | None = None,
    report_suffix: str = ".html",
    on_item: Callable[[Item], None] = lambda _item: None,
    renew_s: float = RENEW_S,
    **options: Unpack[RecordingOptions],
) -> Summary:
    """Screen every ECG of a folder that has no result yet, and write table and summary page.

    Results are kept as they come: after a kill or a power cut the same call goes on where it
    stopped. An ECG is screened again when its bytes, the model, the policy, the language, an
    option or the software changed. A result whose file has gone is marked.

    Args:
        screener: That screens.
        folder: Of the ECGs.
        out: The results folder; made where it is not there.
        language: Of table, page and reports.
        make_report: Makes the report of one ECG; None for no reports.
        report_suffix: Ending of the reports' names.
        on_item: Is told of every file, once its result is kept.
        renew_s: Table and page are written anew after so many seconds, and at the end.
        **options: Said of every file, as for ``Screener.screen``.

    Returns:
        What the results folder holds now.

    Raises:
        CallError: A folder or an option cannot be meant.
        StorageError: The results cannot be written, or another command is writing them.
        BundleError: The engine failed.
        Interrupted: Somebody pressed Ctrl-C; what was done is kept.
    """
    prepare(out, folder)
    with shelf_in(out) as shelf:
        claim(shelf, folder)
        reports = Reports(out, make_report, report_suffix)
        work = Work(screener, shelf, ecgs(folder), reports, language, options)
        labels = tuple(spec.key for spec in screener.manifest.labels)
        pages, pace = Pages(out, labels, language), Pace(LARGEST_SHARE, renew_s)
        desk = Desk(screener, shelf, work, pages, folder.resolve().name, pace)
        try:
            desk.walk(on_item)
        except KeyboardInterrupt as stop:
            desk.settle()
            values = {"done": work.looked_at, "total": work.looked_at + work.left}
            raise Interrupted(say("folder.interrupted", values, language)) from stop
        work.look_again()
        return desk.settle()
