"""Names of the weights in the three public checkpoints -> names of the weights here.

Only names and layout change. What a checkpoint has beyond the encoder is left out; heads that it
lacks keep their fresh weights, so load with ``strict=False`` or compare the names yourself.
"""

import re
from collections.abc import Callable, Mapping
from itertools import accumulate

from torch import Tensor

Weights = dict[str, Tensor]
Rule = tuple[str, str | Callable[[re.Match[str]], str]]
"""Pattern, and what takes its place."""

_RESIDUAL: list[tuple[str, str]] = [
    (r"\bconv1\.", "body.0."),
    (r"\bbn1\.", "body.1."),
    (r"\bconv2\.", "body.{second}."),
    (r"\bbn2\.", "body.{third}."),
    (r"\bdownsample\.", "shortcut."),
]

_VIT: list[Rule] = [
    (r"^patch_embed\.", "tokens."),
    (r"\.attn\.mha\.out_proj\.", ".attention.again_proj."),
    (r"\.attn\.", ".attention."),
    (r"\.mlp\.", "."),
]


def vit_weights(encoder: Mapping[str, Tensor], aggregator: Mapping[str, Tensor]) -> Weights:
    """Rename Echo2ECG's weights for ``Vit`` of ``vit_shape.PUBLISHED``.

    Args:
        encoder: The state of ``ecg_multimodal.ckpt``.
        aggregator: The state of ``token_aggregator.ckpt``; holds the last norm.
    """
    named: Weights = {}
    for name, value in encoder.items():
        block = re.fullmatch(r"(blocks\.\d+\.)attn\.mha\.in_proj_(weight|bias)", name)
        if block:
            for part, third in enumerate(value.chunk(3)):
                named[f"{block[1]}attention.again_qkv.{part}.{block[2]}"] = third
        elif name == "patch_embed.proj.weight":
            named["tokens.proj.weight"] = value.squeeze(2)
        elif name.startswith(("blocks.", "patch_embed.")):
            named[_renamed(name, _VIT)] = value
    named["tokens.cls"] = encoder["cls_token"].flatten()
    # Row 0 stood for "no lead".
    named["tokens.lead_position"] = encoder["pos_embed_y.weight"][1:]
    for kind in ("weight", "bias"):
        named[f"norm.{kind}"] = aggregator[f"ecg_layernorm_global.{kind}"]
    return named


def xresnet_weights(state: Mapping[str, Tensor]) -> Weights:
    """Rename EchoingECG's weights for ``Xresnet``; its text encoder is left out."""
    rules: list[Rule] = [
        (r"^layer(\d)", lambda found: f"stages.{int(found[1]) - 1}"),
        (r"^conv1\.", "stem.0."),
        (r"^bn1\.", "stem.1."),
        (r"^linear\.", "to_embedding.0."),
        (r"^std_linear\.", "to_log_variance.0."),
        (r"^gpool\.", "to_embedding.1."),
        (r"^std_gpool\.", "to_log_variance.1."),
        (r"\.1\.linear\.", ".1.score."),
        *_residual(second=3, third=4),
    ]
    prefix = "ecg_encoder."
    own = {name.removeprefix(prefix): value for name, value in state.items() if prefix in name}
    return {_renamed(name, rules): value for name, value in own.items()}


def resnet_weights(state: Mapping[str, Tensor], blocks: tuple[int, ...]) -> Weights:
    """Rename EchoNext-Mini's weights for ``ResNet``.

    Args:
        state: The checkpoint's ``model``.
        blocks: Basic blocks per stage.
    """
    first = [0, *accumulate(blocks)]

    def place(found: re.Match[str]) -> str:
        return f"stages.{first[int(found[1]) - 1] + int(found[2])}"

    rules: list[Rule] = [
        (r"^layer(\d)\.(\d+)", place),
        (r"^conv1\.", "stem.0."),
        (r"^bn1\.", "stem.1."),
        (r"^output\.", "to_logits."),
        *_residual(second=4, third=5),
    ]
    return {_renamed(name, rules): value for name, value in state.items()}


def _residual(second: int, third: int) -> list[Rule]:
    """Rules of a residual block, given where its second convolution and norm lie."""
    return [(old, new.format(second=second, third=third)) for old, new in _RESIDUAL]


def _renamed(name: str, rules: list[Rule]) -> str:
    for old, new in rules:
        name = re.sub(old, new, name)
    return name
