"""The import arrows, benchmarks -> export -> train -> echo2ecg_edge, and what is imported late."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

FORBIDDEN = {
    "echo2ecg_edge": {"train", "export", "benchmarks", "tests", "torch"},
    "train": {"export", "benchmarks", "tests"},
    "export": {"benchmarks", "tests"},
}
"""Room -> what nothing in it may import, not even inside a function."""

LATE = {
    *("ai_edge_litert", "ecgdatakit", "matplotlib", "neurokit2"),
    *("onnxruntime", "scipy", "tflite_runtime", "torch", "wfdb"),
}
"""What the runtime may import inside a function only: each costs from a tenth to two seconds."""


def modules(room: str) -> list[Path]:
    return sorted((ROOT / room).rglob("*.py"))


def imports(tree: ast.AST) -> Iterator[str]:
    """The top-level packages that a piece of code imports, wherever in it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield (node.module or "").partition(".")[0]


class OutsideFunctions(ast.NodeTransformer):
    """Empties every function, so that what is left runs when the module is imported."""

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        return None

    visit_AsyncFunctionDef = visit_Lambda = visit_FunctionDef


def late_imports(source: str) -> set[str]:
    tree = OutsideFunctions().visit(ast.parse(source))
    return set(imports(tree)) & LATE


@pytest.mark.parametrize("room", FORBIDDEN)
def test_the_arrows_go_one_way(room):
    for module in modules(room):
        found = set(imports(ast.parse(module.read_text("utf-8")))) & FORBIDDEN[room]
        assert not found, f"{module.relative_to(ROOT)} imports {found}"


def test_heavy_packages_are_imported_inside_functions():
    assert modules("echo2ecg_edge")
    for module in modules("echo2ecg_edge"):
        found = late_imports(module.read_text("utf-8"))
        assert not found, f"{module.relative_to(ROOT)} imports {found} at module level"


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("import scipy.signal", {"scipy"}),
        ("try:\n    from onnxruntime import x\nexcept ImportError:\n    pass", {"onnxruntime"}),
        ("class A:\n    import torch", {"torch"}),
        ("def f():\n    import scipy.signal", set()),
        ("class A:\n    def f(self):\n        import scipy", set()),
        ("from . import scipy", set()),
    ],
)
def test_the_scan_itself(source, found):
    assert late_imports(source) == found


@pytest.mark.parametrize(
    "command", [("-m", "echo2ecg_edge", "--help"), ("-c", "from echo2ecg_edge import Screener")]
)
def test_nothing_heavy_is_loaded_for_help_or_import(command):
    done = subprocess.run(
        [sys.executable, "-X", "importtime", *command],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = {
        line.rpartition("|")[2].strip().partition(".")[0] for line in done.stderr.splitlines()
    }
    assert "numpy" in loaded
    assert not loaded & LATE
