"""Packages and data sets of one import, taken in together: all of them or none."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from kautilya.register.claim import Claim
from kautilya.register.dataset import Dataset
from kautilya.register.judgement import Judgement
from kautilya.register.package import Package
from kautilya.store.datasets import DatasetReceipt, add_dataset
from kautilya.store.interface import Receipt
from kautilya.store.sql_store import SqlStore, add_package
from kautilya.store.sqlite import writing
from kautilya.store.telling import told


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageContent:
    """A package with what it says."""

    package: Package
    claims: Iterable[Claim]
    judgements: Iterable[Judgement]


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
    store: SqlStore, packages: Sequence[PackageContent], datasets: Sequence[DatasetContent], *, recorded_on: date
) -> Taken:
    """Record packages and data sets in one transaction; what the register holds already is not recorded again."""
    with told(store.where), store.inspection.engine.connect() as connection, writing(connection):
        receipts = [add_package(connection, one.package, one.claims, one.judgements) for one in packages]
        data = [add_dataset(connection, one.dataset, one.frames, recorded_on=recorded_on) for one in datasets]
    return Taken(packages=tuple(receipts), datasets=tuple(data))
