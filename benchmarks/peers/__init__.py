"""Peers: the default bundle beside the published models, in one run on one machine."""

from benchmarks.peers.run import measure_peers, notes

__all__ = ["measure_peers", "notes"]
