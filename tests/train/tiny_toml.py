"""A small recipe as a TOML file, for the commands: the signal of the real recipes, a tiny net."""

from pathlib import Path

ALIGN = "align = 1.0\npcme = 1.0\nspread = 1.0\nlabels = 4.0\nmeasures = 1.0"
LABELS = "labels = 1.0"
ITSELF = "itself = 1.0"
STUDENT = 'kind = "student"\nwidths = [8, 16]\nblocks = [1, 1]\nembedding = 16'
VIT = (
    'kind = "vit"\nsamples = 1008\npatch = 72\nwidth = 12\ndepth = 1\nheads = 2\nmlp = 2\n'
    "embedding = 16"
)


def write_recipe(
    path: Path, objective: str = ALIGN, encoder: str = STUDENT, epochs: int = 1
) -> Path:
    """Write a recipe; ``objective`` and ``encoder`` are the lines of their sections."""
    path.write_text(
        f"""seed = 1
[signal]
rate_hz = 100.0
samples = 1000
highpass_hz = 0.5
highpass_order = 4
lowpass_start_hz = 40.0
lowpass_stop_hz = 48.0
scale_mv = 1.0
clip_mv = 5.0
[views]
width = 4
dimensions = 8
epochs = 1
[encoder]
{encoder}
[echo]
hidden = 16
[objective]
{objective}
[fit]
epochs = {epochs}
batch = 16
learning_rate = 1e-3
weight_decay = 1e-4
"""
    )
    return path
