"""Every measure says the same whether records are folded from cells, as views do, or from whole claims."""

from collections.abc import Iterator

import pytest

from kautilya.core.periods import PartialDate
from kautilya.measures.catalogue import MEASURES, measured
from kautilya.register.cells import Cell
from kautilya.store.interface import Store
from kautilya.store.reading import ReachReader
from kautilya.store.sql_store import SqlStore
from kautilya.store.view import View


class ClaimsOnly(ReachReader):
    """A reader whose cells cannot be read, so that views fold the claims themselves."""

    def cells(self, kind: str, known_by: PartialDate) -> Iterator[Cell]:
        raise ValueError(f"the cells of {kind} by {known_by} are not to be read")


@pytest.fixture(scope="module")
def from_claims(india_store: Store) -> View:
    assert isinstance(india_store, SqlStore)
    reader, view = india_store.reader(), india_store.view()
    return View(ClaimsOnly(engine=reader.engine, where=reader.where, reach=reader.reach), view.as_of)


@pytest.mark.parametrize("name", MEASURES)
def test_a_measure_of_cells_is_that_of_claims_to_the_letter(name: str, india: View, from_claims: View) -> None:
    assert repr(measured(name, india)) == repr(measured(name, from_claims))
