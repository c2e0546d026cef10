"""What a file's name can add where a TIV table has lost its heading: a guess, and listed as one."""

import re
from dataclasses import dataclass

from kautilya.register.dataset import Direction

_NAME = re.compile(r"TIV[-_ ](Export|Import)s?[-_ ]([A-Z]{2,3})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class TableName:
    """What `TIV-Export-USR-1950-2021.csv` says."""

    direction: Direction
    code: str
    """SIPRI's own code, not ISO's."""


def table_name(file: str) -> TableName | None:
    """Return what a file's name says of the table in it, None if nothing."""
    found = _NAME.search(file)
    return None if found is None else TableName(direction=Direction(found[1].lower() + "s"), code=found[2].upper())
