"""Importers: checkpoints that others trained and published -> bundles of this house.

A file is read as plain tensors, never run; every name and shape is checked against our own table;
nothing is written where something is wrong. Run from a checkout:
``python -m export import --help``.
"""
