"""The model: its bundle, the engines that run it, and what it predicts."""
