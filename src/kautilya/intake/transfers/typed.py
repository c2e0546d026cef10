"""Text cells to typed columns, whole columns at a time; every cell that cannot be read is told with its reason."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import polars as pl

from kautilya.intake.transfers.layouts import Cell, Field
from kautilya.intake.transfers.records import SEPARATOR
from kautilya.intake.transfers.years import listed_years

FIRST_YEAR = 1900
LAST_YEAR = 2100
MOST_PIECES = 10_000_000
"""More pieces than any deal can have."""
MOST_TIV = 1_000_000
"""More million TIV than any deal or year can have; a year of the whole world has some 30,000."""

_PLAIN = r"^[0-9]{1,12}(?:\.[0-9]+)?$"
_THOUSANDS = r"^[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?$"
_DECIMAL_COMMA = r"^[0-9]{1,12},[0-9]{1,2}$"
_NEGATIVE = r"^[-\u2212]\s*[0-9]"
_YEAR = r"^\(?([0-9]{4})\)?\s*\??$"
_TOTALS = ("total", "totals", "sum", "grand total", "sum total")


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A column, read."""

    values: pl.Series
    bad: pl.Series
    """Per cell the reason why it cannot be read; null where it can."""
    mended: pl.Series | None = None
    """Per cell how it was mended; null where it was not."""
    uncertain: pl.Series | None = None
    """Of years: whether they are printed as uncertain."""


def read_column(texts: pl.Series, column: Field, delimiter: str) -> Read:
    """Read one column of text whose blanks at either end are stripped; a blank cell is null."""
    return _READERS[column.cell](texts, column, delimiter)


def _text(texts: pl.Series, _: Field, __: str) -> Read:
    return Read(values=_blank_to_null(texts), bad=_no_reasons(texts))


def _party(texts: pl.Series, _: Field, __: str) -> Read:
    frame = pl.select(text=texts, low=texts.str.to_lowercase())
    bad = frame.select(
        pl.when(pl.col("text") == "").then(pl.lit("the party is not told"))
        .when(pl.col("low").is_in(_TOTALS)).then(pl.lit("a totals row, not a record"))
        .when(~pl.col("text").str.contains(r"\p{L}")).then(_quoted("is no party"))
        .when(pl.col("text").str.contains(r"[\x00-\x1f\x7f\x{FFFD}]")).then(pl.lit("the party's name holds control characters"))
        .when(pl.col("text").str.len_chars() > 120).then(pl.lit("the party's name is too long for one"))
    ).to_series()  # fmt: skip
    return Read(values=texts, bad=bad)


def _number(texts: pl.Series, column: Field, delimiter: str) -> Read:
    """Read numbers; in tables that are not cut at commas `4,34` is a decimal comma, in quoted cells `1,234` is thousands."""
    text = pl.col("text")
    most = MOST_TIV if column.name.startswith("tiv") else MOST_PIECES
    other = text.str.contains(_THOUSANDS if delimiter == "," else _DECIMAL_COMMA)
    other_value = text.str.replace_all(",", "") if delimiter == "," else text.str.replace(",", ".")
    frame = pl.select(text=texts).with_columns(
        value=pl.when(text.str.contains(_PLAIN)).then(text).when(other).then(other_value).cast(pl.Float64, strict=False)
    )
    value = pl.col("value")
    bad = (
        pl.when(text == "").then(None)
        .when(text.str.contains(_NEGATIVE)).then(_quoted("is negative"))
        .when(value.is_null()).then(_quoted("is no number"))
        .when(value > most).then(_quoted(f"is absurd: more than {most:,}"))
    )  # fmt: skip
    meaning = "thousands" if delimiter == "," else "a decimal comma"
    mended = pl.when(other & value.is_not_null()).then(_quoted(f"read with {meaning}"))
    read = frame.select(value=pl.when(value <= most).then(value), bad=bad, mended=mended)
    return Read(values=read["value"], bad=read["bad"], mended=read["mended"])


