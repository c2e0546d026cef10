"""Whatever happens to the bytes of a package, it is read or refused with a list of problems."""

import tempfile
from datetime import date
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from kautilya.core.errors import InputError
from kautilya.intake.datapackage import read
from tests.intake.facts import cut, write_package

TABLES = ("deals", "alternatives", "deal_milestones", "field_sources", "case/exchange_rates", "case/budget_by_year", "terms")
BODIES = {table: cut(table, keep=6).encode() for table in TABLES}


@st.composite
def spoilt(draw: st.DrawFn) -> dict[str, bytes]:
    """Draw a package in which one table has bytes replaced, dropped or put in."""
    table = draw(st.sampled_from(TABLES))
    body = BODIES[table]
    start = draw(st.integers(0, len(body)))
    length = draw(st.integers(0, 40))
    junk = draw(
        st.one_of(st.binary(max_size=12), st.sampled_from([b'"', b",", b"\n", b"\r", b"\x00", b"-1", b"\xff", b";", b"|"]))
    )
    return {**BODIES, table: body[:start] + junk + body[start + length :]}


@settings(max_examples=150)
@given(spoilt())
def test_spoilt_tables_are_read_or_refused(contents: dict[str, bytes]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        _read_or_refuse(write_package(Path(folder), contents))


@given(st.binary(max_size=300))
def test_any_bytes_in_place_of_the_descriptor_are_refused(junk: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "datapackage.json").write_bytes(junk)
        assert not _read_or_refuse(Path(folder))


def _read_or_refuse(path: Path) -> bool:
    try:
        read(path, recorded_on=date(2026, 6, 30), by="a reader")
    except InputError as refusal:
        return not refusal.problems
    return True
