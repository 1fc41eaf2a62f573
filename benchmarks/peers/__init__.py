"""Peers: the default bundle beside the published models, in one run on one machine."""
