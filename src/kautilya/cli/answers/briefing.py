"""Writes the brief of a partner."""

from pathlib import Path

from kautilya.cli.files import write_bytes
from kautilya.cli.session import say
from kautilya.measures.scope import partner_named
from kautilya.report.briefs.brief import PAGES, brief_pdf
from kautilya.store.view import View


def write_brief(view: View, partner: str, output: Path) -> None:
    """Write the two pages of a partner as PDF."""
    content = brief_pdf(view, partner_named(partner))
    write_bytes(output, content)
    say(f"{output}: {PAGES} pages, {len(content) / 1000:.0f} kB")
