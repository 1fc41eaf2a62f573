"""Triage: what a policy promises against what it does, on simulated test patients."""
