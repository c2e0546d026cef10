"""The brief of a partner: two pages, the same every time, with the figures of its measures and its sources as links."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from kautilya.core.errors import MissingExtraError
from kautilya.core.periods import PartialDate
from kautilya.measures.partners.agenda import agenda
from kautilya.measures.partners.page import FLEETS, page_of
from kautilya.measures.partners.sources import Sources
from kautilya.report.briefs.brief import brief_pdf, spelled
from kautilya.report.briefs.content import figures, years
from kautilya.report.briefs.sources import WEAKEST
from kautilya.report.briefs.sources import Sources as Numbered
from kautilya.store.view import View
from tests.measures.partners.test_agenda import deal
from tests.measures.ties.rows import promise
from tests.tables.synthetic import view_of

FIVE = ("USA", "FRA", "ISR", "DEU", "RUS")


@pytest.fixture(scope="module", params=FIVE)
def written(request: pytest.FixtureRequest, india: View, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, bytes, Path]:
    made = brief_pdf(india, request.param)
    path = tmp_path_factory.mktemp("brief") / "brief.pdf"
    path.write_bytes(made)
    return request.param, made, path


def told(path: Path, *options: str) -> str:
    """Return what a reader of PDF files finds in one, or skip where none is installed."""
    try:
        return subprocess.run(["pdftotext", *options, path, "-"], capture_output=True, text=True, check=True).stdout
    except FileNotFoundError:
        pytest.skip("no pdftotext: apt-get install poppler-utils")


def test_it_has_two_pages_and_the_same_bytes_every_time(written: tuple[str, bytes, Path], india: View) -> None:
    partner, made, path = written
    assert told(path).count("\f") == 2
    if partner == "DEU":
        assert brief_pdf(india, partner) == made
    assert b"D:20260430" in made


def test_every_point_shown_is_one_of_the_agenda_and_says_how_it_stands(written: tuple[str, bytes, Path], india: View) -> None:
    partner, _, path = written
    words = re.sub(r"\s+", " ", told(path, "-layout"))
    heaviest = agenda(india, partner).items[:3]
    assert "Illustrative example." in words
    assert "two audits found some imprecision in 20 and 29 per cent" in words
    assert "as known on 30 April 2026" in words
    for item in heaviest:
        first = re.sub(r"[^\w]+", " ", item.about).split()[:2]
        assert all(word.lower() in words.lower() for word in first), item.about


def test_sources_are_links_to_web_pages(written: tuple[str, bytes, Path]) -> None:
    _, made, path = written
    assert re.search(r"Sources\s+1°? ", told(path, "-raw"))
    assert made.count(b"/URI") > 5


def test_a_source_on_paper_has_publisher_day_and_page_and_a_sign_where_it_is_weak() -> None:
    url = "https://www.weak.example/news/2025/submarine-deal-near-as-talks-go-on.html"
    other = "https://good.example/a/b"
    rows = [promise("p", source_url=url, source_date="2025-03-04")]
    known = [{"source_id": "s1", "url": url, "host": "weak.example", "publisher": "Weak Pages", "class": WEAKEST}]
    numbered = Numbered(view_of({"commitment": rows, "source": known}))
    assert numbered.cite_pages((url, other, "a paper file")) == (1, 2)
    first, second = numbered.listed()
    assert (first.name, first.day, first.weak, first.link) == ("Weak Pages", "2025-03-04", True, url)
    assert first.page == "submarine-deal-near-as-talks-go…"
    assert (second.name, second.day, second.page, second.weak) == ("good.example", "", "a", False)


def test_the_latest_contacts_stand_first_and_those_only_announced_are_called_so(india: View) -> None:
    shown = page_of(india, Sources(view=india), "DEU").contacts
    assert (shown[0].when, shown[0].row.id) == ("2026-04-21", "eng144")
    days = [PartialDate.parse(one.when).last for one in shown]
    assert days == sorted(days, reverse=True)
    shown = (*shown, *page_of(india, Sources(view=india), "RUS").contacts)
    told = {one.row.id: india.record(one.row.kind, one.row.id).cell("held").point for one in shown}
    announced = {one.row.id for one in shown if "announced" in one.note}
    assert {"eng132", "eng133", "eng068"} == announced == {row for row, held in told.items() if held == "planned"}
    assert set(told.values()) == {"held", "planned"}


def test_points_name_the_rows_behind_them(written: tuple[str, bytes, Path], india: View) -> None:
    partner, _, path = written
    words = told(path, "-raw")
    heaviest = agenda(india, partner).items[0]
    assert heaviest.rows[0].id in words


def test_a_figure_is_written_with_its_range_and_n(india: View) -> None:
    page = page_of(india, Sources(view=india), "USA")
    by_line = {one.of["line"]: figures(one) for one in page.findings}
    assert by_line["visits a year, last five years"] == ("8.4", "95 % interval 6.06 – 11.4, n 42, 2021-05 to 2026-04")
    assert by_line["money of signed contracts, all years, by who signs"] == ("12 %", "bounds 11 % – 13 %, n 11, all years")
    assert by_line["arms imports in TIV, latest window printed"] == ("13 %", "n 1, 2019–2023")


def test_windows_and_days_are_no_more_exact_than_they_are_known() -> None:
    assert (years("2019..2023"), years("FY2021-22..FY2025-26"), years("FY2024-25")) == (
        "2019–2023",
        "FY2021-22 to FY2025-26",
        "FY2024-25",
    )
    assert [spelled(PartialDate.parse(day)) for day in ("2026", "2026-04", "2026-04-30")] == [
        "2026",
        "April 2026",
        "30 April 2026",
    ]


def test_a_partner_of_whom_little_is_known_still_has_two_pages(tmp_path: Path) -> None:
    view = view_of(
        {"deal": [deal("one", buyer_stage="negotiating")], "commitment": [promise("p"), promise("q", parties="FRA;IND")]}
    )
    path = tmp_path / "few.pdf"
    path.write_bytes(brief_pdf(view, "USA"))
    words = told(path)
    assert words.count("\f") == 2
    assert "the planning case was not known on that day" in re.sub(r"\s+", " ", words)
    assert "audited" not in words


def test_very_many_points_are_cut_to_two_pages_and_the_rest_is_counted(tmp_path: Path) -> None:
    many = [deal(f"d{place}", buyer_stage="negotiating", system="a very long name of a system " * 6) for place in range(40)]
    path = tmp_path / "many.pdf"
    path.write_bytes(brief_pdf(view_of({"deal": many}), "USA"))
    words = re.sub(r"\s+", " ", told(path))
    assert told(path).count("\f") == 2
    assert "heaviest of 40 points" in words


def test_words_of_the_record_are_never_markup(tmp_path: Path) -> None:
    path = tmp_path / "odd.pdf"
    odd = "#panic(1) *x* $y$ <a> \\ ` @b [c"
    path.write_bytes(brief_pdf(view_of({"deal": [deal("one", buyer_stage="negotiating", system=odd)]}), "USA"))
    assert "#panic(1) *x* $y$" in told(path, "-layout")


def test_without_typst_the_message_has_the_command(india: View, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'kautilya\[pdf\]'"):
        brief_pdf(india, "USA")


def test_a_fleet_of_several_designers_names_the_others(india: View) -> None:
    """An air-defence gun of the record is of Russian and Swedish design: it is not Russia's alone."""
    shown = {one.of["line"]: one.note for one in page_of(india, Sources(view=india), "RUS").findings if one.quantity == FLEETS}
    assert shown["L-70 and ZU-23"] == "also designed in SWE"
    assert shown["T-90S Bhishma"] is None
