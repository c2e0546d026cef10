"""The numbered pages behind the two pages of a brief."""

from collections.abc import Iterable
from dataclasses import dataclass

from kautilya.measures.partners.items import Row
from kautilya.report.evidence import WEB_PAGE

PAGES_A_POINT = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A numbered page."""

    number: int
    host: str
    link: str


class Sources:
    """Numbers pages in the order in which they are first cited."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def cite(self, rows: Iterable[Row], most: int = PAGES_A_POINT) -> tuple[int, ...]:
        """Return the numbers of the first web pages behind some rows."""
        return self.cite_pages((page for row in rows for page in row.pages), most)

    def cite_pages(self, given: Iterable[str], most: int = PAGES_A_POINT) -> tuple[int, ...]:
        """Return the numbers of the first web pages of some sources."""
        pages = [page for page in given if WEB_PAGE.fullmatch(page)]
        return tuple(self._numbers.setdefault(page, len(self._numbers) + 1) for page in dict.fromkeys(pages[:most]))

    def listed(self) -> tuple[Source, ...]:
        """Return all pages cited, by number."""
        return tuple(Source(number=number, host=_host(page), link=page) for page, number in self._numbers.items())


def _host(page: str) -> str:
    found = WEB_PAGE.fullmatch(page)
    return found[1].lower().removeprefix("www.") if found else page
