"""Amplitudes and ringing on drawn signals of known height, as calibration signals are.

Triangular waves in the manner of IEC 60601-2-25's CAL signals: 0.5 to 5 mV high; the limits are an
error of 25 microvolts or 5 %, and 30 microvolts of ringing after a large S wave.
"""

from collections.abc import Iterator
from typing import Final

import numpy as np
from numpy.typing import NDArray

from benchmarks.intervals.simulated import twelve
from benchmarks.tables import Row
from echo2ecg_edge.measure.amplitudes import amplitudes_of
from echo2ecg_edge.measure.analysis import analyse
from echo2ecg_edge.measure.detail import Detail
from echo2ecg_edge.signal import SignalSpec, clean

Wave = tuple[float, float, float]
"""Centre and width in ms, height in mV."""
HEIGHTS_MV: Final = (0.5, 1.0, 2.0, 5.0)
WIDTHS_MS: Final = (32.0, 52.0, 100.0)
RATES_HZ: Final = (250.0, 500.0, 1000.0)
LARGE_S: Final[dict[str, tuple[Wave, ...]]] = {
    "RS, 3 mV each in 32 ms": ((0, 32, 3.0), (32, 32, -3.0)),
    "rS, S 3 mV in 40 ms": ((-30, 20, 0.6), (0, 40, -3.0)),
    "rS, S 3 mV in 60 ms": ((-45, 30, 0.6), (0, 60, -3.0)),
    "RS, 3 mV each in 40 ms": ((0, 40, 3.0), (40, 40, -3.0)),
}
AFTER_S: Final = 0.01
"""Ringing is looked for from so long after the J point."""
FREQUENCIES_HZ: Final = (0.67, 1.0, 2.0, 5.0, 10.0, 20.0, 30.0, 40.0)


def amplitude_rows(spec: SignalSpec) -> list[Row]:
    """Return a row for each height and sampling rate: the worst error over the widths."""
    return [
        _amplitude_row(height_mv, rate_hz, spec) for height_mv in HEIGHTS_MV for rate_hz in RATES_HZ
    ]


def _amplitude_row(height_mv: float, rate_hz: float, spec: SignalSpec) -> Row:
    errors: dict[str, list[float]] = {}
    for width_ms in WIDTHS_MS:
        for way, detail in details(drawn(((0, width_ms, height_mv),), rate_hz), rate_hz, spec):
            r_mv = float(amplitudes_of(detail.qrs_mv, detail.rate_hz).r_mv[0])
            errors.setdefault(way, []).append(abs(r_mv - height_mv))
    row: dict[str, str] = {"R wave": f"{height_mv:g} mV at {rate_hz:g} Hz"}
    for way, found in errors.items():
        row[f"{way}: worst error, microvolt"] = f"{1000 * max(found):.0f}"
        row[f"{way}: %"] = f"{100 * max(found) / height_mv:.1f}"
    return row


def ringing_rows(spec: SignalSpec) -> list[Row]:
    """Return a row for each QRS with a large S wave and sampling rate."""
    rows: list[Row] = []
    for name, waves in LARGE_S.items():
        for rate_hz in RATES_HZ:
            row = {"QRS": f"{name}, at {rate_hz:g} Hz"}
            for way, detail in details(drawn(waves, rate_hz), rate_hz, spec):
                begin = detail.j_point + round(AFTER_S * detail.rate_hz)
                ringing_mv = float(np.abs(detail.signal_mv[0, begin:]).max())
                row[f"{way}: largest ringing, microvolt"] = f"{1000 * ringing_mv:.0f}"
            rows.append(row)
    return rows


def response_rows(spec: SignalSpec) -> list[Row]:
    """Return the gain of cleaning at each frequency, for steady waves of 30 s at 500 Hz."""
    return [
        {"frequency, Hz": f"{hertz:g}", "gain, dB": f"{gain_db(hertz, spec):+.2f}"}
        for hertz in FREQUENCIES_HZ
    ]


def gain_db(frequency_hz: float, spec: SignalSpec) -> float:
    """Return the gain of cleaning at a frequency.

    Args:
        frequency_hz: At least 0.5 Hz.
        spec: How to clean.
    """
    time = np.arange(15000) / 500
    wave = np.cos(2 * np.pi * frequency_hz * time).astype(np.float32)
    cleaned = clean(wave[None], 500.0, spec)[0]
    inner = slice(round(3 * spec.rate_hz), None)
    whole_s = np.floor(24 * frequency_hz) / frequency_hz
    at = np.arange(cleaned.size)[inner][: round(whole_s * spec.rate_hz)]
    turn = np.exp(-2j * np.pi * frequency_hz * at / spec.rate_hz)
    return float(20 * np.log10(2 * np.abs((cleaned[at] * turn).mean())))


def drawn(qrs: tuple[Wave, ...], rate_hz: float) -> NDArray[np.float32]:
    """Draw ten seconds at 60 beats a minute, the same wave in leads I, II, V1 to V6.

    Args:
        qrs: Its waves.
        rate_hz: Sampling rate.

    Returns:
        Shape (12, samples), millivolts.
    """
    ms = np.arange(round(rate_hz)) * (1000 / rate_hz) - 500
    waves = (*qrs, (-160.0, 92.0, 0.15), (280.0, 160.0, 0.3))
    beat = sum(height * np.clip(1 - np.abs(ms - at) / (width / 2), 0, 1)
               for at, width, height in waves)  # fmt: skip
    return twelve(np.tile(beat, (8, 10)).astype(np.float32))


def details(
    ecg: NDArray[np.float32], rate_hz: float, spec: SignalSpec
) -> Iterator[tuple[str, Detail]]:
    """Yield QRS and ST segment, averaged from the recording and from the cleaned signal.

    Args:
        ecg: Shape (12, samples), millivolts.
        rate_hz: Its sampling rate.
        spec: How to clean.
    """
    cleaned = clean(ecg, rate_hz, spec)
    recorded = analyse(cleaned, spec.rate_hz, ecg, rate_hz).detail
    smoothed = analyse(cleaned, spec.rate_hz).detail
    for way, detail in (("measured", recorded), ("cleaned signal", smoothed)):
        if detail is not None:
            yield way, detail
