"""Packages and data sets of one import stand or fall together."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kautilya.intake.transfers.read import read_transfers
from kautilya.register.claim import Claim
from kautilya.store.datasets import datasets
from kautilya.store.opening import open_store
from kautilya.store.taking import DatasetContent, PackageContent, take_in
from tests.cli.transfer_files import trade_register
from tests.store.samples import a_claim, sample

DAY = date(2026, 5, 1)


def content(tmp_path: Path) -> DatasetContent:
    (found,) = read_transfers(trade_register(tmp_path / "r.csv"))
    return DatasetContent(dataset=found.dataset, frames=found.frames)


def test_all_of_it_is_recorded_with_a_receipt_each(tmp_path: Path) -> None:
    store, given = open_store("sqlite://"), sample([a_claim()], [])
    package = PackageContent(package=given.package, claims=given.claims, judgements=given.judgements)
    taken = take_in(store, [package], [content(tmp_path), content(tmp_path)], recorded_on=DAY, by="me")
    assert [receipt.added for receipt in taken.packages] == [1]
    assert [receipt.added for receipt in taken.datasets] == [True, False]
    assert len(datasets(store).list()) == 1


def test_what_breaks_half_way_leaves_nothing(tmp_path: Path) -> None:
    def breaking() -> Iterator[Claim]:
        yield a_claim()
        raise RuntimeError("the file went away")

    store, given = open_store("sqlite://"), sample([], [])
    package = PackageContent(package=replace(given.package, digest="f" * 64), claims=breaking(), judgements=())
    with pytest.raises(RuntimeError):
        take_in(store, [package], [content(tmp_path)], recorded_on=DAY, by="me")
    assert (store.packages(), datasets(store).list()) == ((), ())
