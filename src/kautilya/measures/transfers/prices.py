"""Prices that SIPRI mentions in a register's comments: proposed, judged by nobody, added to nothing."""

from datetime import date
from decimal import Decimal

import polars as pl

from kautilya.core.errors import NotFoundError
from kautilya.intake.transfers.price_hints import MENTIONS, price_hints
from kautilya.measures.transfers.answers import Answered
from kautilya.measures.transfers.held import Held, edition_text
from kautilya.measures.transfers.questions import Question
from kautilya.measures.transfers.result import TransferResult, distinct
from kautilya.register.claim import Mark
from kautilya.register.dataset import Layout
from kautilya.store.datasets import StoredDataset

MEASURE = "price-hints"
QUESTION = "Which prices do a register's comments mention, and of what?"
STAGE = "mentioned in a comment"
_SCHEMA: dict[str, pl.DataType | type[pl.DataType]] = {
    "recipient": pl.String, "supplier": pl.String, "designation": pl.String, "amount": pl.Float64, "lo": pl.Float64,
    "hi": pl.Float64, "unit": pl.String, "stage": pl.String, "window": pl.String, "edition": pl.String, "basis": pl.String,
    "mark": pl.String, "n": pl.Int64, "rows": pl.List(pl.String), "role": pl.String, "covers": pl.String, "hedge": pl.String,
    "quote": pl.String,
}  # fmt: skip


def mentioned_prices(held: Held, question: Question, edition: date | None = None) -> Answered:
    """List the amounts in the comments of the newest trade register (or of an edition), of orders of a window where told."""
    held.refuse_nothing()
    days = [one.edition for one in held.datasets() if one.layout is Layout.TRADE_REGISTER and edition in (None, one.edition)]
    if not days:
        raise NotFoundError("only a trade register has comments, and none of that edition has been imported")
    files = [file for file in held.files(days[0]) if file.dataset.layout is Layout.TRADE_REGISTER]
    result = TransferResult(
        measure=MEASURE, question=QUESTION, value="amount", frame=pl.concat([_hints(file, question) for file in files]),
        notes=(
            "each amount is proposed, nobody has judged it; whole units of its currency, of no stated price year",
            "`role` tells what it is to the row: the price of the deal, of a larger deal, of a part, an offset, a conversion",
            "the window is the year of order",
        ),
        credit=distinct(file.dataset.credit for file in files),
    )  # fmt: skip
    return Answered(result=result, chosen=(f"edition {edition_text(days[0])}, the newest trade register",))


def _hints(file: StoredDataset, question: Question) -> pl.DataFrame:
    name, edition = file.dataset.name, edition_text(file.dataset.edition)
    wanted = [
        pl.col(f"{side}_code") == code
        for side, code in (("recipient", question.recipient), ("supplier", question.supplier))
        if code is not None
    ]
    if question.window is not None:
        wanted.append(pl.col("order_year").is_between(question.window.first, question.window.last))
    rows = file.rows.filter(pl.col("comments").str.contains(MENTIONS), *wanted)
    columns = ("row", "recipient_code", "supplier_code", "designation", "order_year", "comments")
    mentioned = {comment: price_hints(comment) for comment in rows["comments"].unique(maintain_order=True)}
    told = [
        {
            "recipient": recipient, "supplier": supplier, "designation": designation,
            "amount": _number(hint.low) if hint.low == hint.high else None, "lo": _number(hint.low), "hi": _number(hint.high),
            "unit": hint.currency, "stage": STAGE, "window": None if year is None else str(year), "edition": edition,
            "basis": "exact" if hint.low == hint.high else "bounds", "mark": Mark.SOURCED.value, "n": 1,
            "rows": f"{name}:{row}", "role": hint.role.value, "covers": hint.covers, "hedge": hint.hedge,
            "quote": hint.quote,
        }
        for row, recipient, supplier, designation, year, comment in rows.select(columns).iter_rows()
        for hint in mentioned[comment]
    ]  # fmt: skip
    one_row_each = pl.DataFrame(told, schema=_SCHEMA | {"rows": pl.String})
    return one_row_each.with_columns(pl.concat_list("rows").alias("rows"))


def _number(amount: Decimal) -> float:
    return float(amount)
