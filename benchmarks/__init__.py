"""Benchmarks: every figure the project shows is measured and written by a command in this room.

Run from a checkout: ``python -m benchmarks --help``.
"""
