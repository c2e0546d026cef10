"""The UN Register of Conventional Arms: pieces as exporters and importers reported them."""

from collections.abc import Sequence

import polars as pl

from kautilya.intake.transfers.register_rows import RowLayout
from kautilya.register.dataset import DatasetProblem
from kautilya.register.dataset_columns import UN_REGISTER


def _doubts(_: pl.DataFrame) -> Sequence[DatasetProblem]:
    """Return nothing: a report of pieces has no second figure that could contradict it."""
    return ()


ROWS = RowLayout(
    columns=UN_REGISTER, parties=("exporter", "importer"), doubts=_doubts, usual={"table": r".*(?:export|import).*"}
)
