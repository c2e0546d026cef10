"""Text that a spreadsheet would take for a formula, made harmless.

A spreadsheet that opens a CSV file runs a cell that begins with `=`, `+`, `-` or `@`, also after a tab or carriage return, or
when the sign is a full-width one. Such a cell gets an apostrophe in front, and so does one that begins with apostrophes and
such a sign: taking one apostrophe off again gives every text back (`fused`). Plain numbers are left alone.
"""

import re

_STARTS = "=+\\-@\t\r\n\x0b\x0c\uff1d\uff0b\uff0d\uff20"
_DANGEROUS = re.compile(f"[' \u00a0]*[{_STARTS}]")
_DEFUSED = re.compile(f"'[' \u00a0]*[{_STARTS}]")
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?", re.ASCII)


def is_formula(text: str) -> bool:
    """Tell whether a spreadsheet could take a text for a formula, with blanks or apostrophes before it or not."""
    return _DANGEROUS.match(text) is not None and _NUMBER.fullmatch(text) is None


def defused(text: str) -> str:
    """Return the text, an apostrophe before it if a spreadsheet could take it for a formula."""
    return f"'{text}" if is_formula(text) else text


def fused(text: str) -> str:
    """Return the text that `defused` was given."""
    return text[1:] if _DEFUSED.match(text) is not None else text
