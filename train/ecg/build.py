"""Encoders by name: a recipe or a checkpoint says the kind and the numbers of its shape."""

from dataclasses import fields
from typing import Any

from echo2ecg_edge.errors import CallError
from train.ecg.encoder import EcgEncoder
from train.ecg.student import Student
from train.ecg.student_shape import StudentShape
from train.ecg.vit import Vit
from train.ecg.vit_shape import VitShape
from train.ecg.xresnet import Xresnet
from train.ecg.xresnet_shape import XresnetShape

EncoderShape = StudentShape | VitShape | XresnetShape

KINDS: dict[str, type] = {shape.kind: shape for shape in (StudentShape, VitShape, XresnetShape)}
"""Kind -> type of the shape."""


def new_encoder(shape: EncoderShape) -> EcgEncoder:
    """Make an encoder with fresh weights."""
    match shape:
        case VitShape():
            return Vit(shape)
        case XresnetShape():
            return Xresnet(shape)
        case _:
            return Student(shape)


def shape_of(kind: str, values: dict[str, Any]) -> EncoderShape:
    """Build a shape from what TOML or JSON hold; a key left out has its default.

    Args:
        kind: A key of ``KINDS``.
        values: Field -> value; lists become tuples.

    Raises:
        CallError: The kind or a key is unknown, or a value is of another type than its field.
    """
    if kind not in KINDS:
        raise CallError(
            f"There is no encoder of kind {kind!r}.", f"Known kinds: {', '.join(KINDS)}."
        )
    defaults = {one.name: one.default for one in fields(KINDS[kind])}
    values = {
        key: tuple(value) if isinstance(value, list) else value for key, value in values.items()
    }
    unknown = [key for key in values if key not in defaults]
    if unknown:
        raise CallError(
            f"An encoder of kind {kind!r} has no {', '.join(unknown)}.",
            f"It has: {', '.join(defaults)}.",
        )
    for key, value in values.items():
        if type(value) is not type(defaults[key]):
            raise CallError(
                f"An encoder of kind {kind!r} cannot have {key} = {value!r}.",
                f"Write it like {key} = {_as_toml(defaults[key])}.",
            )
    shape: EncoderShape = KINDS[kind](**values)
    return shape


def _as_toml(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return str(list(value)) if isinstance(value, tuple) else str(value)
