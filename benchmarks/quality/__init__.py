"""Quality: what people call acceptable, faults put in on purpose, and clean ECGs sent back."""
