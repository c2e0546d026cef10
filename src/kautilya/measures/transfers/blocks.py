"""Capability blocks: SIPRI's weapon descriptions grouped by what they are for (`blocks.csv`, shown in the methodology page).

SIPRI writes one kind of weapon in several ways, by edition: `SRAAM`, `short-range air-to-air missile`. The table maps every
spelling
seen, and those of SIPRI's list of abbreviations, to SIPRI's armament category and to a block of ours. A description that it
does not have stands in the block `not mapped` and is listed by the result: it is never dropped.
"""

from functools import cache
from importlib.resources import files

import polars as pl

NOT_MAPPED = "not mapped"
TABLE = "blocks.csv"


@cache
def table() -> pl.DataFrame:
    """Return the table: description (lower case), category, block."""
    text = files("kautilya.measures.transfers").joinpath(TABLE).read_bytes()
    return pl.read_csv(text, schema={"description": pl.String, "category": pl.String, "block": pl.String})


def with_blocks(rows: pl.DataFrame) -> pl.DataFrame:
    """Add the columns `block` and `sipri_category` (the row's own category where its layout prints one)."""
    key = pl.col("description").str.strip_chars().str.replace_all(r"\s+", " ").str.to_lowercase()
    known = table().rename({"description": "_key", "category": "_category"})
    return (
        rows.with_columns(key.alias("_key"))
        .join(known, on="_key", how="left", maintain_order="left")
        .with_columns(
            pl.col("block").fill_null(NOT_MAPPED),
            pl.coalesce("category", "_category").fill_null(NOT_MAPPED).alias("sipri_category"),
        )
        .drop("_key", "_category")
    )


def unmapped(rows: pl.DataFrame) -> list[str]:
    """List the descriptions that the table does not have, most frequent first."""
    missing = rows.filter(pl.col("block") == NOT_MAPPED)["description"].fill_null("no description")
    return missing.value_counts(sort=True)["description"].to_list()
