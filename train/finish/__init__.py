"""Finish: from a trained student to everything that export needs of it."""
