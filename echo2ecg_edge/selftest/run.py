"""The whole self-test, in order."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from echo2ecg_edge.errors import BundleError, CallError
from echo2ecg_edge.model.bundle import Bundle
from echo2ecg_edge.model.engines import DEFAULT_ENGINE, ENGINES
from echo2ecg_edge.selftest.check import Check, Fault, Status, not_checked
from echo2ecg_edge.selftest.engine import absence, check_engine
from echo2ecg_edge.selftest.files import bundle_fault, check_files
from echo2ecg_edge.selftest.machine import (
    check_clock,
    check_disk,
    check_memory,
    check_versions,
)

ALL: Final = "all"


@dataclass(frozen=True, slots=True)
class SelfTest:
    """What was found.

    Attributes:
        bundle: Name and version of the bundle; None where it could not be loaded.
        general: Checks of the machine and of the bundle's files.
        engines: Engine -> its checks.
    """

    bundle: str | None
    general: tuple[Check, ...]
    engines: Mapping[str, tuple[Check, ...]]

    @property
    def checks(self) -> tuple[Check, ...]:
        """Every check in order."""
        return self.general + tuple(check for checks in self.engines.values() for check in checks)

    @property
    def fault(self) -> Fault | None:
        """The gravest fault: of the bundle, else of the storage, else of the machine."""
        found = {check.fault for check in self.checks}
        return next((fault for fault in Fault if fault in found), None)

    @property
    def passed(self) -> bool:
        """True where nothing failed."""
        return self.fault is None


def self_test(
    bundle: str | os.PathLike[str] | None = None, engine: str = ALL, now: datetime | None = None
) -> SelfTest:
    """Check this installation on this machine.

    Args:
        bundle: Name of an installed bundle, or a bundle's folder; None for the one in use.
        engine: A key of ``ENGINES``; or ``"all"``: the default one, and whatever else is installed.
        now: The time to believe in; None asks the clock.

    Raises:
        CallError: There is no such engine.
    """
    if engine not in (ALL, *ENGINES):
        raise CallError(
            f"There is no engine {engine!r}.", f"Use one of: {', '.join(ENGINES)}, {ALL}."
        )
    machine = (check_versions(), check_disk(), check_memory())
    try:
        loaded = Bundle.load(bundle)
    except BundleError as error:
        return SelfTest(None, (*machine, bundle_fault("bundle", error)), {})
    manifest = loaded.manifest
    clock = check_clock(now or datetime.now().astimezone(), date.fromisoformat(manifest.created))
    general = (*machine, clock, check_files(loaded), *_walk(loaded))
    kinds = ENGINES if engine == ALL else (engine,)
    engines = {kind: _engine(loaded, kind, is_optional=engine == ALL) for kind in kinds}
    return SelfTest(f"{manifest.name} {manifest.version}", general, engines)


def _walk(bundle: Bundle) -> tuple[Check, ...]:
    # Here, because it brings along all of the way that an ECG takes.
    from echo2ecg_edge.selftest.walk import check_walk

    return check_walk(bundle)


def _engine(bundle: Bundle, kind: str, is_optional: bool) -> tuple[Check, ...]:
    """Check an engine; one that nobody asked for, and that is not the default, may be absent."""
    if is_optional and kind != DEFAULT_ENGINE and (reason := absence(bundle, kind)):
        return (not_checked(f"engine {kind}", reason),)
    return check_engine(bundle, kind)


def sound_engines(result: SelfTest) -> tuple[str, ...]:
    """Return the engines that ran and of which no check failed."""
    return tuple(
        kind
        for kind, checks in result.engines.items()
        if checks[0].status is Status.OK and not any(check.fault for check in checks)
    )
