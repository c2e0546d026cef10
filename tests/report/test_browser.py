"""The page in Debian's Chromium, as a reader on a phone and at a desk opens it."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # it has no py.typed
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright

from kautilya.plan.case import Case
from kautilya.report.html import html
from kautilya.report.saved import embedded
from kautilya.report.sections.why import why_section
from tests.report.samples import EVIDENCE, PAGE

CHROMIUM = next((found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None)
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
WIDTHS = (320, 375, 1280)
MORE_OF_THE_SAME = ".cited li:nth-child(n+6), .drawing svg > *, tbody tr:nth-child(n+6), #gaps > .group:nth-of-type(n+4)"
"""Rows and areas like those before them, and strokes of drawings that no reader is told of: axe takes long over thousands."""
pytestmark = pytest.mark.skipif(
    CHROMIUM is None and "CI" not in os.environ, reason="no Chromium: apt-get install chromium (in CI its absence is a failure)"
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    assert CHROMIUM is not None, "no Chromium: apt-get install chromium"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        started.close()


@pytest.fixture(params=WIDTHS)
def opened(request: pytest.FixtureRequest, browser: Browser, written: Path) -> Iterator[tuple[Page, list[str]]]:
    """The page at one width, with everything that the browser complained about or asked the network for."""
    page = browser.new_page(viewport={"width": request.param, "height": 900})
    told: list[str] = []

    def complain(message: ConsoleMessage) -> None:
        told.append(f"{message.type}: {message.text}")

    def ask(asked: Request) -> None:
        if not asked.url.startswith(("file:", "data:")):
            told.append(f"request: {asked.url}")

    page.on("console", complain)
    page.on("request", ask)
    page.on("pageerror", lambda error: told.append(f"error: {error}"))
    page.goto(written.as_uri())
    yield page, told
    page.close()


def test_the_page_never_scrolls_sideways(opened: tuple[Page, list[str]]) -> None:
    page, _ = opened
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") <= page.evaluate("window.innerWidth")


def test_the_page_asks_the_network_for_nothing_and_makes_no_complaint(opened: tuple[Page, list[str]]) -> None:
    page, told = opened
    page.wait_for_load_state("networkidle")
    assert told == []


def test_title_and_section_headings_are_seen(opened: tuple[Page, list[str]]) -> None:
    page, _ = opened
    headings = page.locator("h1, h2")
    assert headings.count() >= 11
    assert all(headings.nth(i).is_visible() for i in range(headings.count()))


def test_one_drawing_of_each_chart_is_seen_and_readable(opened: tuple[Page, list[str]]) -> None:
    page, _ = opened
    assert page.evaluate(
        "[...document.querySelectorAll('figure')].every(one => [...one.querySelectorAll('.drawing')]"
        ".filter(two => two.getBoundingClientRect().height > 20).length === 1)"
    )
    smallest = page.evaluate(
        "Math.min(...[...document.querySelectorAll('.drawing svg')].filter(one => one.getBoundingClientRect().width)"
        ".map(one => one.getBoundingClientRect().width / one.viewBox.baseVal.width))"
    )
    assert smallest > 0.8, "a drawing is shrunk until it cannot be read"


def test_a_figure_can_be_followed_to_its_row(opened: tuple[Page, list[str]]) -> None:
    page, _ = opened
    link = page.locator("#suppliers td a.n").first
    link.scroll_into_view_if_needed()
    target = link.get_attribute("href") or ""
    page.evaluate(f"location.hash = '{target}'")
    page.wait_for_timeout(300)
    assert page.evaluate("document.querySelector(':target').getBoundingClientRect().top < window.innerHeight")


@pytest.mark.parametrize("width", [400, 1280])
def test_no_long_answer_stands_in_a_sliver(browser: Browser, india_case: Case, tmp_path: Path, width: int) -> None:
    path = tmp_path / "why.html"
    path.write_text(html(replace(PAGE, sections=(why_section(india_case, embedded()),)), EVIDENCE), encoding="utf-8")
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(path.as_uri())
    long = "[...document.querySelectorAll('#why td')].filter(one => one.innerText.length > 120)"
    widths = page.evaluate(f"{long}.map(one => one.getBoundingClientRect().width)")
    page.close()
    assert widths
    assert min(widths) > 180


def test_axe_finds_no_serious_barrier(browser: Browser, written: Path) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(written.as_uri())
    page.evaluate(f"document.querySelectorAll('{MORE_OF_THE_SAME}').forEach(one => one.remove())")
    found = Axe().run(page, options={"resultTypes": ["violations"]})
    serious = [one for one in found.response["violations"] if one["impact"] in {"serious", "critical"}]
    page.close()
    assert [(one["id"], [node["html"][:120] for node in one["nodes"][:3]]) for one in serious] == []


def test_the_page_prints_without_its_rows(browser: Browser, written: Path) -> None:
    page = browser.new_page()
    page.goto(written.as_uri())
    page.emulate_media(media="print")
    assert page.locator(".cited").is_hidden()
    assert page.locator(".print-only").is_visible()
    page.close()
