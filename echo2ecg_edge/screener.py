"""The whole walk of one ECG, in order; every step is another room's."""

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TypedDict, Unpack

from echo2ecg_edge.admission import verdict_for
from echo2ecg_edge.admit import Stopped, admit, stopped
from echo2ecg_edge.coach import retake
from echo2ecg_edge.errors import BundleError, CallError, EdgeError, InputError
from echo2ecg_edge.explain import can_be_asked, explain
from echo2ecg_edge.explanation import Explanation
from echo2ecg_edge.folder import ecg_files
from echo2ecg_edge.lead_sets import TWELVE
from echo2ecg_edge.look import Look, look
from echo2ecg_edge.model.bundle import Bundle
from echo2ecg_edge.model.companions import Companions
from echo2ecg_edge.model.engines import DEFAULT_ENGINE, open_engine
from echo2ecg_edge.model.inputs import model_input
from echo2ecg_edge.model.predict import predict
from echo2ecg_edge.model.tabular import lacking_details, standardised, values_of
from echo2ecg_edge.patient import Patient
from echo2ecg_edge.policy import Plan, in_use, load_plan
from echo2ecg_edge.prediction import Prediction
from echo2ecg_edge.readers import read_ecg
from echo2ecg_edge.reason import Reason, ReasonCode
from echo2ecg_edge.recording import Origin, Recording
from echo2ecg_edge.screening import BundleStamp, Screening
from echo2ecg_edge.signal.preparation import require_packages
from echo2ecg_edge.triage import beyond_scope, decide
from echo2ecg_edge.verdict import Verdict


class RecordingOptions(TypedDict, total=False):
    """What is said of a file that does not say it itself, as for ``Screener.screen``."""

    rate_hz: float | None
    units: str | None
    age_years: float | None
    sex: str | None


