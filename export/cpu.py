"""The name of this machine's CPU, which every timing must state."""

import os
import platform
from pathlib import Path

INFO = Path("/proc/cpuinfo")


def cpu() -> str:
    """Name the CPU and its number of cores."""
    info = INFO.read_text("utf-8") if INFO.exists() else ""
    models = [line for line in info.splitlines() if line.startswith(("model name", "Model"))]
    name = platform.processor() or platform.machine()
    if models:
        name = models[0].split(":", 1)[1].strip()
    vnni = ", AVX512-VNNI" if "avx512_vnni" in info else ""
    return f"{name}, {os.cpu_count()} cores{vnni}"
