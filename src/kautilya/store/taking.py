"""Packages and data sets of one import, taken in together: all of them or none."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import polars as pl

from kautilya.core.periods import PartialDate
from kautilya.register.claim import Claim
from kautilya.register.dataset import Dataset
from kautilya.register.history import History
from kautilya.register.judgement import Judgement
from kautilya.register.package import Package
from kautilya.register.recording import What
from kautilya.store.datasets import DatasetReceipt, add_dataset
from kautilya.store.interface import Receipt, Recorded
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


def take_in_proposing(
    store: SqlStore, datasets: Sequence[DatasetContent], claims: Iterable[Claim], *, recorded_on: date, by: str, why: str
) -> tuple[Taken, Recorded]:
    """Record data sets, and claims that were read from them and that nobody has judged, in one transaction."""
    days = [one.dataset.edition for one in datasets if one.dataset.edition is not None]
    with store.recording(day=recorded_on, by=by, what=What.PROPOSE, why=why) as recorder:
        data = [add_dataset(recorder, one.dataset, one.frames, recorded_on=recorded_on) for one in datasets]
        added, known = recorder.claims(list(claims), data_date=PartialDate.of(max(days, default=recorded_on)))
    return Taken(packages=(), datasets=tuple(data)), Recorded(recording=recorder.recorded, added=added, known=known)
