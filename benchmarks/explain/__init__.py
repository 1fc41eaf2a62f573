"""Explanations: do the seconds and leads that are pointed at matter, and do intervals hold?"""