def _year(texts: pl.Series, _: Field, __: str) -> Read:
    text, value = pl.col("text"), pl.col("value")
    frame = pl.select(text=texts).with_columns(value=text.str.extract(_YEAR, 1).cast(pl.Int32, strict=False))
    bad = (
        pl.when(text == "").then(None)
        .when(value.is_null()).then(_quoted("is no year"))
        .when(~value.is_between(FIRST_YEAR, LAST_YEAR)).then(_quoted("is an absurd year"))
    )  # fmt: skip
    read = frame.select(
        value=pl.when(value.is_between(FIRST_YEAR, LAST_YEAR)).then(value), bad=bad, uncertain=text.str.contains(r"[?(]")
    )
    return Read(values=read["value"], bad=read["bad"], uncertain=read["uncertain"])


def _years(texts: pl.Series, _: Field, __: str) -> Read:
    """Read lists such as `2018; 2019`, each distinct text once."""
    distinct = texts.unique().to_list()
    found = {text: listed_years(text, FIRST_YEAR, LAST_YEAR) for text in distinct}
    lookup = pl.DataFrame(
        {
            "text": distinct,
            "value": [list(found[text].years) for text in distinct],
            "bad": [found[text].bad for text in distinct],
            "mended": [found[text].mended for text in distinct],
            "uncertain": [found[text].uncertain for text in distinct],
        },
        schema={
            "text": pl.String, "value": pl.List(pl.Int32), "bad": pl.String, "mended": pl.String, "uncertain": pl.Boolean,
        },
    )  # fmt: skip
    read = pl.select(text=texts).join(lookup, on="text", how="left", maintain_order="left")
    return Read(values=read["value"], bad=read["bad"], mended=read["mended"], uncertain=read["uncertain"])


def _flag(texts: pl.Series, _: Field, __: str) -> Read:
    low = pl.col("low")
    read = pl.select(text=texts, low=texts.str.to_lowercase()).select(
        value=pl.when(low.is_in(["", "no"])).then(pl.lit(value=False)).when(low.is_in(["?", "yes"])).then(pl.lit(value=True)),
        bad=pl.when(~low.is_in(["", "?", "yes", "no"])).then(_quoted("is neither `?` nor blank")),
    )
    return Read(values=read["value"], bad=read["bad"])


def _yes_no(texts: pl.Series, _: Field, __: str) -> Read:
    low = pl.col("low")
    yes, no = ["yes", "true", "y", "1"], ["no", "false", "n", "0"]
    read = pl.select(text=texts, low=texts.str.to_lowercase()).select(
        value=pl.when(low.is_in(yes)).then(pl.lit(value=True))
        .when(low.is_in(no)).then(pl.lit(value=False)),
        bad=pl.when(~low.is_in([*yes, *no, "", "?"])).then(_quoted("is neither yes nor no")),
    )  # fmt: skip
    return Read(values=read["value"], bad=read["bad"])


def _quoted(words: str) -> pl.Expr:
    """Return the cell's text, cut, in quotes and followed by some words."""
    return pl.format("'{}' {}", pl.col("text").str.slice(0, 60), pl.lit(words))


def _blank_to_null(texts: pl.Series) -> pl.Series:
    return pl.select(text=texts).select(pl.when(pl.col("text") != "").then(pl.col("text"))).to_series()


def _no_reasons(texts: pl.Series) -> pl.Series:
    return pl.Series("bad", [None] * len(texts), dtype=pl.String)


_READERS: Mapping[Cell, Callable[[pl.Series, Field, str], Read]] = MappingProxyType(
    {
        Cell.PARTY: _party,
        Cell.TEXT: _text,
        Cell.STATUS: _text,
        Cell.IDENTIFIER: _text,
        Cell.YEAR: _year,
        Cell.YEARS: _years,
        Cell.NUMBER: _number,
        Cell.FLAG: _flag,
        Cell.YES_NO: _yes_no,
    }
)


def text_columns(records: Sequence[str], fields: Sequence[Field | None]) -> dict[str, pl.Series]:
    """Return the columns that are read, as text without blanks at either end."""
    split = pl.Series(records, dtype=pl.String).str.split_exact(SEPARATOR, len(fields) - 1).struct.unnest()
    return {
        field.name: split[cell].str.strip_chars().alias(field.name)
        for field, cell in zip(fields, split.columns, strict=True)
        if field is not None
    }
