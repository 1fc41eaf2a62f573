"""A label that an encoder never saw, learned from few ECGs: ``python -m benchmarks probe``."""
