"""The ``echo2ecg-edge`` command: parse, call, print; no logic."""

from echo2ecg_edge.cli.app import main

__all__ = ["main"]
