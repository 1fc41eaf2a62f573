"""The ECG side: three encoders behind one interface, and the augmentation they are trained with."""

from train.ecg.augment import augment
from train.ecg.augmentation import ECHO2ECG, OFF, Augmentation
from train.ecg.build import KINDS, EncoderShape, new_encoder, shape_of
from train.ecg.encoder import EcgEncoder
from train.ecg.macs import macs
from train.ecg.output import EcgOutput
from train.ecg.student import Student
from train.ecg.student_shape import StudentShape
from train.ecg.vit import Vit, fold
from train.ecg.vit_shape import VitShape
from train.ecg.xresnet import Xresnet
from train.ecg.xresnet_shape import XresnetShape

__all__ = [
    "ECHO2ECG",
    "KINDS",
    "OFF",
    "Augmentation",
    "EcgEncoder",
    "EcgOutput",
    "EncoderShape",
    "Student",
    "StudentShape",
    "Vit",
    "VitShape",
    "Xresnet",
    "XresnetShape",
    "augment",
    "fold",
    "macs",
    "new_encoder",
    "shape_of",
]
