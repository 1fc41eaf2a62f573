"""Admission measured: what is refused, rightly and wrongly."""
