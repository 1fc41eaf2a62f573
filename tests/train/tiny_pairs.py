"""Pairs of a toy world: slow or fast sines, whose studies and labels say which."""

import numpy as np

from echo2ecg_edge.signal import SignalSpec
from train.pairs import About, Knowledge, Pairs

SAMPLES, DIMENSIONS = 200, 8
SPEC = SignalSpec(
    rate_hz=100.0, samples=SAMPLES, highpass_hz=0.5, highpass_order=4, lowpass_start_hz=40.0,
    lowpass_stop_hz=48.0, scale_mv=1.0, clip_mv=5.0,
)  # fmt: skip


def tiny_pairs(rows: int = 96, seed: int = 0, reports: bool = False) -> Pairs:
    """Two thirds train, the rest validation and test; row 0 has no views, row 1 no measure."""
    rng = np.random.default_rng(seed)
    fast = np.arange(rows) % 2
    t = np.linspace(0, 10, SAMPLES)
    wave = np.sin(2 * np.pi * (1 + 3 * fast[:, None, None]) * t + rng.uniform(0, 6, (rows, 1, 1)))
    ecg = wave * np.ones((1, 12, 1)) + rng.normal(0, 0.1, (rows, 12, SAMPLES))
    count = np.where(np.arange(rows) == 0, 0, 2 + np.arange(rows) % 2)
    row = np.repeat(np.arange(rows), count)
    measures = np.stack([60 - 20 * fast, 100 + 50 * fast], 1) + rng.normal(0, 1, (rows, 2))
    measures[1, 1] = np.nan
    text = np.where(fast, "The heart is fast.", "The heart is slow.") if reports else [""] * rows
    split = np.where(np.arange(rows) // 2 % 6 == 4, "validation", "train")
    split[np.arange(rows) // 2 % 6 == 5] = "test"
    return Pairs(
        about=About("toy", Knowledge.SIMULATED, SPEC, ("fast", "slow"), ("lvef", "lvedv_ml")),
        ecg=ecg.astype(np.float16),
        leads=np.ones((rows, 12), bool),
        patient=np.array([f"p{one}" for one in range(rows)]),
        split=split,
        age_years=rng.uniform(20, 90, rows).astype(np.float32),
        female=(np.arange(rows) % 3 > 0).astype(np.float32),
        labels=np.stack([fast, 1 - fast], 1).astype(np.float32),
        known=np.ones((rows, 2), bool),
        measures=measures.astype(np.float32),
        machine=np.full((rows, 5), np.nan, np.float32),
        af=np.zeros(rows, np.float32),
        views=(rng.normal(0, 0.1, (count.sum(), DIMENSIONS)) + 2 * fast[row][:, None] - 1).astype(
            np.float32
        ),
        view_start=np.concatenate([[0], np.cumsum(count)]).astype(np.int64),
        view_name=np.where(rng.random(count.sum()) < 0.5, "A4C", "PLAX"),
        ecg_report=np.array(text),
        echo_report=np.array(text),
    )
