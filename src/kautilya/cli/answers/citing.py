"""Cites figures and verifies citations."""

import json
from collections.abc import Sequence
from pathlib import Path

import typer

from kautilya.citation.citing import Asked as AskedToCite
from kautilya.citation.citing import cite
from kautilya.citation.codec import digest_of, opened, text_of
from kautilya.citation.of_files import cite_files, is_of_files, read_citation, verify_files
from kautilya.citation.verifying import Outcome, Verification, verify
from kautilya.cli.answers.transfers import Told as TransferOptions
from kautilya.cli.answers.transfers import cited_of
from kautilya.cli.documents import write_json
from kautilya.cli.files import write_text
from kautilya.cli.output import write
from kautilya.cli.session import Asked, say
from kautilya.measures.scope import Scope
from kautilya.register.rules import RULES, named
from kautilya.store.sql_store import SqlStore


def write_citation(store: SqlStore, address: str, asked: Asked, scope: Scope, output: Path | None, *, complete: bool) -> None:
    """Write a citation to a file, or to stdout, and tell on stderr what to print beside the figure."""
    rules = RULES if asked.rules is None else named(asked.rules.names)
    view = AskedToCite(as_of=asked.as_of, recorded_by=asked.recorded_by, rules=rules, scope=scope, complete=complete)
    say("computing the figure and gathering the claims behind it")
    citation = cite(store, address, view)
    text = text_of(citation)
    if output is None:
        typer.echo(text, nl=False)
    else:
        write_text(output, text)
    say(f"as of {citation.as_of}, recording {citation.recording}; {len(citation.evidence):,} claims behind the figure")
    if citation.complete and not complete:
        say("the citation holds every claim that was read: what ships inside Kautilya does not give them as the register does")
    say(f"print beside the figure: {address}, citation {digest_of(citation)[:16]}")


def write_citation_of_files(store: SqlStore, name: str, told: TransferOptions, asked: Asked, output: Path | None) -> None:
    """Write a citation of an answer from files of transfers."""
    citation = cite_files(*cited_of(store, name, told, asked))
    text = json.dumps(citation, ensure_ascii=False, indent=1, allow_nan=False) + "\n"
    if output is None:
        typer.echo(text, nl=False)
    else:
        write_text(output, text)
    say("the files are not in it: who verifies needs them (`verify FILE --data FILE`), or a register that holds them (--db)")
    say(f"print beside the figure: {name}, citation {str(citation['digest'])[:16]}")


def verify_citation(file: Path, store: SqlStore | None, data: Sequence[Path] = (), *, as_json: bool) -> str:
    """Verify a citation, write what was found, and return the outcome."""
    if is_of_files(file):
        return _verify_files(file, store, data, as_json=as_json)
    say("computing the figure again from what the citation names")
    found = verify(opened(file), store)
    if as_json:
        write_json(found)
    else:
        _write(found)
    return found.outcome.value


def _verify_files(file: Path, store: SqlStore | None, data: Sequence[Path], *, as_json: bool) -> str:
    told = read_citation(file)
    found = verify_files(told, store, data)
    if as_json:
        write_json(found)
        return found.outcome.value
    write(f"{found.outcome.value}: {found.measure}")
    write(f"cited: {told['answer']['question']}")
    for reason in found.reasons:
        write(f"- {reason}")
    if found.outcome is Outcome.CANNOT:
        write("  give the files that are missing with --data FILE, or name a register that holds them with --db")
    for note in found.notes:
        write(f"  {note}")
    write(f"  citation {found.digest[:16]}: compare it with the one printed beside the figure")
    return found.outcome.value


def _write(found: Verification) -> None:
    write(f"{found.outcome.value}: {found.address}")
    cited = found.cited
    window = ", ".join(str(cited[name]) for name in ("quantity", "window", "stage") if cited.get(name))
    write(f"cited: {cited.get('value')} {cited.get('unit')} ({window}; as of {cited.get('as_of')})")
    if found.computed is not None:
        write(f"computed: {found.computed.get('value')} {found.computed.get('unit')}")
    for reason in found.reasons:
        write(f"- {reason}")
    for note in found.notes:
        write(f"  {note}")
    write(f"  citation {found.digest[:16]}: compare it with the one printed beside the figure")
