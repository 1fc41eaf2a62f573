"""Intervals: how true the measured figures are, and how often urgent findings are shown."""
