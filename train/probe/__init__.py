"""Probe: label heads for the encoder of a bundle, learned from a user's own labelled ECGs."""
