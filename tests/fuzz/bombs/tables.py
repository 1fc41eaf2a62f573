"""Tables, and bytes that are hardly text."""

from typing import Final

from tests.fuzz.bombs.make import DEEP, Bomb, content, repeated

_TOP: Final = b"# fs: 500\n# units: mV\nI,II\n"


def _table(*rows: str) -> Bomb:
    return content("\n".join(rows).encode(), "bomb.csv")


def _rate(rate: str) -> Bomb:
    return _table(f"# fs: {rate}", "# units: mV", "I,II", *["1,2", "3,4"] * 500)


BOMBS: Final[dict[str, Bomb]] = {
    "CSV: one line of 15 MiB": repeated(b"1,", 15),
    "CSV: one field of 15 MiB": repeated(b"1", 15),
    "CSV: 15 MiB of rows": repeated(b"0.01,0.02\n", 15, _TOP),
    "CSV: 15 MiB of short rows": repeated(b"1,2\n", 15, _TOP),
    "CSV: NaN flood": repeated(b"NaN,NaN\n", 15, _TOP),
    "CSV: newlines": repeated(b"\n", 15),
    "CSV: quotes": repeated(b'"', 15, b"I,II\n"),
    "CSV: remarks": repeated(b"# fs: 500\n", 15),
    "CSV: number of 10^7 digits": content(_TOP + b"1," + b"9" * 10**7),
    "CSV: a million columns": _table(",".join(["I"] * DEEP), ",".join(["1"] * DEEP)),
    "CSV: infinite values": content(_TOP + b"inf,1e999\n1e308,-inf\n" * 500),
    **{f"CSV: rate {rate}": _rate(rate) for rate in ("0", "-1", "1e9", "1e999", "nan")},
    "three BOMs": content(b"\xef\xbb\xbf" * 3 + b"I,II\n1,2\n"),
    "UTF-16 cut in a letter": content(b"\xff\xfe" + "I,II\n1,2\n".encode("utf-16-le")[:-1]),
    "NUL": repeated(b"\0", 15),
}
