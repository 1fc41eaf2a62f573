import numpy as np
import pytest

from echo2ecg_edge.signal.blocks import block_heights, usual_height


def test_height_of_each_block():
    signal = np.array([[0, 1, 0, 3, 5, 5]], np.float32)
    np.testing.assert_array_equal(block_heights(signal, 2, 1), [[1, 3, 0]])


def test_missing_samples_are_passed_over():
    signal = np.array([[0, np.nan, 4, np.nan], [np.nan, np.nan, 1, 3]], np.float32)
    np.testing.assert_array_equal(block_heights(signal, 2, 1), [[0, 0], [np.nan, 2]])


@pytest.mark.parametrize("samples", [0, 1, 2])
def test_hardly_any_sample(samples):
    assert usual_height(np.ones((12, samples), np.float32), 500).shape == (12,)


def test_a_burst_does_not_change_the_usual_height():
    calm = np.tile(np.array([0, 1], np.float32), (1, 2500))
    burst = calm.copy()
    burst[:, 1000:1500] *= 100
    assert usual_height(burst, 500) == usual_height(calm, 500) == 1
