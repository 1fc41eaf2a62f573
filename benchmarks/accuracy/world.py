"""World: the bundle, the test ECGs and what is said of them; each made when first asked for."""

from functools import cached_property

from benchmarks.accuracy.ecgs import Ecgs
from benchmarks.accuracy.outside import Outside, hospitals, phones
from benchmarks.accuracy.ptbxl import ptbxl_ecgs
from benchmarks.accuracy.read import finding_ecgs, fitting_pairs, structural_ecgs
from benchmarks.accuracy.says import Said, batches_of, say
from benchmarks.accuracy.screened import Screened, screen
from benchmarks.accuracy.settings import Bench
from benchmarks.accuracy.tested import Tested
from echo2ecg_edge import Screener
from echo2ecg_edge.lead_sets import TWELVE
from echo2ecg_edge.model.bundle import Bundle
from echo2ecg_edge.model.companions import Companions
from echo2ecg_edge.model.engines import Engine, open_engine
from echo2ecg_edge.model.manifest import Manifest
from export.graph import load_graph
from export.outcome import read_outcome
from export.torch_engine import TorchEngine
from train.evaluate.intervals import Resampling
from train.pairs import Pairs

THREADS = 2


class World:
    """Everything that sections measure.

    Args:
        bench: What to measure.

    Raises:
        BundleError: The bundle cannot be used.
    """

    def __init__(self, bench: Bench) -> None:
        self.bench = bench
        self.bundle = Bundle.load(bench.bundle)
        self.engine = open_engine(bench.engine, self.bundle, THREADS)
        self.companions = Companions.of(self.bundle)

    @property
    def manifest(self) -> Manifest:
        """Of the bundle."""
        return self.bundle.manifest

    @cached_property
    def screener(self) -> Screener:
        """The whole house, with the same bundle and engine."""
        return Screener(self.bundle.folder, self.bench.engine, THREADS)

    @cached_property
    def pairs(self) -> Pairs | None:
        """The pairs, where there are any."""
        folder, spec = self.bench.pairs, self.manifest.input.signal
        return fitting_pairs(folder, spec) if folder else None

    @cached_property
    def structural(self) -> Tested | None:
        """Test patients whose hearts are known; they are simulated unless the pairs are real."""
        return self._tested(structural_ecgs(self.pairs)) if self.pairs else None

    @cached_property
    def findings(self) -> Tested | None:
        """Real ECGs of the test fold, whose findings a reader stated."""
        if self.bench.ptbxl:
            return self._tested(ptbxl_ecgs(self.bench.ptbxl, self.manifest.input.signal))
        return self._tested(finding_ecgs(self.pairs)) if self.pairs else None

    @property
    def sets(self) -> dict[str, Tested]:
        """Both, by what is known of them; what is not there is left out."""
        both = {"structural": self.structural, "findings": self.findings}
        return {name: tested for name, tested in both.items() if tested is not None}

    @cached_property
    def hospitals(self) -> tuple[Outside, Screened] | None:
        """ECGs of several hospitals, screened whole."""
        return self._screened(hospitals(self.bench.external)) if self.bench.external else None

    @cached_property
    def phones(self) -> tuple[Outside, Screened] | None:
        """Phone ECGs, screened whole."""
        return self._screened(phones(self.bench.phones)) if self.bench.phones else None

    @cached_property
    def fp32(self) -> Engine | None:
        """The model before conversion."""
        run = self.bench.run
        return TorchEngine(load_graph(run, read_outcome(run))) if run else None

    def say(self, ecgs: Ecgs, lead_set: str, engine: Engine | None = None) -> Said:
        """Let a graph speak of ECGs, the int8 graph unless another is given."""
        return say(
            engine or self.engine, self.manifest, self.companions, batches_of(ecgs), lead_set
        )

    def _screened(self, outside: Outside) -> tuple[Outside, Screened]:
        outside = outside.first(self.bench.limit)
        return outside, screen(self.screener, outside.recordings)

    def _tested(self, ecgs: Ecgs) -> Tested | None:
        ecgs = ecgs.some(self.bench.limit)
        if not len(ecgs):
            return None
        return Tested(
            ecgs=ecgs,
            said=self.say(ecgs, TWELVE),
            fp32=self.say(ecgs, TWELVE, self.fp32) if self.fp32 else None,
            resampling=Resampling.of(ecgs.patient, self.bench.resamples),
        )