class Screener:
    """Screens ECGs with one bundle and one engine, loaded once.

    Args:
        bundle: Name of an installed bundle, or a bundle's folder; None for the one in use.
        engine: ``"onnx"`` or ``"tflite"``.
        threads: Threads for one ECG.
        policy: Where the site refers: a policy file or a plan; None for the policy in use, which
            is the bundle's own thresholds where nobody chose one.

    Raises:
        BundleError: The bundle or the engine cannot be used.
        CallError: There is no such engine.
        PolicyError: The policy is damaged, or does not fit the bundle; or the plan is of another.
    """

    def __init__(
        self,
        bundle: str | os.PathLike[str] | None = None,
        engine: str = DEFAULT_ENGINE,
        threads: int = 1,
        policy: str | os.PathLike[str] | Plan | None = None,
    ) -> None:
        loaded = Bundle.load(bundle)
        if not loaded.manifest.labels:
            raise BundleError(
                f"The model {loaded.manifest.name!r} has no labels yet: it turns ECGs into "
                "vectors, and cannot screen.",
                "Use another one, or teach it labels from ECGs of your own: python -m train probe.",
            )
        if loaded.manifest.input.preparation is not None:
            require_packages(loaded.manifest.input.preparation)
        self._engine = open_engine(engine, loaded, threads)
        self._companions = Companions.of(loaded)
        self.manifest = manifest = loaded.manifest
        self.plan = _plan(policy, loaded)
        self.stamp = BundleStamp(
            manifest.name, manifest.version, self._engine.name, manifest.trained_on, manifest.status
        )

    def screen(
        self,
        ecg: str | os.PathLike[str] | Recording,
        *,
        rate_hz: float | None = None,
        units: str | None = None,
        age_years: float | None = None,
        sex: str | None = None,
    ) -> Screening:
        """Screen one ECG.

        Args:
            ecg: Path of a file, or a recording that already is in memory.
            rate_hz: Samples per second, where the file does not say it.
            units: ``"mV"``, ``"uV"`` or ``"V"``, where the file does not say it.
            age_years: Age of the patient.
            sex: ``"female"`` or ``"male"``.

        Returns:
            The screening; a file that cannot be read is one with verdict ``cannot screen``.

        Raises:
            CallError: There is no such file, or an argument cannot be meant.
            EngineError: The engine failed.
        """
        if not isinstance(ecg, str | os.PathLike | Recording):
            raise CallError(
                f"{type(ecg).__name__} is neither a path nor a Recording.",
                "Make a recording of numbers with Recording.from_array.",
            )
        if isinstance(ecg, Recording):
            if (rate_hz, units, age_years, sex) != (None, None, None, None):
                raise CallError(
                    "A Recording already carries its rate, units, age and sex.",
                    "Give them to Recording.from_array instead.",
                )
            return self._walk(ecg)
        try:
            recording = read_ecg(ecg, rate_hz=rate_hz, units=units, age_years=age_years, sex=sex)
        except InputError as error:
            return self._unreadable(ecg, error)
        origin = replace(recording.origin, source=os.fspath(ecg))
        return self._walk(replace(recording, origin=origin))

    def screen_folder(
        self,
        folder: str | os.PathLike[str],
        *,
        rate_hz: float | None = None,
        units: str | None = None,
        age_years: float | None = None,
        sex: str | None = None,
    ) -> Iterator[Screening]:
        """Screen every file of a folder and its subfolders, in the order of their paths.

        Args:
            folder: Where the files are.
            rate_hz: As for ``screen``, for every file; so are the others.
            units: Of every file.
            age_years: Of every patient.
            sex: Of every patient.

        Yields:
            One screening per file; a file that cannot be read is one of them.

        Raises:
            CallError: There is no such folder, or an argument cannot be meant.
            EngineError: The engine failed.
        """
        options = RecordingOptions(rate_hz=rate_hz, units=units, age_years=age_years, sex=sex)
        for path in ecg_files(folder):
            yield self.screen_one_of_many(path, **options)

    def screen_one_of_many(self, path: Path, **options: Unpack[RecordingOptions]) -> Screening:
        """Screen a file of a list; whatever is wrong with it costs the others nothing.

        Args:
            path: Of the file; one that has gone meanwhile is a result too.
            **options: As for ``screen``.

        Raises:
            CallError: An option cannot be meant.
            EngineError: The engine failed: every further file would end the same way.
        """
        try:
            return self.screen(path, **options)
        except CallError as error:
            if path.exists():
                raise
            # It was there when the folder was listed: a card pulled out, a file moved away.
            return self._unreadable(path, error)
        except BundleError:
            raise
        except Exception as error:  # noqa: BLE001 - one file must not cost the others
            return self._unreadable(path, _unexpected(error))

    def explain(self, screening: Screening) -> Explanation | None:
        """Ask the model again about parts of an ECG: what its answer rests on.

        Args:
            screening: Of this screener.

        Returns:
            None where the ECG was not scored, or where parts of an ECG mean nothing to the model.

        Raises:
            CallError: Another model or policy made the screening.
            EngineError: The engine failed.
        """
        recording, manifest = screening.recording, self.manifest
        if screening.prediction is None or recording is None or not can_be_asked(manifest):
            return None
        if (screening.bundle, screening.policy) != (self.stamp, self.plan.stamp):
            raise CallError(
                "This screening was made by another model or policy.",
                "Explain it with the screener that made it.",
            )
        found = look(recording, manifest.input.signal)
        return explain(self._engine, manifest, self._companions, self.plan, found, screening)

    def _walk(self, whole: Recording) -> Screening:
        """Take one recording through the rooms; the first room that objects ends the walk."""
        manifest, head = self.manifest, self.manifest.head
        found = admit(whole, manifest.input)
        if isinstance(found, Stopped):
            return self._stopped(found)
        if head is not None and (lacks := lacking_details(head.tabular, whole.patient)):
            return self._stopped(stopped(found, (lacks,)))
        prediction = self._predict(found)
        if stops := beyond_scope(prediction):
            return self._stopped(stopped(found, (stops,)))
        risks = self.plan.risks(prediction.scores)
        verdict, reasons = decide(prediction, risks, manifest)
        screening = self._result(found.recording, verdict, reasons, found)
        return replace(screening, prediction=prediction, risks=risks)

    def _stopped(self, found: Stopped) -> Screening:
        verdict = verdict_for(found.reasons[0].code)
        return self._result(found.recording, verdict, found.reasons, found.look)

    def _predict(self, ecg: Look) -> Prediction:
        manifest, head = self.manifest, self.manifest.head
        tabular = None
        if head is not None and head.tabular:
            tabular = standardised(head.tabular, values_of(ecg))
        batch = model_input(ecg, manifest.input)
        leads = ecg.lead_set or TWELVE
        return predict(self._engine, manifest, batch, self._companions, leads, tabular)[0]

    def _result(
        self,
        recording: Recording,
        verdict: Verdict,
        reasons: tuple[Reason, ...],
        found: Look | None,
    ) -> Screening:
        quality = None if found is None else found.quality
        return Screening(
            verdict=verdict,
            reasons=reasons,
            prediction=None,
            measurements=None if found is None else found.measurements,
            patient=recording.patient,
            origin=recording.origin,
            bundle=self.stamp,
            quality=quality,
            urgent=() if found is None else found.urgent,
            retake=retake(verdict, reasons, quality),
            policy=self.plan.stamp,
            recording=recording,
        )

    def _unreadable(self, path: str | os.PathLike[str], error: EdgeError) -> Screening:
        values = {"problem": error.problem, "remedy": error.remedy}
        reasons = (Reason(ReasonCode.UNREADABLE, values),)
        origin = Origin(os.fspath(path), "unknown")
        return Screening(Verdict.CANNOT_SCREEN, reasons, None, None, Patient(), origin, self.stamp)


def _plan(policy: str | os.PathLike[str] | Plan | None, bundle: Bundle) -> Plan:
    if isinstance(policy, Plan):
        policy.require_model(bundle.manifest)
        return policy
    return in_use(bundle) if policy is None else load_plan(policy, bundle)


def _unexpected(error: Exception) -> EdgeError:
    return EdgeError(
        f"Something unexpected went wrong with this file ({type(error).__name__}).",
        "Screen it alone, and please report what it says.",
    )
