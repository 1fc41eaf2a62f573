"""Full: everything behind the default bundle, from nothing to a run that export takes."""
