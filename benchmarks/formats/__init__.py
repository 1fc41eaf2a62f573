"""Formats: what every file is read as, and what becomes of damaged and malicious ones.

Needs a checkout: the generated files, their damaged copies and the bombs are those of ``tests``.
"""
