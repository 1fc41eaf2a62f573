"""What admission has learned: exchanged electrodes, and a heart in slow motion."""
