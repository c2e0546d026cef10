"""Damage done to files of transfers, and what a damaged file must still keep to (`bench/_mutations.py` runs it long)."""

from collections.abc import Callable, Mapping
from pathlib import Path
from random import Random

import polars as pl

from kautilya.core.errors import InputError
from kautilya.intake.transfers.read import Transfers, read_transfers
from kautilya.register.dataset import Layout
from tests.intake.transfers import world

Damage = Callable[[bytes, Random], bytes]
FIGURES = {
    Layout.TRADE_REGISTER: ("recipient", "supplier", "delivered", "delivery_years", "tiv_delivered"),
    Layout.DELIVERY_ROWS: ("supplier", "recipient", "number", "delivery_year", "tiv"),
    Layout.TIV_TABLE: ("partner", "year", "tiv"),
    Layout.UN_REGISTER: ("exporter", "importer", "year", "num_items"),
}
"""The columns of which shares are made."""


def truncate(content: bytes, random: Random) -> bytes:
    return content[: random.randrange(len(content))]


def delete_range(content: bytes, random: Random) -> bytes:
    start = random.randrange(len(content))
    return content[:start] + content[start + random.choice((1, 2, 10, 100, 1000)) :]


def insert_junk(content: bytes, random: Random) -> bytes:
    place = random.randrange(len(content))
    junk = random.choice(
        (b"\n", b"\r\n", b"\r", b",", b";", b'"', b'""', b"\x00", b"\xff", b"\xc3\xa9", b",,,,", b"\n\n\n", b"-", b"%")
    )
    return content[:place] + junk + content[place:]


def insert_line_breaks(content: bytes, random: Random) -> bytes:
    for _ in range(random.randint(1, 8)):
        content = insert_junk(content, random)
    return content


def repeat_range(content: bytes, random: Random) -> bytes:
    start = random.randrange(len(content))
    piece = content[start : start + random.choice((20, 200, 2000))]
    return content[:start] + piece + content[start:]


def swap_ranges(content: bytes, random: Random) -> bytes:
    first, second = sorted(random.randrange(len(content)) for _ in range(2))
    length = random.choice((1, 30, 300))
    return (
        content[:first]
        + content[second : second + length]
        + content[first + length : second]
        + content[first : first + length]
        + content[second + length :]
    )


def overwrite(content: bytes, random: Random) -> bytes:
    start = random.randrange(len(content))
    length = random.choice((1, 5, 50))
    return content[:start] + random.randbytes(length) + content[start + length :]


def drop_first_lines(content: bytes, random: Random) -> bytes:
    return b"\n".join(content.split(b"\n")[random.randint(1, 14) :])


def append_another(content: bytes, random: Random) -> bytes:
    return content + content[random.randrange(len(content)) :]


DAMAGES: Mapping[str, Damage] = {
    damage.__name__: damage
    for damage in (
        truncate, delete_range, insert_junk, insert_line_breaks, repeat_range, swap_ranges, overwrite, drop_first_lines,
        append_another,
    )
}  # fmt: skip


def samples() -> dict[str, bytes]:
    """Return a small file of every layout."""
    few = world.deals(60, seed=3)
    trapped, _ = world.trapped_register(few, seed=5)
    years = range(2000, 2025)
    un = ["table,year,exporter,importer,category,num_items,state_of_origin,intermediate_locations,description,comments"]
    un += [f'exports,{2000 + n},France,India,IV,{n + 2},,,"Kite-{n}, trainer",' for n in range(20)]
    return {
        "register": world.text(world.register_lines(few)).encode("cp1252"),
        "trapped register": trapped,
        "delivery rows": world.text(world.delivery_lines(few), end="\r\n").encode(),
        "older table": world.text(world.table_lines(world.deals(600), "France", years, newer=False)).encode(),
        "newer table": world.text(world.table_lines(world.deals(600), "France", years, newer=True)).encode(),
        "un register": world.text(un).encode(),
    }


def read(content: bytes, folder: Path) -> tuple[Transfers, ...] | None:
    """Read bytes as a file; None if the file as a whole is refused."""
    path = folder / "file.csv"
    path.write_bytes(content)
    try:
        return read_transfers(path)
    except InputError:
        return None


def accounts_hold(found: tuple[Transfers, ...]) -> bool:
    """Tell whether the records of every part add up: among the rows or listed, nothing dropped."""
    for transfers in found:
        counts = transfers.dataset.counts
        if counts.records != counts.read + counts.repaired + counts.refused + counts.duplicates:
            return False
        if transfers.dataset.layout is not Layout.TIV_TABLE and transfers.rows.height != counts.rows:
            return False
    return True


def rows_out_of_nothing(original: tuple[Transfers, ...], damaged: tuple[Transfers, ...]) -> list[str]:
    """Return the rows of a damaged file that the original does not have and of which no problem is listed."""
    known = {row for transfers in original for row in _figures(transfers).drop("row").iter_rows()}
    out = []
    for transfers in damaged:
        told = {problem.row for problem in transfers.dataset.problems}
        if transfers.dataset.layout not in {t.dataset.layout for t in original}:
            continue
        for row in _figures(transfers).iter_rows(named=True):
            line = row.pop("row")
            if line not in told and tuple(row.values()) not in known:
                out.append(f"line {line}: {row}")
    return out


def _figures(transfers: Transfers) -> pl.DataFrame:
    frame = transfers.rows.select("row", *FIGURES[transfers.dataset.layout])
    if "delivery_years" in frame.columns:
        frame = frame.with_columns(pl.col("delivery_years").cast(pl.List(pl.String)).list.join(" "))
    return frame
