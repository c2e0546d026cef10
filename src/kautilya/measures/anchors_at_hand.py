"""The golden suite on a register: its own files, its own claims, and what was skipped for want of them."""

import polars as pl

from kautilya.measures.anchors import Verdict, anchors, checked
from kautilya.measures.anchors_of_register import from_register
from kautilya.measures.transfers.held import Held
from kautilya.measures.transfers.result import TransferResult
from kautilya.store.view import View


def anchors_at_hand(held: Held, view: View | None) -> TransferResult:
    """Compare every printed figure with what the register's files and claims give; those not at hand say what is missing."""
    return checked(anchors(), held.all(), {} if view is None else from_register(view, anchors()))


def unexplained(result: TransferResult) -> pl.DataFrame:
    """Return the figures that differ without a known reason."""
    return result.frame.filter(pl.col("verdict") == Verdict.DIFFERS, pl.col("why").fill_null("") == "")
