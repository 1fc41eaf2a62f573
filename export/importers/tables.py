"""Tables: which tensors each published checkpoint holds, as rules that expand to names and shapes.

Source: the authors' public code; sizes as in ``train.ecg``.
"""

from collections.abc import Iterator
from itertools import pairwise

from train.ecg.resnet import KERNEL, STEM_KERNEL, ResNetShape
from train.ecg.vit_shape import VitShape
from train.ecg.xresnet import KERNEL as X_KERNEL
from train.ecg.xresnet import STEM_KERNEL as X_STEM_KERNEL
from train.ecg.xresnet_shape import WIDER, XresnetShape

Shape = tuple[int, ...]
Named = Iterator[tuple[str, Shape]]
Table = dict[str, Shape]


def echonext_table(shape: ResNetShape) -> Table:
    """Return what EchoNext-Mini's ``weights.pt`` holds."""
    first = shape.filters
    widths = [first, *(first * 2**stage for stage in range(len(shape.blocks)))]
    rows = dict(_convolution("conv1", "bn1", first, shape.leads, STEM_KERNEL))
    for stage, (width_in, width) in enumerate(pairwise(widths)):
        for block in range(shape.blocks[stage]):
            name, start = f"layer{stage + 1}.{block}", width_in if block == 0 else width
            rows.update(_block(name, start, width, KERNEL, "downsample", stage > 0 and block == 0))
    rows.update(_linear("output", 2 * widths[-1] + shape.tabular, shape.outputs))
    return rows


def echoingecg_table(shape: XresnetShape) -> Table:
    """Return what EchoingECG's ``echoingecg.pt`` holds below ``ecg_encoder.``."""
    widths = [shape.init_dim, *(wider * shape.init_dim for wider in WIDER)]
    rows = dict(_convolution("conv1", "bn1", shape.init_dim, shape.leads, X_STEM_KERNEL))
    for stage, (width_in, width) in enumerate(pairwise(widths)):
        for block in range(shape.layers[stage]):
            name, start = f"layer{stage + 1}.{block}", width_in if block == 0 else width
            rows.update(_block(name, start, width, X_KERNEL, "shortcut", block == 0))
    for head in ("", "std_"):
        rows.update(_linear(f"{head}linear", widths[-1], shape.embedding))
        rows.update(_gpo(f"{head}gpool", shape.gpo_dim))
    return rows


def echo2ecg_table(shape: VitShape) -> Table:
    """Return what Echo2ECG's ``ecg_multimodal.ckpt`` holds."""
    width, half = shape.width, shape.width // 2
    rows: Table = {
        "cls_token": (1, 1, width),
        "pos_embed_x": (1, shape.samples // shape.patch + 1, half),
        "pos_embed_y.weight": (shape.leads + 1, half),
        "patch_embed.proj.weight": (width, 1, 1, shape.patch),
        "patch_embed.proj.bias": (width,),
        "patch_embed.norm.weight": (width,),
        "patch_embed.norm.bias": (width,),
        **dict(_linear("head", width, 1)),
    }
    for block in range(shape.depth):
        rows.update(_transformer_block(f"blocks.{block}", width, shape.mlp * width))
    return rows


def aggregator_table(shape: VitShape) -> Table:
    """Return what Echo2ECG's ``token_aggregator.ckpt`` holds."""
    return {f"ecg_layernorm_global.{kind}": (shape.width,) for kind in ("weight", "bias")}


def _transformer_block(name: str, width: int, hidden: int) -> Named:
    for norm in ("norm1", "norm2"):
        yield f"{name}.{norm}.weight", (width,)
        yield f"{name}.{norm}.bias", (width,)
    yield f"{name}.attn.mha.in_proj_weight", (3 * width, width)
    yield f"{name}.attn.mha.in_proj_bias", (3 * width,)
    yield from _linear(f"{name}.attn.mha.out_proj", width, width)
    yield from _linear(f"{name}.attn.qkv", width, 3 * width)
    yield from _linear(f"{name}.attn.proj", width, width)
    yield from _linear(f"{name}.mlp.fc1", width, hidden)
    yield from _linear(f"{name}.mlp.fc2", hidden, width)


def _block(name: str, width_in: int, width: int, kernel: int, way: str, wider: bool) -> Named:
    """Name two convolutions, and the shortcut where width or stride changes."""
    yield from _convolution(f"{name}.conv1", f"{name}.bn1", width, width_in, kernel)
    yield from _convolution(f"{name}.conv2", f"{name}.bn2", width, width, kernel)
    if wider:
        yield from _convolution(f"{name}.{way}.0", f"{name}.{way}.1", width, width_in, 1)


def _convolution(name: str, norm: str, width: int, width_in: int, kernel: int) -> Named:
    yield f"{name}.weight", (width, width_in, kernel)
    for kind in ("weight", "bias", "running_mean", "running_var"):
        yield f"{norm}.{kind}", (width,)
    yield f"{norm}.num_batches_tracked", ()


def _gpo(name: str, width: int) -> Named:
    """Name a bidirectional GRU with its three gates, and the score."""
    for way in ("", "_reverse"):
        for part in ("ih", "hh"):
            yield f"{name}.gru.weight_{part}_l0{way}", (3 * width, width)
            yield f"{name}.gru.bias_{part}_l0{way}", (3 * width,)
    yield f"{name}.linear.weight", (1, width)


def _linear(name: str, width_in: int, width: int) -> Named:
    yield f"{name}.weight", (width, width_in)
    yield f"{name}.bias", (width,)
