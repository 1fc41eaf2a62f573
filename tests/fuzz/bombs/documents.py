"""XML and JSON: entities, depth, width and long numbers, behind every root that is known."""

import base64
from functools import partial
from pathlib import Path
from typing import Final

from tests.fuzz.bombs.make import DEEP, SECRET, Bomb, content, repeated

ROOTS: Final = (
    *("AnnotatedECG", "RestingECG", "restingecgdata", "ECG", "CardiologyXML", "SchillerEDI"),
)
_JSON: Final = {
    "Kardia": b'{"recordedAt": ',
    "FHIR": b'{"resourceType": "Observation", "component": ',
}


def _xml(root: str, dtd: str, text: str = "") -> bytes:
    return f'<?xml version="1.0"?>\n<!DOCTYPE {root} {dtd}>\n<{root}>{text}</{root}>'.encode()


def _laughs(root: str) -> bytes:
    lines = ['<!ENTITY a0 "ha">']
    lines += [f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12)]
    return _xml(root, f"[{''.join(lines)}]", "&a11;")


def _quadratic(root: str) -> bytes:
    return _xml(root, f'[<!ENTITY a "{"ha" * 50_000}">]', "&a;" * 50_000)


def _attributes(root: str) -> bytes:
    return _xml(root, f'[<!ATTLIST b c CDATA "{"ha" * 50_000}">]', "<b/>" * 50_000)


def _utf16(root: str) -> bytes:
    return b"\xff\xfe" + _laughs(root).decode().encode("utf-16-le")


def _deep(root: str) -> bytes:
    return f"<{root}>{'<a>' * DEEP}{'</a>' * DEEP}</{root}>".encode()


def _deep_without_ends(root: str) -> bytes:
    return f"<{root}>{'<a>' * DEEP}".encode()


def _wide(root: str) -> bytes:
    return f"<{root}>{'<a/>' * DEEP}</{root}>".encode()


def _many_attributes(root: str) -> bytes:
    words = " ".join(f"a{n}='1'" for n in range(DEEP // 2))
    return f"<{root} {words}/>".encode()


def _external(root: str) -> Bomb:
    def write(folder: Path) -> Path:
        (folder / "other").write_text(SECRET)
        where = (folder / "other").as_uri()
        return content(_xml(root, f'[<!ENTITY a SYSTEM "{where}">]', "&a;"))(folder)

    return write


def _external_dtd(root: str) -> Bomb:
    """Return a file whose definitions, with an entity, stand in another file."""

    def write(folder: Path) -> Path:
        (folder / "other.dtd").write_text(f'<!ENTITY a "{SECRET}">')
        where = (folder / "other.dtd").as_uri()
        return content(_xml(root, f'SYSTEM "{where}"', "&a;"))(folder)

    return write


_SHAPES: Final = {
    "laughs": _laughs,
    "laughs in UTF-16": _utf16,
    "quadratic entity": _quadratic,
    "default attributes": _attributes,
    "depth of a million": _deep,
    "depth without an end": _deep_without_ends,
    "a million elements": _wide,
    "half a million attributes": _many_attributes,
}
_ECG_64: Final = base64.b64encode(b"ECG" * 1024)

BOMBS: Final[dict[str, Bomb]] = {
    **{
        f"{root}: {name}": content(partial(make, root))
        for root in ROOTS
        for name, make in _SHAPES.items()
    },
    **{f"{root}: external entity": _external(root) for root in ROOTS},
    **{f"{root}: external DTD": _external_dtd(root) for root in ROOTS},
    **{
        f"{root}: base64 of 15 MiB": repeated(
            _ECG_64, 15, f"<{root}><a>".encode(), f"</a></{root}>".encode()
        )
        for root in ROOTS
    },
    "base64 of 100 MB": repeated(_ECG_64, 128, b"<RestingECG><a>", b"</a></RestingECG>"),
    **{
        f"{name}: {what}": bomb
        for name, start in _JSON.items()
        for what, bomb in {
            "lists a million deep": content(start + b"[" * DEEP + b"]" * DEEP + b"}"),
            "objects a million deep": content(start + b'{"a":' * DEEP + b"1" + b"}" * DEEP + b"}"),
            "many empty lists": repeated(b"[],", 15, start + b"[", b"0]}"),
            "many short numbers": repeated(b"1e1,", 15, start + b"[", b"0]}"),
            "number of 10^7 digits": content(start + b"9" * 10**7 + b"}"),
            "text of 15 MiB": repeated(b"E 1 ", 15, start + b'"', b'"}'),
            "NaN": content(start + b"[NaN, Infinity, -Infinity, 1e999]}"),
        }.items()
    },
}
