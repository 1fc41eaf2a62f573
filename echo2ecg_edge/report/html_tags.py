"""HTML elements as text; whatever is said in them is escaped."""

from html import escape
from typing import Final

from echo2ecg_edge.report.page.svg import clean


class Markup(str):
    """Text that is HTML already."""

    __slots__ = ()


EMPTY: Final = Markup("")


def tag(name: str, *content: str, **attributes: str) -> Markup:
    """Return an element.

    Args:
        name: For example ``"p"``.
        content: Texts, which are escaped, and elements, which are not.
        attributes: A trailing underscore is left out; those with an empty value are too.
    """
    said = "".join(
        f' {key.rstrip("_")}="{escape(value)}"' for key, value in attributes.items() if value
    )
    return Markup(f"<{name}{said}>{join(*content)}</{name}>")


def join(*content: str) -> Markup:
    """Return texts and elements one after the other."""
    return Markup(
        "".join(one if isinstance(one, Markup) else escape(clean(one)) for one in content)
    )
