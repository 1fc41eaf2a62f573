"""Export: a training run -> ONNX and TFLite, quantised to int8, checked, and packed as a bundle.

Run from a checkout: ``python -m export --help``.
"""
