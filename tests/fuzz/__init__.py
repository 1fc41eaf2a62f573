"""Damaged and malicious files against the readers: mutants, bombs, and a target for atheris."""
