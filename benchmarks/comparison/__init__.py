"""Comparison: ways of aligning, of teaching and of starting, on the same simulated patients."""
