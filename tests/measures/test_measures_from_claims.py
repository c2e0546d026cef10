"""Every measure says the same whether records are folded from cells, as views do, or from whole claims."""

from collections.abc import Iterator

import pytest

from kautilya.core.periods import PartialDate
from kautilya.measures.catalogue import MEASURES, measured
from kautilya.register.cells import Cell
from kautilya.store import view as view_module
from kautilya.store.interface import Store
from kautilya.store.reading import ReachReader
from kautilya.store.sql_store import SqlStore
from kautilya.store.view import View


class ClaimsOnly(ReachReader):
    """A reader whose cells cannot be read, so that views fold the claims themselves."""

    def cells(self, kind: str, known_by: PartialDate) -> Iterator[Cell]:
        raise ValueError(f"the cells of {kind} by {known_by} are not to be read")


def test_a_view_lets_go_of_claims_beyond_many_and_reads_them_again(india_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(view_module, "MANY_CLAIMS", 10)
    view = india_store.view()
    deals, judged = view.claims("deal"), view.judgements("deal")
    assert view.claims("deal") is deals
    assert view.claims("hub")
    assert view.claims("deal") is not deals
    assert view.claims("deal") == deals
    assert view.judgements("deal") == judged


@pytest.fixture(scope="module")
def from_claims(india_store: Store) -> View:
    assert isinstance(india_store, SqlStore)
    reader, view = india_store.reader(), india_store.view()
    return View(ClaimsOnly(engine=reader.engine, where=reader.where, reach=reader.reach), view.as_of)


@pytest.mark.parametrize("name", MEASURES)
def test_a_measure_of_cells_is_that_of_claims_to_the_letter(name: str, india: View, from_claims: View) -> None:
    assert repr(measured(name, india)) == repr(measured(name, from_claims))
