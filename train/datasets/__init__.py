"""Real data: sets of ECGs as their users have them, read from the original folder layouts."""
