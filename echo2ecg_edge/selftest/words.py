"""A self-test as text, one check a paragraph, and as JSON."""

import json
import textwrap
from dataclasses import asdict
from typing import Final

from echo2ecg_edge.report.words import DISCLAIMER
from echo2ecg_edge.selftest.check import Check, Status
from echo2ecg_edge.selftest.run import SelfTest, sound_engines

SCHEMA: Final = "echo2ecg-edge/selftest/1"
WIDTH, STATUS_WIDTH, NAME_WIDTH = 80, 12, 19


def as_text(result: SelfTest) -> str:
    """Return the self-test for people, at most 80 columns wide."""
    lines = [_paragraph(check) for check in result.checks]
    return "\n".join([*lines, "", textwrap.fill(advice(result), WIDTH), DISCLAIMER])


def as_json(result: SelfTest) -> str:
    """Return the self-test for machines, schema ``echo2ecg-edge/selftest/1``."""
    document = {
        "schema": SCHEMA,
        "passed": result.passed,
        "bundle": result.bundle,
        "advice": advice(result),
        "checks": [asdict(check) for check in result.checks],
    }
    return json.dumps(document, indent=2, ensure_ascii=False)


def advice(result: SelfTest) -> str:
    """Return the sentence that says what to do."""
    if result.passed:
        skipped = [check.name for check in result.checks if check.status is Status.NOT_CHECKED]
        if skipped:
            return f"Nothing failed, but not everything could be checked: {', '.join(skipped)}."
        return "Passed: this installation does on this machine what it did when it was released."
    sound = sound_engines(result)
    if sound and not any(check.fault for check in result.general):
        bad = " or ".join(f"--engine {kind}" for kind in result.engines if kind not in sound)
        good = " or ".join(f"--engine {kind}" for kind in sound)
        return f"Do not screen patients with {bad} on this machine; {good} passed every check."
    return (
        "Do not screen patients with this installation until every FAILED line above is put right "
        "and this self-test passes."
    )


def _paragraph(check: Check) -> str:
    words = f"{check.says} {check.remedy}".rstrip()
    start = f"{check.status:<{STATUS_WIDTH}} {check.name:<{NAME_WIDTH}} "
    return textwrap.fill(start + words, WIDTH, subsequent_indent=" " * len(start))
