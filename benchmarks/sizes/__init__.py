"""Sizes: how much accuracy a wider, deeper or faster-sampled student buys, at what latency."""
