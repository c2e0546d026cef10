"""A question is answered once of a view and a scope, and kept no longer than the view."""

import gc
import weakref
from datetime import date

from kautilya.measures.answered import answered
from kautilya.measures.finding import Measurement
from kautilya.measures.scope import Scope
from kautilya.register.dataset import Layout
from kautilya.store.view import View
from tests.tables.synthetic import view_of


class NoData:
    """Data sets of a register that has none."""

    def newest(self, layout: Layout, known_by: date) -> None:
        """Return no data set."""


class Counted:
    """A question that knows how often it was asked."""

    def __init__(self) -> None:
        self.asked: list[Scope] = []

    def __call__(self, view: View, scope: Scope) -> Measurement:
        self.asked.append(scope)
        return Measurement(measure="m", question="?", as_of=str(view.as_of), findings=(), notes=())


def test_each_scope_is_answered_once_of_each_view() -> None:
    question, one, other = Counted(), view_of({}), view_of({})
    first = answered(question, one, Scope(partner="USA"))
    assert answered(question, one, Scope(partner="USA")) is first
    assert answered(question, one) is not first
    assert answered(question, other, Scope(partner="USA")) is not first
    assert [scope.partner for scope in question.asked] == ["USA", None, "USA"]


def test_data_sets_that_are_given_later_are_asked() -> None:
    question, view = Counted(), view_of({})
    answered(question, view)
    view.bulk = NoData()
    answered(question, view)
    answered(question, view)
    assert len(question.asked) == 2


def test_answers_go_with_their_view() -> None:
    view, question = view_of({}), Counted()
    answered(question, view)
    held = weakref.ref(question)
    del question
    gc.collect()
    assert held() is not None
    del view
    gc.collect()
    assert held() is None
