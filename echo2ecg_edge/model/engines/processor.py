"""What this processor can do."""

from importlib import import_module


def adds_int8_exactly() -> bool:
    """Whether it has VNNI (AVX-512), which adds products of bytes in 32 bits.

    Asked of numpy, which asks the processor itself; where numpy does not say, the answer is no.
    """
    try:
        # By name: numpy keeps it to itself, and gives it no types.
        features = import_module("numpy._core._multiarray_umath").__cpu_features__
    except (ImportError, AttributeError):
        return False
    return bool(features.get("AVX512VNNI", False))
