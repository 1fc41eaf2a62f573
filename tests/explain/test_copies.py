"""Copies of an ECG: what is kept stays where it is, what is taken is gone."""

import numpy as np
import pytest

from echo2ecg_edge.explain.copies import alone, copies, stretches, without_lead, without_stretch

RATE_HZ = 100.0
ECG = np.random.default_rng(0).standard_normal((12, 1000)).astype(np.float32)


@pytest.mark.parametrize(
    ("samples", "edges"),
    [
        (1000, list(range(0, 1001, 100))),
        (640, [0, 100, 200, 300, 400, 500, 640]),
        (660, [0, 100, 200, 300, 400, 500, 600, 660]),
        (40, [0, 40]),
    ],
)
def test_stretches_are_about_a_second(samples, edges):
    assert stretches(samples, RATE_HZ).tolist() == edges


def test_stretches_follow_the_rate():
    assert stretches(2500, 250.0).tolist() == list(range(0, 2501, 250))


def test_copies_are_in_order():
    edges = stretches(1000, RATE_HZ)
    batch = copies(ECG, edges, (0, 3), RATE_HZ)
    assert batch.shape == (2 + 10 + 10 + 2, 12, 1000)
    assert batch.dtype == np.float32
    np.testing.assert_array_equal(batch[0], ECG)
    assert not batch[1].any()
    np.testing.assert_array_equal(batch[2], alone(ECG, 0, 100, 1000, RATE_HZ))
    np.testing.assert_array_equal(batch[12], without_stretch(ECG, 0, 100, RATE_HZ))
    np.testing.assert_array_equal(batch[22:], [without_lead(ECG, 0), without_lead(ECG, 3)])


@pytest.mark.parametrize(("begin", "first"), [(0, 0), (400, 350), (900, 800)])
def test_a_stretch_alone_stays_in_place_and_is_repeated(begin, first):
    only = alone(ECG, begin, begin + 100, 1000, RATE_HZ)
    np.testing.assert_array_equal(only[:, begin : begin + 100], ECG[:, begin : begin + 100])
    np.testing.assert_array_equal(only[:, first : first + 200], ECG[:, first : first + 200])
    np.testing.assert_array_equal(only[:, 200:], only[:, :-200])


def test_padding_stays_zero():
    only = alone(ECG, 500, 640, 640, RATE_HZ)
    assert only[:, :640].all()
    assert not only[:, 640:].any()
    short = alone(ECG, 0, 150, 150, RATE_HZ)
    np.testing.assert_array_equal(short[:, :150], ECG[:, :150])


def test_a_blanked_stretch_is_gone_and_the_rest_untouched():
    less = without_stretch(ECG, 300, 400, RATE_HZ)
    np.testing.assert_array_equal(less[:, :300], ECG[:, :300])
    np.testing.assert_array_equal(less[:, 400:], ECG[:, 400:])
    assert not less[:, 308:392].any()
    edge = np.abs(less[:, 300:308] / ECG[:, 300:308])
    assert (np.diff(edge, axis=1) < 0).all()


def test_a_lead_is_zeroed_alone():
    less = without_lead(ECG, 5)
    assert not less[5].any()
    np.testing.assert_array_equal(np.delete(less, 5, 0), np.delete(ECG, 5, 0))
    assert ECG[5].any()
