"""The section on needs: every live offer with what is known of it, in the order of need."""

import csv
from importlib.resources import files

from tests.report.reading import Tree, elements, text


def offers() -> list[dict[str, str]]:
    table = files("kautilya").joinpath("registers", "india", "case", "offers_live.csv")
    return list(csv.DictReader(table.read_text(encoding="utf-8").splitlines()))


def shown(tree: Tree) -> list[list[str]]:
    (table,) = (one for one in elements(tree, "table") if one.attrib.get("id") == "needs-offers")
    return [[text(cell) for cell in elements(row, "th", "td")] for row in elements(table, "tr")]


def test_every_live_offer_has_a_row_with_its_price_and_basis(tree: Tree) -> None:
    heading, *rows = shown(tree)
    price = next(place for place, title in enumerate(heading) if title.startswith("Price"))
    assert sorted(row[0] for row in rows) == sorted(" ".join(one["system"].split()) for one in offers())
    assert all("basis: " in row[price] for row in rows)


def test_the_most_needed_areas_come_first_and_what_is_absent_is_not_known(tree: Tree) -> None:
    heading, *rows = shown(tree)
    areas = list(dict.fromkeys(row[1] for row in rows))
    assert (areas[0], areas[-1], len(areas)) == ("adguns", "fighter", 22)
    transfer = heading.index("Technology transfer")
    assert sum(row[transfer] == "not known" for row in rows) == 50
