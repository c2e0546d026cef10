"""The page of the embedded example, read as a browser does."""

import json
import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from kautilya.report.sections.catalogue import SECTIONS
from tests.report.reading import SVG, Tree, elements, ids, text

MOST_BYTES = 5_000_000


def test_the_page_is_one_small_file_beside_its_twin(written: Path) -> None:
    assert sorted(path.name for path in written.parent.iterdir()) == ["index.html", "report.json"]
    assert written.stat().st_size < MOST_BYTES


def test_the_page_needs_nothing_from_anywhere(written: Path, tree: Tree) -> None:
    assert list(elements(tree, "script", "iframe", "img", "object", "embed", "video", "audio", "form")) == []
    assert [one.attrib["href"] for one in elements(tree, "link")] == ["data:,"]
    assert "@import" not in written.read_text(encoding="utf-8")
    assert re.findall(r"url\((?!#)[^)]*\)", written.read_text(encoding="utf-8")) == []


def test_the_title_says_that_the_case_is_illustrative_and_the_page_why(tree: Tree) -> None:
    (title,) = elements(tree, "title")
    (heading,) = elements(tree, "h1")
    assert text(title) == text(heading)
    assert text(title).startswith("Illustrative case: ")
    assert "20 and 29 per cent" in text(tree)


def test_every_id_is_given_once(tree: Tree) -> None:
    given = ids(tree)
    assert len(given) == len(set(given))


def test_every_link_within_the_page_arrives(tree: Tree) -> None:
    places = set(ids(tree))
    inward = {one.attrib["href"][1:] for one in elements(tree, "a") if one.attrib["href"].startswith("#")}
    assert inward
    assert inward <= places


def test_headings_go_down_one_level_at_a_time(tree: Tree) -> None:
    levels = [int(one.tag[-1]) for one in elements(tree, "h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(below <= above + 1 for above, below in pairwise(levels))


def test_every_table_has_a_caption_and_scoped_headers(tree: Tree) -> None:
    tables = list(elements(tree, "table"))
    assert tables
    for table in tables:
        assert len(list(elements(table, "caption"))) == 1
        assert all(one.attrib.get("scope") in {"col", "row"} for one in elements(table, "th"))


def test_every_drawing_has_words_and_a_table_of_the_same_figures(tree: Tree) -> None:
    figures = list(elements(tree, "figure"))
    assert len(figures) >= 8
    for figure in figures:
        drawn = [one for one in elements(figure, "div") if one.attrib.get("role") == "img"]
        assert len(drawn) == 2
        assert all(len(one.attrib["aria-label"]) > 40 for one in drawn)
        assert len(list(elements(figure, "table"))) == 1
        assert all(one.attrib.get("aria-hidden") == "true" for one in figure.iter(SVG + "svg"))


def test_the_sections_that_readers_were_promised_are_there(tree: Tree) -> None:
    found = [one.attrib.get("id") for one in elements(tree, "section")]
    assert found == [
        "record",
        "verdicts",
        "suppliers",
        "transfers",
        "gaps",
        "lead-times",
        *SECTIONS,
        "compared",
        "budget",
        "plan",
        "binding",
        "why",
        "assumptions",
        "sources",
        "rows",
    ]


def test_every_area_stands_beside_its_live_offers(tree: Tree) -> None:
    areas = [one for one in elements(tree, "div") if one.attrib.get("id", "").startswith("area-")]
    assert len(areas) == 22
    offers = [one for area in areas for one in elements(area, "table") if one.attrib["id"].startswith("offers-")]
    assert sum(len(list(elements(one, "tr"))) - 1 for one in offers) == 53


def test_no_offer_is_left_out_without_a_reason(tree: Tree) -> None:
    left_out = [one for one in elements(tree, "table") if one.attrib.get("id", "").startswith("left-out-")]
    rows = [list(elements(row, "td"))[-1] for one in left_out for row in elements(one, "tr") if list(elements(row, "td"))]
    assert len(rows) == 139
    assert all(text(reason) for reason in rows)


def test_each_assumption_shows_author_range_and_reason(tree: Tree) -> None:
    (table,) = (one for one in elements(tree, "table") if one.attrib.get("id") == "assumption-list")
    for row in list(elements(table, "tr"))[1:]:
        cells = [text(one) for one in elements(row, "td")]
        assert cells[-1], f"no author: {cells}"
        assert cells[-2], f"no reason: {cells}"


def test_every_figure_of_the_twin_stands_on_the_page_with_the_same_evidence(written: Path, tree: Tree) -> None:
    document = json.loads((written.parent / "report.json").read_text(encoding="utf-8"))
    places = set(ids(tree))
    tables = {one.attrib["id"]: one for one in elements(tree, "table")}
    seen = 0
    for block in tables_of(document["sections"]):
        shown = [[text(cell) for cell in elements(row, "th", "td")] for row in elements(tables[block["table"]], "tr")][1:]
        assert len(shown) == len(block["rows"])
        for cells, row in zip(shown, block["rows"], strict=True):
            for written_as, cell in zip(cells, row, strict=True):
                assert written_as.startswith(" ".join(cell["text"].split()))
                assert cell.get("evidence") is None or cell["evidence"] in places
                seen += 1
    assert seen > 3000


def test_almost_every_number_can_be_followed(written: Path) -> None:
    """Numbers with a mark come from somewhere: all of them lead to a place on the page."""
    document = json.loads((written.parent / "report.json").read_text(encoding="utf-8"))
    marked = [cell for block in tables_of(document["sections"]) for row in block["rows"] for cell in row if "mark" in cell]
    assert marked
    assert [cell for cell in marked if "evidence" not in cell] == []


def tables_of(blocks: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    found: list[Mapping[str, Any]] = []
    for block in blocks:
        if "table" in block:
            found.append(block)
        found += tables_of(block.get("blocks", []))
    return found
