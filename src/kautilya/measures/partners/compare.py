"""The same lines of several partners side by side; what is not known of one is left open, never zero."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from kautilya.core.errors import UsageError
from kautilya.measures.finding import Finding
from kautilya.measures.nothing import nothing_found
from kautilya.measures.partners.agenda import READS
from kautilya.measures.partners.lines import LINES, NONE, PROMISES, Line
from kautilya.measures.partners.page import AGREEMENTS, NOTES, UNDER_WAY, Page, page_of
from kautilya.measures.partners.sources import Sources
from kautilya.measures.scope import Scope
from kautilya.store.view import View

FEWEST = 2
UNKNOWN = "not known"
SIDE_BY_SIDE = (
    "A line compares like with like only as far as the record reaches equally; it follows some partners more closely.",
    "Ranges that overlap do not tell two partners apart.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One line over all partners."""

    topic: str
    label: str
    unit: str
    """Of all its figures; empty where nothing is known of any partner."""
    findings: tuple[Finding | None, ...]
    """In the order of the partners."""
    absent: tuple[str, ...]
    """What stands in place of a missing finding: `not known` (or refused for too few cases) or `none found` in the record."""
    windows: tuple[str, ...] = ()
    """The periods of its figures where these differ from partner to partner."""

    @property
    def warning(self) -> str | None:
        """What has to be said below the table; None where all figures are of one period."""
        if not self.windows:
            return None
        told = " and ".join(window.replace("..", " to ") for window in self.windows)
        return f"{self.label}: not of one period ({told}); part of a difference may be one of years."


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Several partners, line by line."""

    as_of: str
    recorded_by: str | None
    rules: tuple[str, ...]
    partners: tuple[str, ...]
    lines: tuple[Compared, ...]
    nothing: Mapping[str, str] = field(default_factory=dict)
    """Why nothing is told of some of the partners."""
    notes: tuple[str, ...] = (*SIDE_BY_SIDE, *NOTES)


def compare(view: View, partners: Sequence[str]) -> Comparison:
    """Put the pages of partners side by side; a UsageError for fewer than two different ones."""
    whom = tuple(dict.fromkeys(partners))
    if len(whom) < FEWEST:
        raise UsageError("name at least two partners, such as: kautilya compare USA FRA")
    sources = Sources(view=view)
    pages = [page_of(view, sources, partner) for partner in whom]
    return Comparison(
        as_of=str(view.as_of),
        recorded_by=None if view.recorded_by is None else str(view.recorded_by),
        rules=view.rule_names,
        partners=whom,
        lines=tuple(_lines(pages)),
        nothing={page.partner: _why(view, page.partner) for page in pages if not page.findings},
    )


def _why(view: View, partner: str) -> str:
    return str(nothing_found(view, READS, Scope(partner=partner))["reason"])


def _lines(pages: Sequence[Page]) -> Iterable[Compared]:
    """Yield the lines of the page in their order, then the counts that at least one page has."""
    by_line = [{(one.quantity, one.of["line"]): one for one in page.findings} for page in pages]
    for line in LINES:
        absent = tuple(_absent(line, page) for page in pages)
        yield _compared(line.topic, line.label, [lines.get((line.topic, line.label)) for lines in by_line], absent)
    own = dict.fromkeys(name for lines in by_line for name in lines if name[0] in (UNDER_WAY, AGREEMENTS))
    for topic, label in own:
        yield _compared(topic, label, [lines.get((topic, label)) for lines in by_line], (NONE,) * len(pages))


def _absent(line: Line, page: Page) -> str:
    """Tell what a missing line means: of a partner without any commitment, no state of one is known either."""
    nothing = line.topic == PROMISES and not any(one.quantity == PROMISES for one in page.findings)
    return UNKNOWN if nothing else line.absent


def _compared(topic: str, label: str, found: Sequence[Finding | None], absent: tuple[str, ...]) -> Compared:
    units = {one.unit for one in found if one is not None}
    windows = tuple(sorted({one.window or "" for one in found if one is not None}))
    return Compared(
        topic=topic, label=label, unit="; ".join(sorted(units)), findings=tuple(found), absent=absent,
        windows=windows if len(windows) > 1 else (),
    )  # fmt: skip
