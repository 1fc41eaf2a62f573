"""Trained: a run on disk, as something that turns ECGs, studies and sentences into arrays."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import torch
from numpy.typing import NDArray

from echo2ecg_edge.errors import CallError
from train.alignment import Alignment
from train.batch import person_inputs
from train.ecg import EcgOutput
from train.ecg.output import in_float32
from train.echo import Studies
from train.families import Families
from train.objectives import MeasureScale
from train.pairs import Knowledge, Pairs
from train.recipe import Recipe, as_dict, recipe_of
from train.state import BEST, write_whole
from train.text import new_sentence_encoder

if TYPE_CHECKING:
    from train.lesson import Lesson

RUN = "run.json"
PART = 256
"""ECGs encoded at a time."""
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class RunFacts:
    """What a run must know of its data to be used without them.

    Attributes:
        source: Data set, for people.
        knowledge: Simulated, anchored or real.
        rows: Training ECGs.
        label_names: What the logits stand for.
        measure_names: What the measures stand for.
        view_dimensions: Length of a frozen view embedding; 0 for none.
        text_dimensions: Length of a frozen report embedding; 0 for none.
        digest: Of the patients and their splits, to know the data again.
    """

    source: str
    knowledge: Knowledge
    rows: int
    label_names: tuple[str, ...]
    measure_names: tuple[str, ...]
    view_dimensions: int
    text_dimensions: int
    digest: str = ""

    @classmethod
    def of(cls, pairs: Pairs, text_dimensions: int = 0) -> "RunFacts":
        """Read the facts off the data."""
        about = pairs.about
        return cls(
            source=about.source,
            knowledge=about.knowledge,
            rows=len(pairs.rows("train")),
            label_names=about.label_names,
            measure_names=about.measure_names,
            view_dimensions=pairs.view_dimensions,
            text_dimensions=text_dimensions,
            digest=_digest(pairs),
        )


class Trained:
    """A trained alignment, in evaluation mode, on the CPU unless moved.

    Args:
        model: Its weights.
        recipe: How it was made; the encoder's shape is the one that was trained.
        facts: What it was made from.
    """

    def __init__(self, model: Alignment, recipe: Recipe, facts: RunFacts) -> None:
        self.model, self.recipe, self.facts = model.eval(), recipe, facts

    @property
    def label_names(self) -> tuple[str, ...]:
        """What the logits stand for."""
        return self.facts.label_names

    @property
    def measure_names(self) -> tuple[str, ...]:
        """What the measures stand for."""
        return self.facts.measure_names

    @property
    def families(self) -> Families:
        """Which logit is of which family."""
        return Families.of(self.label_names)

    @property
    def taught_labels(self) -> tuple[str, ...]:
        """The labels whose heads training taught; the others are as they were made."""
        weights, distil = self.recipe.objective, self.recipe.distil
        by_teachers = bool(self.recipe.teachers)
        taught = {
            "labels": weights.labels > 0 or (by_teachers and distil.logits > 0),
            "findings": weights.findings > 0 or (by_teachers and distil.findings > 0),
            "implausible": weights.implausible > 0,
        }
        columns = [at for name, yes in taught.items() if yes for at in getattr(self.families, name)]
        return tuple(self.label_names[at] for at in sorted(columns))

    @property
    def answers_labels(self) -> bool:
        """Whether training taught any label."""
        return bool(self.taught_labels)

    @property
    def is_aligned(self) -> bool:
        """Whether training gave the embedding a meaning."""
        weights, distil = self.recipe.objective, self.recipe.distil
        taught = bool(self.recipe.teachers) and max(distil.embedding, distil.relational) > 0
        reports = weights.ecg_report or weights.echo_report
        return bool(weights.align or weights.pcme or weights.itself or reports or taught)

    @property
    def knows_doubt(self) -> bool:
        """Whether training taught the log-variance."""
        weights = self.recipe.objective
        reports = weights.ecg_report or weights.echo_report
        taught = bool(self.recipe.teachers) and self.recipe.distil.log_variance > 0
        return bool(weights.pcme or weights.spread or reports or taught)

    def encode(self, pairs: Pairs, rows: NDArray[np.int64]) -> dict[str, Floats]:
        """Encode rows; see ``encode_ecg``."""
        person = person_inputs(pairs.age_years[rows], pairs.female[rows]).numpy()
        parts = [
            self.encode_ecg(pairs.ecg[some].astype(np.float32), pairs.leads[some], who)
            for some, who in zip(_parts(rows), _parts(person), strict=True)
        ]
        return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}

    def encode_ecg(
        self, ecg: Floats, leads: NDArray[np.bool_] | None = None, person: Floats | None = None
    ) -> dict[str, Floats]:
        """Run the encoder in float32.

        Args:
            ecg: Model input, shape (n, 12, samples).
            leads: Which leads there are, shape (n, 12); all if left out.
            person: See ``train.batch.person_inputs``; nothing known if left out.

        Returns:
            ``logits``, ``embedding``, ``log_variance``, ``features`` and ``measures`` (in their own
            units), each float32 (n, ...).
        """
        leads = np.ones(ecg.shape[:2], bool) if leads is None else leads
        person = np.zeros((len(ecg), 4), np.float32) if person is None else person
        together = zip(_parts(ecg), _parts(leads), _parts(person), strict=True)
        says = [self._encode_part(*part) for part in together]
        joined = {name: torch.cat([getattr(one, name) for one in says]) for name in says[0]._fields}
        joined["measures"] = self.model.scale.in_units(joined["measures"])
        return {name: value.numpy() for name, value in joined.items()}

    @torch.inference_mode()
    def studies(self, pairs: Pairs, rows: NDArray[np.int64]) -> Floats | None:
        """Return the aligned vectors of rows' studies, shape (n, dimensions), all views shown.

        None where the model has no echo side: it was trained on labels alone.
        """
        if self.model.aggregator is None:
            return None
        device = self._device
        vectors = []
        for some in _parts(rows):
            studies = Studies.of(pairs, some, self.recipe.echo.most).to(device)
            vectors.append(self.model.aggregator(studies.views, studies.mask).cpu())
        return torch.cat(vectors).numpy()

    @torch.inference_mode()
    def prompts(self, texts: list[str]) -> Floats | None:
        """Return the aligned vectors of sentences about the echo; None without a text branch."""
        if self.model.echo_text is None or not self.recipe.objective.echo_report:
            return None
        frozen = new_sentence_encoder(self.recipe.text.encoder).encode(texts)
        mean, _ = self.model.echo_text(torch.from_numpy(frozen).to(self._device))
        vectors: Floats = mean.cpu().numpy()
        return vectors

    def to(self, device: torch.device) -> "Trained":
        """Move the model, to encode much; what comes back are arrays all the same."""
        self.model.to(device)
        return self

    def save(self, folder: Path) -> None:
        """Write what ``load_trained`` reads."""
        folder.mkdir(parents=True, exist_ok=True)
        write_facts(folder, self.recipe, self.facts)
        write_whole(folder / BEST, _lasting(self.model.state_dict()))

    @property
    def _device(self) -> torch.device:
        return self.model.measure_mean.device

    @torch.inference_mode()
    def _encode_part(self, ecg: Floats, leads: NDArray[np.bool_], person: Floats) -> EcgOutput:
        inputs = (torch.from_numpy(np.ascontiguousarray(one)) for one in (ecg, leads, person))
        says = self.model.ecg(*(one.to(self._device) for one in inputs))
        return EcgOutput(*(part.cpu() for part in in_float32(says)))


def _digest(pairs: Pairs) -> str:
    """Sixteen digits of all patients and splits, in order."""
    said = "\n".join(
        f"{who} {split}" for who, split in zip(pairs.patient, pairs.split, strict=True)
    )
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def new_alignment(
    recipe: Recipe,
    facts: RunFacts,
    scale: MeasureScale | None = None,
    lessons: Sequence["Lesson"] = (),
) -> Alignment:
    """Make an untrained model with the shapes that a recipe and its data ask for.

    Args:
        recipe: Shapes and weights.
        facts: How many labels and measures, and how long embeddings are.
        scale: Of the measures; none for a model whose weights are loaded next.
        lessons: What the encoder learns from teachers.
    """
    measures = len(facts.measure_names)
    shape = replace(recipe.encoder, labels=len(facts.label_names), measures=measures)
    return Alignment(
        replace(recipe, encoder=shape),
        facts.view_dimensions,
        facts.text_dimensions,
        scale or MeasureScale(torch.zeros(measures), torch.ones(measures)),
        Families.of(facts.label_names),
        lessons,
    )


def write_facts(folder: Path, recipe: Recipe, facts: RunFacts) -> None:
    """Write ``run.json``."""
    said = {"recipe": as_dict(recipe), "facts": asdict(facts)}
    (folder / RUN).write_text(json.dumps(said, indent=2) + "\n", "utf-8")


def load_trained(folder: str | Path) -> Trained:
    """Load a run.

    Raises:
        CallError: The folder holds no finished run.
    """
    folder = Path(folder)
    if not (folder / RUN).is_file() or not (folder / BEST).is_file():
        raise CallError(
            f"{folder} holds no trained run ({RUN} and {BEST}).", "Train one: python -m train fit."
        )
    said = json.loads((folder / RUN).read_text("utf-8"))
    names = {key: tuple(said["facts"][key]) for key in ("label_names", "measure_names")}
    knowledge = Knowledge(said["facts"]["knowledge"])
    facts = RunFacts(**{**said["facts"], **names, "knowledge": knowledge})
    recipe = recipe_of(said["recipe"])
    model = new_alignment(recipe, facts)
    weights = torch.load(folder / BEST, map_location="cpu", weights_only=True)
    model.load_state_dict(_lasting(weights))
    return Trained(model, recipe, facts)


def _lasting(weights: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """Leave out what only distillation needs: its teachers are not there any more."""
    return {name: value for name, value in weights.items() if not name.startswith("distillations.")}


def _parts(values: NDArray[np.generic]) -> list[NDArray[np.generic]]:
    return np.array_split(values, max(1, -(-len(values) // PART)))
