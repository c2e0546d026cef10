import json

from kautilya.report.html import html
from kautilya.report.twin import twin
from tests.report.reading import elements, ids, parsed, text
from tests.report.samples import EVIDENCE, HOSTILE, PAGE


def test_texts_of_sources_are_never_taken_for_markup() -> None:
    tree = parsed(html(PAGE, EVIDENCE))
    assert list(elements(tree, "script", "img")) == []
    assert HOSTILE in text(tree)


def test_only_addresses_of_web_pages_become_links() -> None:
    links = [one.attrib["href"] for one in elements(parsed(html(PAGE, EVIDENCE)), "a")]
    assert "https://example.org/a?b=1&c=2" in links
    assert not any(link.startswith("javascript") for link in links)


def test_links_out_of_the_page_tell_nothing_about_the_reader() -> None:
    outward = [one for one in elements(parsed(html(PAGE, EVIDENCE)), "a") if one.attrib["href"].startswith("http")]
    assert outward
    assert all("noreferrer" in one.attrib["rel"].split() for one in outward)


def test_a_figure_leads_to_its_row_or_to_its_set_of_rows() -> None:
    tree = parsed(html(PAGE, EVIDENCE))
    targets = {text(one): one.attrib["href"] for one in elements(tree, "a") if one.attrib.get("class", "").startswith("n")}
    assert targets == {"1 plan (derived)": "#deal.a", "9": "#basis", "63,000 (assumed)": "#rows-1"}
    assert {"deal.a", "rows-1", "basis"} <= set(ids(tree))


def test_the_mark_of_a_figure_is_told_in_words_too() -> None:
    assert "63,000 (assumed)" in text(parsed(html(PAGE, EVIDENCE)))


def test_the_twin_has_value_unit_mark_and_rows_of_a_figure() -> None:
    document = json.loads(twin(PAGE, EVIDENCE, {"case": "abc"}))
    figure = document["sections"][0]["blocks"][0]["rows"][0][1]
    assert figure == {"text": "63,000", "value": 63000.0, "unit": "crore rupees", "mark": "assumed", "evidence": "rows-1"}
    assert document["row_sets"]["rows-1"] == ["deal.a", "deal.b"]
    assert document["digests"] == {"case": "abc"}
