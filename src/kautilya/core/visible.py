"""Shows what a terminal would obey: text of a stranger must not clear a screen, hide a line or turn it around."""

import re

_OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_BREAKS = re.compile("[\t\n]")


def visible(text: str) -> str:
    """Return a text with every control character but tab and line feed, and every change of direction, written as its code."""
    return _OBEYED.sub(_code, text)


def one_line(text: str) -> str:
    """Return a text as `visible` does, tabs and line feeds written as their codes too: it cannot pass for further lines."""
    return _BREAKS.sub(_code, visible(text))


def _code(found: re.Match[str]) -> str:
    return found.group().encode("unicode_escape").decode("ascii")
