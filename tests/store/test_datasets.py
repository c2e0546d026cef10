from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kautilya.core.errors import NotFoundError
from kautilya.intake.transfers.read import Transfers, read_transfers
from kautilya.register.dataset import Counts, Dataset, DatasetProblem, Layout, ProblemKind
from kautilya.store.dataset_text import dataset_of, text_of
from kautilya.store.datasets import datasets
from kautilya.store.opening import open_store
from kautilya.store.sql_store import SqlStore
from tests.intake.transfers import world

DAY = date(2026, 5, 1)
DEALS = world.deals(400)


def transfers(folder: Path, lines: list[str]) -> Transfers:
    path = folder / "file.csv"
    path.write_text(world.text(lines))
    (found,) = read_transfers(path)
    return found


@pytest.fixture
def register(tmp_path: Path) -> Transfers:
    return transfers(tmp_path, world.register_lines(DEALS))


@pytest.fixture
def table(tmp_path: Path) -> Transfers:
    return transfers(tmp_path, world.table_lines(DEALS, "France", range(2000, 2025), newer=True))


def test_a_data_set_comes_back_as_it_went_in(store: SqlStore, register: Transfers, table: Transfers) -> None:
    kept = datasets(store)
    for found in (register, table):
        assert kept.add(found.dataset, found.frames, recorded_on=DAY).added
        again = kept.get(found.dataset.sha256)
        assert again.dataset == found.dataset
        assert again.rows.equals(found.rows)
        assert (again.printed is None) == (found.printed is None)
        if again.printed is not None and found.printed is not None:
            assert again.printed.equals(found.printed)


def test_the_same_file_is_taken_in_once(store: SqlStore, register: Transfers) -> None:
    kept = datasets(store)
    kept.add(register.dataset, register.frames, recorded_on=DAY)
    receipt = kept.add(replace(register.dataset, file="copy.csv"), register.frames, recorded_on=date(2026, 6, 1))
    assert not receipt.added
    assert receipt.dataset.file == "file.csv"
    assert len(kept.list()) == 1


def test_data_sets_are_those_taken_in_by_a_day(store: SqlStore, register: Transfers) -> None:
    datasets(store).add(register.dataset, register.frames, recorded_on=DAY)
    assert datasets(store, recorded_by=date(2026, 4, 30)).list() == ()
    assert datasets(store, recorded_by=DAY).list() == (register.dataset,)


def test_editions_stand_side_by_side_the_latest_first(store: SqlStore, tmp_path: Path, register: Transfers) -> None:
    kept = datasets(store)
    older = transfers(tmp_path, [*world.heading(generated="11 Mar 2024 9:00:00 AM"), *world.register_lines(DEALS)[8:]])
    nameless = transfers(tmp_path, world.register_lines(DEALS)[8:])
    for found in (older, nameless, register):
        kept.add(found.dataset, found.frames, recorded_on=DAY)
    assert list(kept.editions()) == [date(2025, 3, 14), date(2024, 3, 11), None]
    assert [one.dataset.name for one in (older, nameless, register)] == [one.name for one in kept.list()]
    assert kept.editions(Layout.TIV_TABLE) == {}


def test_an_edition_told_later_stands_beside_the_nameless_one_and_is_meant(store: SqlStore, tmp_path: Path) -> None:
    kept = datasets(store)
    path = tmp_path / "file.csv"
    path.write_text(world.text(world.register_lines(DEALS)[8:]))
    (nameless,) = read_transfers(path)
    (dated,) = read_transfers(path, edition=date(2024, 3, 11))
    assert nameless.dataset.sha256 == dated.dataset.sha256
    for found in (nameless, dated):
        assert kept.add(found.dataset, found.frames, recorded_on=DAY).added
    assert kept.get(dated.dataset.name).dataset.edition == date(2024, 3, 11)


def test_data_sets_are_found_by_the_beginning_of_their_digest(store: SqlStore, register: Transfers, table: Transfers) -> None:
    kept = datasets(store)
    for found in (register, table):
        kept.add(found.dataset, found.frames, recorded_on=DAY)
    assert kept.get(register.dataset.name).dataset == register.dataset
    for name in ("", "zz"):
        with pytest.raises(NotFoundError, match="no data set"):
            kept.get(name)


def test_a_register_keeps_its_data_sets_when_it_is_closed(tmp_path: Path, register: Transfers) -> None:
    for _ in range(2):
        store = open_store(tmp_path / "register.db", create=True)
        datasets(store).add(register.dataset, register.frames, recorded_on=DAY)
        store.close()
    store = open_store(tmp_path / "register.db")
    assert datasets(store).get(register.dataset.name).rows.equals(register.rows)
    store.close()


def test_a_frame_that_cannot_be_kept_leaves_nothing_behind(store: SqlStore, register: Transfers) -> None:
    kept = datasets(store)
    with pytest.raises(TypeError):
        kept.add(register.dataset, {"rows": register.rows, None: register.rows}, recorded_on=DAY)  # type: ignore[dict-item]
    assert kept.list() == ()


def test_every_fact_of_a_data_set_survives_as_text() -> None:
    problem = DatasetProblem(
        kind=ProblemKind.GUESS, row=7, field="supplier", message="it's \u201ctaken\u201d", raw="x", count=3
    )
    dataset = Dataset(
        sha256="a" * 64,
        file_sha256="b" * 64,
        file="\u0433.csv",
        part=2,
        layout=Layout.TIV_TABLE,
        edition=None,
        window=(1950, 2021),
        window_stated=True,
        subject="Soviet Union",
        subject_code="SUN",
        licence="free",
        credit="SIPRI",
        encoding="cp1252",
        lines=12,
        counts=Counts(read=1, repaired=2, refused=3, duplicates=4),
        problems=(problem,),
    )
    assert dataset_of(text_of(dataset)) == dataset
