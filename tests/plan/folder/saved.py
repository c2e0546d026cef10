"""A small case with everything as tables, and tables as a person or a spreadsheet changes and saves them."""

import csv
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from kautilya.plan.case import SignedDeal
from tests.plan.full import FULL
from tests.plan.tiny import number

DEAL = SignedDeal(
    deal_id="2026-04", system="gun", supplier="IND", design_origins=("IND", "FRA"), area_id=None, deliveries=(None, number(2)),
    payments=(number(0.1), None),
)  # fmt: skip
SIGNED = replace(FULL, signed=(DEAL, replace(DEAL, deal_id="=B", area_id="a")))
PLAIN = re.compile(r"-?\d+\.\d+")


def changed(file: Path, column: str, value: str, *, row: int = 0) -> None:
    """Change one cell of a file."""
    with file.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.reader(stream))
    rows[row + 1][rows[0].index(column)] = value
    with file.open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream).writerows(rows)


def rewritten(
    file: Path, change: Callable[[list[list[str]]], list[list[str]]], *, was: str = ",", separator: str = ","
) -> None:
    """Write all rows anew, as a spreadsheet would."""
    with file.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.reader(stream, delimiter=was))
    with file.open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream, delimiter=separator).writerows(change(rows))


def in_another_language(folder: Path) -> None:
    """Save all tables as a spreadsheet does whose language has decimal commas: it takes for a number what looks like one."""
    for file in folder.iterdir():
        rewritten(
            file,
            lambda rows: [[cell.replace(".", ",") if PLAIN.fullmatch(cell) else cell for cell in row] for row in rows],
            separator=";",
        )
