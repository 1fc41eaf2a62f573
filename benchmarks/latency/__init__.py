"""How long a screening takes, how many fit into a second, and how much memory and disk it needs."""

from benchmarks.latency.run import measure_latency, notes

__all__ = ["measure_latency", "notes"]
