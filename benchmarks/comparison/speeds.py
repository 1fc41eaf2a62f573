"""ECGs per second of training for each encoder, and what a full run on MIMIC would cost."""

import time

import torch

from benchmarks.comparison.settings import SIZES, Scale
from benchmarks.tables import Row
from train.ecg import EncoderShape, StudentShape, VitShape, XresnetShape, macs, new_encoder
from train.objectives import info_nce
from train.steps import count_parameters, precision

MIMIC_PAIRS, MIMIC_EPOCHS = 45_000, 50
PUBLISHED_XRESNET = XresnetShape(embedding=512)
SAMPLES = 1000
SECONDS = 12.0
"""Each encoder trains for about so long, after one step to warm up."""


def speed_rows(device: torch.device) -> list[Row]:
    """Train every encoder for some seconds on noise."""
    small = SIZES[Scale.SMALL]
    encoders: dict[str, tuple[EncoderShape, int]] = {
        "edge student, small": (small.student, 256),
        "edge student, 100 Hz": (StudentShape(), 256),
        "xresnet, scaled": (small.xresnet, 64),
        "ViT, scaled": (small.vit, 64),
        "Echo2ECG ViT, folded (5.35 M)": (VitShape(embedding=512), 8),
        "EchoingECG xresnet101 (126.64 M)": (PUBLISHED_XRESNET, 4),
    }
    return [_row(name, *what, device) for name, what in encoders.items()]


def _row(name: str, shape: EncoderShape, batch: int, device: torch.device) -> Row:
    encoder = new_encoder(shape).to(device)
    rate = training_rate(encoder, batch if device.type == "cpu" else 256, device)
    hours = MIMIC_PAIRS * MIMIC_EPOCHS / rate / 3600
    return {
        "encoder": name,
        "parameters, M": f"{count_parameters(encoder) / 1e6:.2f}",
        "MMAC": f"{macs(new_encoder(shape), SAMPLES) / 1e6:.0f}",
        "ECGs a second": f"{rate:.1f}" if rate < 100 else f"{rate:.0f}",
        "MIMIC, 45,000 pairs x 50 epochs, hours (estimate)": f"{hours:.1f}",
    }


def training_rate(encoder: torch.nn.Module, batch: int, device: torch.device) -> float:
    """Return ECGs per second of forward, backward and optimiser step."""
    optimiser = torch.optim.AdamW(encoder.parameters(), 1e-4)
    ecg = torch.randn(batch, 12, SAMPLES, device=device)
    amp = precision("auto", device)
    began, done = 0.0, 0
    while not done or time.monotonic() - began < SECONDS:
        with amp():
            says = encoder(ecg)
        loss = info_nce(says.embedding.float(), says.embedding.float().roll(1, 0).detach(), 0.5)
        (loss + says.log_variance.float().square().mean()).backward()
        optimiser.step()
        optimiser.zero_grad()
        if device.type == "cuda":
            torch.cuda.synchronize()
        if not began:
            began = time.monotonic()
            continue
        done += 1
    return done * batch / (time.monotonic() - began)
