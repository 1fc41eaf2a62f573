"""Accuracy: every figure of a bundle's card, measured on the graph that ships."""
