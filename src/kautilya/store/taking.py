"""Packages and data sets of one import, taken in together: all of them or none."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import polars as pl

from kautilya.register.claim import Claim
from kautilya.register.dataset import Dataset
from kautilya.register.history import History
from kautilya.register.judgement import Judgement
from kautilya.register.package import Package
from kautilya.register.recording import What
from kautilya.store.datasets import DatasetReceipt, add_dataset
from kautilya.store.interface import Receipt
from kautilya.store.sql_store import SqlStore, take_package


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageContent:
    """A package with what it says."""

    package: Package
    claims: Iterable[Claim]
    judgements: Iterable[Judgement]
    history: History | None = None
    """What an exported register tells of its own past."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DatasetContent:
    """A data set with its frames, by the names under which they are kept."""

    dataset: Dataset
    frames: Mapping[str, pl.DataFrame]


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What an import changed, in the order in which it was given."""

    packages: tuple[Receipt, ...]
    datasets: tuple[DatasetReceipt, ...]


def take_in(
    store: SqlStore, packages: Sequence[PackageContent], datasets: Sequence[DatasetContent], *, recorded_on: date, by: str
) -> Taken:
    """Record packages and data sets in one transaction; what the register holds already is not recorded again."""
    what = What.IMPORT if packages else What.DATASET
    with store.recording(day=recorded_on, by=by, what=what) as recorder:
        receipts = [take_package(recorder, one.package, one.claims, one.judgements, one.history) for one in packages]
        data = [add_dataset(recorder, one.dataset, one.frames, recorded_on=recorded_on) for one in datasets]
    chain = None if recorder.recorded is None else recorder.recorded.chain
    return Taken(packages=tuple(replace(receipt, chain=chain) for receipt in receipts), datasets=tuple(data))
