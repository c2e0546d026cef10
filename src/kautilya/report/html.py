"""A page as HTML: one file, nothing fetched, every text from a source escaped."""

from collections.abc import Iterable, Iterator
from importlib.resources import files
from itertools import groupby

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from kautilya.report.blocks import Block, Page
from kautilya.report.evidence import Evidence, Row

LONGEST = 90
"""Characters of an address that are shown."""


def html(page: Page, shown: Evidence) -> str:
    """Write a page as one HTML document that needs no other file."""
    environment = Environment(
        loader=PackageLoader("kautilya.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["drawn"] = _drawn
    environment.filters["block_name"] = _block_name
    environment.filters["groupby_table"] = _by_table
    environment.filters["shortened"] = _shortened
    style = files("kautilya.report").joinpath("templates/style.css").read_text(encoding="utf-8")
    document = environment.get_template("report.html.j2").render(page=page, evidence=shown, style=Markup(style))  # noqa: S704 - our own file
    return document + "\n"


def _drawn(svg: str) -> Markup:
    """Let a drawing through as it is: it was written by `svg.svg`, which escapes its texts."""
    return Markup(svg)  # noqa: S704 - see above


def _block_name(block: Block) -> str:
    """Return the name of a block's type, by which the template chooses its form."""
    return type(block).__name__


def _by_table(rows: Iterable[Row]) -> Iterator[tuple[str, list[Row]]]:
    """Group rows, sorted by table, under their tables."""
    for table, group in groupby(rows, key=lambda row: row.table):
        yield table, list(group)


def _shortened(address: str) -> str:
    """Write an address without its scheme, cut where it is long."""
    bare = address.partition("://")[2]
    return bare if len(bare) <= LONGEST else bare[: LONGEST - 1] + "…"
