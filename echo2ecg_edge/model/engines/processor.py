"""What this processor can do."""


def adds_int8_exactly() -> bool:
    """Whether it has VNNI (AVX-512), which adds products of bytes in 32 bits.

    Asked of numpy, which asks the processor itself; where numpy does not say, the answer is no.
    """
    try:
        from numpy._core._multiarray_umath import __cpu_features__ as features
    except ImportError:
        return False
    return bool(features.get("AVX512VNNI", False))
