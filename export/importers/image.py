"""Image: layers over time as layers over an image one pixel high, batch norm folded.

Convolutions of this form run fast on every engine and convert to int8 everywhere (EDGE facts).
"""

import torch
from torch import Tensor, nn
from torch.nn.utils.fusion import fuse_conv_bn_eval


class Block(nn.Module):
    """Layers around a shortcut, and a ReLU."""

    def __init__(self, body: nn.Module, shortcut: nn.Module) -> None:
        super().__init__()
        self.body, self.shortcut, self.relu = body, shortcut, nn.ReLU()

    def forward(self, x: Tensor) -> Tensor:
        """Run the block on (n, channels, 1, samples)."""
        out: Tensor = self.relu(self.body(x) + self.shortcut(x))
        return out


def as_image(*layers: nn.Module) -> nn.Sequential:
    """Return layers that compute the same on (n, channels, 1, samples).

    Args:
        layers: In evaluation mode: ``Conv1d``, ``BatchNorm1d`` after one, ``ReLU``, ``MaxPool1d``,
            ``Dropout``, and residual blocks and sequences of these; left unchanged.
    """
    made: list[nn.Module] = []
    for layer in _flat(layers):
        if isinstance(layer, nn.BatchNorm1d):
            made[-1] = fuse_conv_bn_eval(made[-1], layer)  # type: ignore[type-var]
        elif not isinstance(layer, nn.Dropout | nn.Identity):
            made.append(layer)
    return nn.Sequential(*map(_layer, made))


def _flat(layers: tuple[nn.Module, ...]) -> list[nn.Module]:
    parts = [_flat(tuple(one)) if isinstance(one, nn.Sequential) else [one] for one in layers]
    return [layer for part in parts for layer in part]


def _layer(layer: nn.Module) -> nn.Module:
    if isinstance(layer, nn.Conv1d):
        return _convolution(layer)
    if isinstance(layer, nn.MaxPool1d):
        kernel, stride, pad = layer.kernel_size, layer.stride, layer.padding
        return nn.MaxPool2d((1, _one(kernel)), (1, _one(stride)), (0, _one(pad)))
    if isinstance(layer, nn.ReLU):
        return nn.ReLU()
    body, shortcut = layer.get_submodule("body"), layer.get_submodule("shortcut")
    return Block(as_image(body), as_image(shortcut))


def _convolution(old: nn.Conv1d) -> nn.Conv2d:
    pad = old.padding[0]
    if isinstance(pad, str):
        raise TypeError("padding by name")
    kernel, stride = (1, old.kernel_size[0]), (1, old.stride[0])
    new = nn.Conv2d(old.in_channels, old.out_channels, kernel, stride, (0, pad))
    with torch.no_grad():
        new.weight.copy_(old.weight[:, :, None])
        if new.bias is not None:
            new.bias.copy_(torch.zeros_like(new.bias) if old.bias is None else old.bias)
    return new


def _one(size: int | tuple[int, ...]) -> int:
    return size if isinstance(size, int) else size[0]
