"""Run an encoder over many ECGs."""

import torch
from torch import Tensor, nn


@torch.inference_mode()
def run_encoder(encoder: nn.Module, ecg: Tensor, batch: int = 256) -> dict[str, Tensor]:
    """Run an encoder in float32.

    Args:
        encoder: In evaluation mode.
        ecg: float16 or float32, shape (n, leads, samples).
        batch: ECGs at a time.

    Returns:
        The fields of ``EcgOutput`` by name, each float32 (n, ...).
    """
    outputs = [encoder(part.float())._asdict() for part in ecg.split(batch)]
    return {name: torch.cat([output[name] for output in outputs]) for name in outputs[0]}
