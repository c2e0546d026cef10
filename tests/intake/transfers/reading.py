"""Reads texts as files, for tests."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pytest

from kautilya.intake.transfers.read import Transfers, read_transfers
from kautilya.register.dataset import DatasetProblem, ProblemKind
from tests.intake.transfers import world

Reader = Callable[..., tuple[Transfers, ...]]


def of_kind(transfers: Transfers, kind: ProblemKind) -> list[DatasetProblem]:
    return list(transfers.dataset.problems_of(kind))


def heading(window: tuple[int, int] | None = None) -> list[str]:
    return world.heading(window, between="All countries  to India ")


def register(*rows: str) -> str:
    """Return a trade register with a heading and these lines."""
    return world.text([*heading(), world.REGISTER_NAMES, *rows])


def delivery_rows(*rows: str) -> str:
    return world.text([*world.heading((2000, 2001)), world.DELIVERY_NAMES, *rows])


def read_all(content: str | bytes, folder: Path, *, name: str = "file.csv", edition: date | None = None) -> Sequence[Transfers]:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_transfers(path, edition=edition)


def read_one(content: str | bytes, folder: Path, *, name: str = "file.csv", edition: date | None = None) -> Transfers:
    found = read_all(content, folder, name=name, edition=edition)
    if len(found) != 1:
        pytest.fail(f"{len(found)} tables were found")
    return found[0]


UAV = "India,Israel,2009,?,16,,Kite-1,UAV,16,,2012; 2013,New,Aid,3,48,48"
RADAR = "India,France,2011,,2,?,Tern-4,radar,1,,2015,Second hand,For 2 boats,4.75,9.5,4.75"
