"""Tabular: the figures a machine prints, by our own code, against neurokit2 and the readers."""
