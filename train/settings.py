"""Settings: every number of a training run, one dataclass per section of a recipe."""

from dataclasses import dataclass

from echo2ecg_edge.errors import CallError

EVERY, ONE, ONE_FIXED = "all", "one", "one fixed"
PRECISIONS = ("auto", "float32", "bfloat16")


@dataclass(frozen=True, slots=True)
class CohortSizes:
    """Simulated patients per split, for runs that draw their own."""

    train: int
    validation: int
    test: int


@dataclass(frozen=True, slots=True)
class ViewEncoderSettings:
    """Size and schooling of the built-in view encoder, the frozen teacher of simulated clips."""

    width: int
    dimensions: int
    epochs: int


@dataclass(frozen=True, slots=True)
class EchoSettings:
    """The echo side of the alignment.

    Attributes:
        aggregator: ``attention``, ``cls``, ``mean`` or ``frozen mean``.
        hidden: Width of the aggregator; not used by ``frozen mean``.
        views: ``all``; ``one`` drawn anew each time; ``one fixed``; or the name of a view, to show
            it alone and leave studies without it out of the alignment.
        view_dropout: Share of views left out in training; one always stays.
        most: Clips of one study at most.
    """

    aggregator: str = "attention"
    hidden: int = 256
    views: str = EVERY
    view_dropout: float = 0.0
    most: int = 128


@dataclass(frozen=True, slots=True)
class ObjectiveSettings:
    """Weights of the losses; a loss of weight 0 is not computed.

    Attributes:
        temperature: Divides the cosines of InfoNCE.
        align: Symmetric InfoNCE between ECG and study (Echo2ECG).
        pcme: PCME++ between ECG and study (EchoingECG).
        spread: Likelihood of the distance that is left under the ECG's own variance.
        labels: Binary cross-entropy of the labels (``train.families``: the structural ones).
        findings: The same of the findings, where the data have any.
        implausible: The same of ECGs that were tampered with, where augmentation does so.
        measures: Smooth L1 of standardised echo measures.
        ecg_report: PCME++ between ECG and ECG report.
        echo_report: PCME++ between ECG and echo report.
        itself: InfoNCE between two augmentations of one ECG: self-supervision without any echo.
        missing_is_negative: Whether a field that no report answers counts as negative (EchoNext).
    """

    temperature: float = 0.5
    align: float = 0.0
    pcme: float = 0.0
    spread: float = 0.0
    labels: float = 0.0
    findings: float = 0.0
    implausible: float = 0.0
    measures: float = 0.0
    ecg_report: float = 0.0
    echo_report: float = 0.0
    itself: float = 0.0
    missing_is_negative: bool = True


@dataclass(frozen=True, slots=True)
class TextSettings:
    """The text branch: a frozen sentence encoder's name, or the folder of one; empty for none."""

    encoder: str = ""


@dataclass(frozen=True, slots=True)
class FitSettings:
    """The optimisation.

    Attributes:
        epochs: Passes over the training rows.
        batch: ECGs of one optimiser step, over all processes.
        learning_rate: Of the last layers.
        weight_decay: Of AdamW; biases and norms have none.
        accumulate: Parts that a batch is computed in; negatives come from within a part.
        layer_decay: Factor on the learning rate from each layer to the one before it.
        warm_up_epochs: Epochs of linear warm-up, before the cosine.
        largest_gradient: Norm that gradients are clipped to.
        ema: Decay of the moving average of the weights, which is what is kept; 0 for none.
        patience: Epochs without a better validation loss before training stops; 0 for never.
        checkpoint_steps: Steps between checkpoints, besides one per epoch; 0 for none.
        precision: ``bfloat16``, ``float32``, or ``auto``: bfloat16 where hardware is fast at it.
        start_from: Folder of a run whose ECG encoder this one starts from; empty for none.
    """

    epochs: int
    batch: int
    learning_rate: float
    weight_decay: float
    accumulate: int = 1
    layer_decay: float = 1.0
    warm_up_epochs: float = 1.0
    largest_gradient: float = 5.0
    ema: float = 0.0
    patience: int = 0
    checkpoint_steps: int = 0
    precision: str = "auto"
    start_from: str = ""

    def __post_init__(self) -> None:
        if self.precision not in PRECISIONS:
            raise CallError(
                f"The recipe's precision {self.precision!r} is not known.",
                f"Use one of: {', '.join(PRECISIONS)}.",
            )
        if self.accumulate < 1 or self.batch % self.accumulate:
            raise CallError(
                f"A batch of {self.batch} cannot be split into {self.accumulate} parts.",
                "Choose accumulate so that it divides batch.",
            )


@dataclass(frozen=True, slots=True)
class DecideSettings:
    """How a bundle's thresholds are chosen on the validation split.

    Attributes:
        composite_sensitivity: Of the referral threshold of shd.
        component_specificity: Of the referral threshold of every other structural label.
        uncertainty_percentile: Of the ECGs: above it the model abstains.
        odd_percentile: Of the ECGs: above it an ECG is unlike training; each of two limits.
        lvef_level: Share of patients whose LVEF the interval shall hold.
    """

    composite_sensitivity: float = 0.80
    component_specificity: float = 0.975
    uncertainty_percentile: float = 99.5
    odd_percentile: float = 99.5
    lvef_level: float = 0.90
