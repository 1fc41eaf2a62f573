"""WFDB headers that lie, or that lead out of their folder."""

from pathlib import Path
from typing import Final

from tests.fuzz.bombs.make import SECRET, Bomb, content

_SIGNAL: Final = "rec.dat 16 1000/mV 16 0 0 0 0 I\n"


def _header(text: str) -> Bomb:
    def write(folder: Path) -> Path:
        (folder / "rec.dat").write_bytes(bytes(240))
        return content(text.encode(), "rec.hea")(folder)

    return write


def _escape(name: str) -> Bomb:
    """Return what writes a header that names a file outside its folder."""

    def write(folder: Path) -> Path:
        (folder / "other").write_text(SECRET * 100)
        inner = folder / "inner"
        inner.mkdir()
        where = name.format(folder=folder)
        return content(f"a 1 500 100\n{where} 16 1000/mV 16 0 0 0 0 I\n".encode(), "a.hea")(inner)

    return write


def _linked(folder: Path) -> Path:
    """Return a header whose signal file is a link to a file outside its folder."""
    path = _escape("rec.dat")(folder)
    (path.parent / "rec.dat").symlink_to(folder / "other")
    return path


def _declared(rate: str = "500", gain: str = "1000", count: str = "120") -> Bomb:
    return _header(f"rec 1 {rate} {count}\nrec.dat 16 {gain}/mV 16 0 0 0 0 I\n")


BOMBS: Final[dict[str, Bomb]] = {
    "WFDB: ../": _escape("../other"),
    "WFDB: absolute path": _escape("{folder}/other"),
    "WFDB: backslashes": _escape("..\\other"),
    "WFDB: link to outside": _linked,
    "WFDB: 10^12 samples": _declared(count=str(10**12)),
    "WFDB: 10^6 leads": _header(f"rec {10**6} 500 100\n{_SIGNAL}"),
    "WFDB: 10^6 lines": _header(f"rec {10**6} 500 100\n" + _SIGNAL * 10**6),
    **{f"WFDB: rate {rate}": _declared(rate=rate) for rate in ("0", "-1", "1e9", "nan", "inf")},
    **{f"WFDB: gain {gain}": _declared(gain=gain) for gain in ("0", "inf", "nan", "1e-300")},
}
