"""Builds again what a citation's computation read: from embedded packages and from the citation's own claims."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from kautilya.citation.document import Citation, CitedClaim, CitedPackage
from kautilya.citation.held import HeldClaims
from kautilya.core.errors import InputError
from kautilya.intake.datapackage import Import, read
from kautilya.intake.embedded import NAMES, embedded_folder
from kautilya.register.judgement import Verdict
from kautilya.store.rows import known_by

IMPORTER = "import"

Embedded = Callable[[str, date], Import | None]
"""Gives the embedded package of a name, as recorded on a day; None where there is none."""


def embedded(name: str, recorded_on: date) -> Import | None:
    """Read the embedded package of a name; None where none ships with this version."""
    if name not in NAMES:
        return None
    with embedded_folder(name) as folder:
        return read(folder, recorded_on=recorded_on, by=IMPORTER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """The claims of the embedded packages that a citation names."""

    entries: Mapping[str, CitedClaim]
    """By id, in the order of recording."""
    lacking: tuple[str, ...]
    """What is missing, in words: packages that do not ship with this version, or another edition of them."""


def base_of(packages: Iterable[CitedPackage], shipped: Embedded = embedded) -> Base:
    """Return the claims of those packages that were embedded where the figure was cited.

    Where another edition ships here, its claims stand in, and `lacking` says so.
    """
    entries: dict[str, CitedClaim] = {}
    lacking: list[str] = []
    for package in packages:
        if not package.embedded:
            continue
        named = f"package {package.name} {package.version} with digest {package.digest[:12]}"
        try:
            found = shipped(package.name, package.recorded_on)
        except InputError as exc:
            lacking.append(f"{named}; the one inside this version of Kautilya was changed: {exc.problems[0]}")
            continue
        here = "none of that name" if found is None else f"{found.package.version} with digest {found.package.digest[:12]}"
        if found is None or found.package.digest != package.digest:
            lacking.append(f"{named}; this version of Kautilya ships {here}")
        if found is not None:
            _add(entries, found)
    return Base(entries=entries, lacking=tuple(lacking))


def _add(entries: dict[str, CitedClaim], found: Import) -> None:
    """Take a package in as a store does: what is held is kept, and an acceptance outvotes nothing."""
    for claim, judgement in zip(found.claims, found.judgements, strict=True):
        held = entries.get(claim.id)
        if held is None:
            day = known_by(claim, found.package.data_date)
            entries[claim.id] = CitedClaim(claim_id=claim.id, claim=claim, known_by=day, judgement=judgement)
        elif judgement.verdict is not Verdict.ACCEPTED:
            entries[claim.id] = replace(held, judgement=judgement)


def rebuilt(citation: Citation, base: Mapping[str, CitedClaim]) -> HeldClaims:
    """Return what the computation read, ready for a view.

    Args:
        citation: The citation.
        base: The claims of its embedded packages.
    """
    if citation.complete:
        return HeldClaims(citation.claims, citation.same_as, citation.members)
    entries = dict(base) | {one.claim_id: one for one in citation.claims}
    for unseen in citation.unseen:
        entries.pop(unseen.claim_id, None)
    return HeldClaims(_read(citation, entries.values()), citation.same_as, citation.members)


def _read(citation: Citation, entries: Iterable[CitedClaim]) -> Sequence[CitedClaim]:
    """Leave out the kinds that were not read."""
    kinds = {one.kind for one in citation.read}
    return [entry for entry in entries if entry.claim.kind in kinds]
