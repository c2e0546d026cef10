"""The numbered pages behind the two pages of a brief: who published them, on which day, and where."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from kautilya.measures.partners.items import Row
from kautilya.register.claim import KnownBy
from kautilya.register.record import Record
from kautilya.report.evidence import WEB_PAGE
from kautilya.store.view import View
from kautilya.tables.cells import known_word

PAGES_A_POINT = 2
WEAKEST = "blog/exam-prep/aggregator"
MANY = 24
"""Sources beyond which they stand in narrow columns."""
LONG, SHORT = 32, 16
"""Characters of a page's name that are printed: where there are few sources, and where there are many."""
NAME = 22
"""Characters of a publisher's name."""
CITED = (
    "deal", "milestone", "commitment", "agreement", "engagement", "exercise", "fleet", "supplier-share", "offer", "approval",
)  # fmt: skip
"""Kinds of the rows that a brief cites, and that know the day of their page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A numbered page."""

    number: int
    name: str
    """Who published it; the host where the register does not know."""
    day: str
    """The day that the page prints; empty where none is known."""
    page: str
    """The last part of its address, shortened: enough to find it again at its publisher."""
    weak: bool
    """Whether its host is of the weakest class."""
    link: str


class Sources:
    """Numbers pages in the order in which they are first cited."""

    def __init__(self, view: View) -> None:
        self._view = view
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
        days = _days(self._view, self._numbers)
        known = {known_word(record, "url"): record for record in self._view.records("source").values()}
        most = SHORT if len(self._numbers) > MANY else LONG
        return tuple(_source(page, number, days.get(page, ""), known.get(page), most) for page, number in self._numbers.items())


def _source(page: str, number: int, day: str, record: Record | None, most: int) -> Source:
    publisher = None if record is None else known_word(record, "publisher")
    return Source(
        number=number,
        name=_cut((publisher or _host(page)).removeprefix("www."), NAME),
        day=day,
        page=_cut(_page(page), most),
        weak=record is not None and known_word(record, "class") == WEAKEST,
        link=page,
    )


def _days(view: View, pages: Mapping[str, int]) -> Mapping[str, str]:
    """Return the days that some pages print, where claims of cited kinds know them."""
    found: dict[str, str] = {}
    for kind in CITED:
        for claim in view.claims(kind).values():
            if claim.source in pages and claim.known_basis is KnownBy.PAGE:
                found.setdefault(claim.source, str(claim.known_on))
    return found


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _page(page: str) -> str:
    """Return the part of an address that tells most of its page."""
    split = urlsplit(page)
    parts = [part for part in split.path.split("/") if part and part not in ("amp", "index.html")]
    return unquote(max(parts[-2:], key=len, default="") or split.query)


def _host(page: str) -> str:
    found = WEB_PAGE.fullmatch(page)
    return found[1].lower().removeprefix("www.") if found else page
