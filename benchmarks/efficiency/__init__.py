"""Label efficiency of encoders that never saw a label, against the same network from scratch."""
