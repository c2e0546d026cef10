"""Which fleets can be maintained in the country."""

from collections.abc import Iterable, Sequence

from kautilya.measures.finding import Finding, Measurement
from kautilya.measures.reliance.hubs import ALL, PLACES, SERVICEABLE, SHARE, SITES, TOWNS, WORK
from kautilya.report.blocks import Block, Chart, Column, DataTable, Key, Section
from kautilya.report.cells import notes, of_finding, paragraph, party, select, words
from kautilya.report.charts.palette import BLUE, SAND
from kautilya.report.charts.towns import Town, towns
from kautilya.report.sections.coverage import lists


def hubs_section(measured: Measurement) -> Section:
    """Show what is maintained where, a map of sites without borders, and printed serviceability folded."""
    blocks: list[Block] = [
        paragraph(
            "A fleet counts as maintained in the country where a row tells of deep maintenance there today; what is planned or "
            "under construction stands apart, and what nobody wrote down stays unknown, so shares are ranges.",
            role="lead",
        ),
        _places(measured),
        *_map(measured),
        _by(measured, "partner", "Share of holdings told to be maintained in the country, by country of design"),
        _by(measured, "area", "Share of holdings told to be maintained in the country, by area"),
        _serviceable(measured),
        *lists(measured, "hubs"),
        *notes(measured),
    ]
    return Section(id="hubs", title="Where fleets are maintained", blocks=tuple(blocks))


def _places(measured: Measurement) -> DataTable:
    whole = {"partner": ALL, "area": ALL}
    shares = [(words("maintained in the country, share"), of_finding(one), words(one.note or ""))
              for one in select(measured, SHARE, **whole)]  # fmt: skip
    counted = [(words(one.of["place"]), of_finding(one), words(one.note or "")) for one in select(measured, PLACES, **whole)]
    return DataTable(
        id="hubs-places",
        caption="Holdings by the place of their deep maintenance, as far as the record tells",
        columns=(Column(title="Deep maintenance"), Column(title="Holdings", numeric=True), Column(title="Which")),
        rows=(*shares, *counted),
        stacked=True,
    )


def _map(measured: Measurement) -> Iterable[Block]:
    found = select(measured, TOWNS)
    if not found:
        return
    wide, narrow = towns("hubs-towns", _points(found))
    yield Chart(
        id="hubs-figure",
        title="Towns with sites of maintenance, production and ship repair",
        says="Each point is a town of the record with at least one site, at the coordinates of the town; sites without a town "
        "are in the lists only. No borders are drawn.",
        wide=wide,
        narrow=narrow,
        table=DataTable(
            id="hubs-sites",
            caption="Sites by kind and state",
            columns=(Column(title="Kind"), Column(title="State"), Column(title="Sites", numeric=True), Column(title="Which")),
            rows=tuple(
                (words(one.of["kind"]), words(one.of["status"]), of_finding(one), words(one.note or ""))
                for one in select(measured, SITES)
            ),
            stacked=True,
        ),
        legend=(Key(colour=BLUE, words="a site works there"), Key(colour=SAND, words="planned, agreed or being built")),
    )


def _points(found: Sequence[Finding]) -> Sequence[Town]:
    """Return one point a town; it is working if one of its sites is."""
    points: dict[tuple[str, str], Town] = {}
    for one in sorted(found, key=lambda one: one.of["state"] != WORK):
        at = one.of["degrees east"], one.of["degrees north"]
        colour = BLUE if one.of["state"] == WORK else SAND
        name = one.of["town"].split(",")[0]
        points.setdefault(at, Town(name=name, east=float(at[0]), north=float(at[1]), colour=colour))
    return tuple(points.values())


def _by(measured: Measurement, dimension: str, caption: str) -> DataTable:
    other = "area" if dimension == "partner" else "partner"
    found = [one for one in select(measured, SHARE, **{other: ALL}) if one.of[dimension] != ALL]
    return DataTable(
        id=f"hubs-by-{dimension}",
        caption=caption,
        columns=(
            Column(title=dimension.capitalize()),
            Column(title="Share", numeric=True),
            Column(title="Holdings", numeric=True),
            Column(title="Of them"),
        ),
        rows=tuple(
            (words(party(one.of[dimension])), of_finding(one), words(str(one.n)), words(one.note or "")) for one in found
        ),
        folded=True,
    )


def _serviceable(measured: Measurement) -> DataTable:
    return DataTable(
        id="hubs-serviceability",
        caption="Serviceability as printed: figures of different kinds, never averaged",
        columns=(
            Column(title="Fleet"),
            Column(title="Period"),
            Column(title="Printed", numeric=True),
            Column(title="Words and norm"),
        ),
        rows=tuple(
            (words(one.of["fleet"]), words(one.window or ""), of_finding(one), words(one.note or ""))
            for one in select(measured, SERVICEABLE)
        ),
        folded=True,
        stacked=True,
    )
