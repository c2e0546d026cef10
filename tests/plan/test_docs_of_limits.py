"""The table of limits in the documentation is that of the code."""

import os
from pathlib import Path

from kautilya.plan.model import LIMITS

PAGE = Path(__file__).parents[2] / "docs" / "planner.md"
START, END = "<!-- limits -->\n", "<!-- /limits -->"


def test_the_page_lists_every_limit_with_the_formula_of_its_docstring() -> None:
    rows = [f"| `{limit.__name__}` | {(limit.__doc__ or '').strip().splitlines()[0].replace('|', '/')} |\n" for limit in LIMITS]
    table = "".join(["| limit | what it says |\n", "|---|---|\n", *rows])
    text = PAGE.read_text(encoding="utf-8")
    before, rest = text.split(START)
    _, after = rest.split(END)
    if os.environ.get("KAUTILYA_WRITE_GOLDEN"):
        PAGE.write_text(before + START + table + END + after, encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == before + START + table + END + after
