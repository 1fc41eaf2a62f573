"""The ECG side: the edge student and the augmentation it is trained with."""

from train.ecg.augment import augment
from train.ecg.student import Student, StudentOutput, StudentShape

__all__ = ["Student", "StudentOutput", "StudentShape", "augment"]
