"""The rows of meetings and exercises that no count takes, listed with their reasons."""

from collections.abc import Iterable, Iterator, Mapping

from kautilya.measures.finding import Scalar
from kautilya.measures.scope import Scope
from kautilya.tables.ties.visits import Uncounted


def uncounted_rows(uncounted: Iterable[Uncounted], scope: Scope) -> Iterator[Mapping[str, Scalar]]:
    """Yield a listed case for each row that does not count and may lie in what was asked for."""
    for left in uncounted:
        if scope.may_hold(left.when, left.partners):
            yield {
                "list": "rows that do not count",
                "partner": ";".join(left.partners),
                "rows": left.row,
                "start": left.start,
                "reason": left.reason,
            }
