"""Writes the brief of a partner."""

from pathlib import Path

from kautilya.cli.answers.scoping import partner_abroad
from kautilya.cli.files import write_bytes
from kautilya.cli.session import say
from kautilya.core.errors import NotFoundError
from kautilya.measures.partners.agenda import agenda
from kautilya.report.briefs.brief import PAGES, brief_pdf
from kautilya.store.view import View


def write_brief(view: View, partner: str, output: Path) -> None:
    """Write the two pages of a partner as PDF."""
    code = partner_abroad(view, partner)
    told = agenda(view, code).nothing
    if told is not None:
        raise NotFoundError(f"no brief of {code}: {told}")
    content = brief_pdf(view, code)
    write_bytes(output, content)
    say(f"{output}: {PAGES} pages, {len(content) / 1000:.0f} kB")
