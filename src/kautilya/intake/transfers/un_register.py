"""The UN Register of Conventional Arms: pieces as exporters and importers reported them."""

from collections.abc import Sequence

import polars as pl

from kautilya.intake.transfers.register_rows import RowLayout
from kautilya.register.dataset import DatasetProblem, ProblemKind
from kautilya.register.dataset_columns import UN_REGISTER


def _doubts(rows: pl.DataFrame) -> Sequence[DatasetProblem]:
    """Tell how many reports withhold their number; a report of pieces has no second figure that could contradict it."""
    without = rows.filter(pl.col("num_items").is_null())["row"].to_list()
    if not without:
        return ()
    message = f"{len(without)} reports have no number of items: withheld is not nought"
    lines = "lines " + ", ".join(map(str, without[:100]))
    kind = ProblemKind.NOTE
    return (DatasetProblem(kind=kind, row=without[0], field="num_items", message=message, raw=lines, count=len(without)),)


ROWS = RowLayout(
    columns=UN_REGISTER, parties=("exporter", "importer"), doubts=_doubts, usual={"table": r".*(?:export|import).*"}
)
