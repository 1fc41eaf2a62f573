"""A target for atheris, which looks for its own inputs: run by hand, for an hour or a night.

``pip install atheris`` into an environment that has this package with its extra ``formats``; then,
from the checkout::

    python -m tests.fuzz.target --format dicom /tmp/corpus -max_total_time=3600 -rss_limit_mb=1024

``--format`` is one of the formats of ``tests.fuzz.campaign``. The folder is filled with its
generated files before, and with what atheris finds worth keeping. What is not read and does not end
in one of our errors, or takes two seconds, stops the run; atheris says in which file it wrote the
input. For formats of several files, the one that atheris makes is that which the user would open.
"""

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.fuzz.campaign import FORMATS, Seed
from tests.fuzz.trial import attempt


def main() -> None:
    """Run atheris until it is stopped."""
    import atheris

    with atheris.instrument_imports(include=["echo2ecg_edge", "ecgdatakit", "pydicom"]):
        import ecgdatakit.parsing  # noqa: F401
        import pydicom  # noqa: F401

        import echo2ecg_edge.readers  # noqa: F401

    name = sys.argv.pop(sys.argv.index("--format") + 1)
    sys.argv.remove("--format")
    work = Path(tempfile.mkdtemp())
    seeds = [Seed(each, work / each) for each in FORMATS[name]]
    corpora = [Path(word) for word in sys.argv[1:] if not word.startswith("-")]
    for corpus in corpora[:1]:
        corpus.mkdir(parents=True, exist_ok=True)
        for number, seed in enumerate(seeds):
            (corpus / f"seed{number}").write_bytes(seed.contents[seed.path])
    atheris.Setup(sys.argv, _reader(seeds[0].path))
    atheris.Fuzz()


def _reader(path: Path) -> Callable[[bytes], None]:
    def read(data: bytes) -> None:
        path.write_bytes(data)
        attempt(path)

    return read


if __name__ == "__main__":
    main()
