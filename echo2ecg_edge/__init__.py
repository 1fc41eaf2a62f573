"""Screen a 12-lead ECG for structural heart disease on a laptop or a Raspberry Pi."""
