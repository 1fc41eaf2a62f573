"""A policy as the text of ``policy.toml``, with what each line means beside it."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from echo2ecg_edge.errors import CallError
from echo2ecg_edge.policy.policy import Policy
from echo2ecg_edge.store.disk import replacing, storing


def as_toml(policy: Policy) -> str:
    """Return the file that loads as this policy.

    Args:
        policy: With a name that is one line.
    """
    return "\n".join([*_top(policy), *_table(policy)]) + "\n"


def write_toml(text: str, path: Path, *, force: bool = False) -> None:
    """Write a policy file.

    Args:
        text: Of the file.
        path: Where.
        force: Whether to replace what is there.

    Raises:
        CallError: There is something, or no such folder.
        StorageError: It cannot be written.
    """
    refuse_taken(path, force=force)
    with storing("writing the policy"), replacing(path) as stream:
        stream.write(text.encode())


def refuse_taken(path: Path, *, force: bool = False) -> None:
    """Refuse a path where a policy cannot be written.

    Raises:
        CallError: Something is there already, or no such folder.
    """
    if path.exists() and not force:
        raise CallError(f"{path} is already there.", "Choose another name, or add --force.")
    if path.is_dir() or not path.parent.is_dir():
        raise CallError(f"{path} is no path for a file.", "Make its folder first, and name a file.")


def _top(policy: Policy) -> Iterator[str]:
    yield f"name = {json.dumps(policy.name, ensure_ascii=False)}"
    yield f'mode = "{policy.mode}"  # sensitive, balanced, specific, capacity or thresholds'
    if policy.capacity is not None:
        yield f"capacity = {policy.capacity:g}  # echos for every 100 people screened"
    if policy.counts is not None:
        keys = ", ".join(f'"{key}"' for key in policy.counts)
        yield f"counts = [{keys}]  # the labels that may refer"


def _table(policy: Policy) -> Iterator[str]:
    tables = (
        ("prevalence", "share of the people screened here who have it", policy.prevalence),
        ("thresholds", "probability here from which to refer", policy.thresholds),
    )
    for name, meaning, shares in tables:
        if shares:
            yield from ("", f"[{name}]  # {meaning}", *_lines(shares))


def _lines(shares: Mapping[str, float]) -> Iterator[str]:
    for key, share in shares.items():
        yield f"{key} = {share!r}"
