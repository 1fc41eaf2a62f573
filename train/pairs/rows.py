"""Pairs in memory -> the rows that ``write_pairs`` takes."""

from collections.abc import Iterator

import numpy as np

from train.pairs.pairs import Pairs
from train.pairs.row import PairRow


def rows_of(pairs: Pairs) -> Iterator[PairRow]:
    """Yield the rows of pairs in memory, in order."""
    about = pairs.about
    for row in range(len(pairs)):
        clips = slice(pairs.view_start[row], pairs.view_start[row + 1])
        said = pairs.known[row]
        measured = ~np.isnan(pairs.measures[row])
        labels = dict(zip(about.label_names, (pairs.labels[row] > 0).tolist(), strict=True))
        measures = dict(zip(about.measure_names, pairs.measures[row].tolist(), strict=True))
        yield PairRow(
            patient=str(pairs.patient[row]),
            split=str(pairs.split[row]),
            ecg=pairs.ecg[row].astype(np.float32),
            leads=pairs.leads[row],
            age_years=float(pairs.age_years[row]),
            female=_flag(pairs.female[row]),
            labels={key: bool(labels[key]) for key, yes in zip(labels, said, strict=True) if yes},
            measures={
                key: measures[key] for key, yes in zip(measures, measured, strict=True) if yes
            },
            machine=tuple(pairs.machine[row].tolist()),
            af=_flag(pairs.af[row]),
            views=pairs.views[clips],
            view_names=tuple(pairs.view_name[clips].tolist()),
            ecg_report=str(pairs.ecg_report[row]),
            echo_report=str(pairs.echo_report[row]),
        )


def _flag(value: np.float32) -> bool | None:
    return None if np.isnan(value) else bool(value)
