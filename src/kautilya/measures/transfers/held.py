"""The transfer files of a register, read edition by edition as they are asked for."""

from dataclasses import dataclass, field
from datetime import date

from kautilya.core.errors import NotFoundError
from kautilya.measures.transfers.reading import sources
from kautilya.measures.transfers.source import Source
from kautilya.register.dataset import Dataset, Layout
from kautilya.store.datasets import DatasetStore, StoredDataset

MEASURED = (Layout.TRADE_REGISTER, Layout.DELIVERY_ROWS, Layout.TIV_TABLE)
"""Layouts that hold SIPRI's volumes; the UN Register counts pieces as states report them and is no part of any of them."""
WHERE_FROM = (
    "download a trade register (deals by supplier and recipient, CSV) or an import/export TIV table from SIPRI's Arms "
    "Transfers Database, https://armstransfers.sipri.org, and run: kautilya import FILE"
)


@dataclass(slots=True)
class Held:
    """SIPRI's files in a register. Editions are read once and never mixed."""

    store: DatasetStore
    known_by: date | None = None
    """Editions generated after this day are not seen, nor are files that do not tell their edition."""
    only: frozenset[tuple[str, str]] | None = None
    """Digests and editions ('' where it is not told) of the files that are seen; None: all are."""
    _read: dict[date | None, tuple[Source, ...]] = field(default_factory=dict)

    def datasets(self) -> tuple[Dataset, ...]:
        """Return what is known of the files that can be measured from, the latest edition first, an untold one last."""
        held = self.store.editions()
        return tuple(
            one
            for day, files in held.items()
            if self._seen(day)
            for one in files
            if one.layout in MEASURED and self._meant(one)
        )

    def editions(self) -> tuple[date | None, ...]:
        """Return the editions, the latest first, None (not told) last."""
        return tuple(dict.fromkeys(dataset.edition for dataset in self.datasets()))

    def of(self, edition: date | None) -> tuple[Source, ...]:
        """Return the sources of one edition."""
        if edition not in self._read:
            self._read[edition] = sources(self.files(edition))
        return self._read[edition]

    def files(self, edition: date | None) -> tuple[StoredDataset, ...]:
        """Return the data sets of one edition with their rows."""
        return tuple(self.store.with_rows(one) for one in self.datasets() if one.edition == edition)

    def all(self) -> tuple[Source, ...]:
        """Return the sources of every edition."""
        return tuple(source for day in self.editions() for source in self.of(day))

    def refuse_nothing(self) -> None:
        """Raise NotFoundError, with what to import, where there is no file to measure from."""
        if not self.editions():
            until = "" if self.known_by is None else f" of an edition up to {self.known_by}"
            until += "" if self.store.recorded_by is None else f" taken in by {self.store.recorded_by}"
            others = len(self.store.list(Layout.UN_REGISTER))
            until += f" ({others} of the UN Register, which no measure reads)" if others else ""
            raise NotFoundError(f"register '{self.store.store.where}' holds no file of arms transfers{until}; {WHERE_FROM}")

    def _meant(self, one: Dataset) -> bool:
        return self.only is None or (one.sha256, "" if one.edition is None else one.edition.isoformat()) in self.only

    def _seen(self, edition: date | None) -> bool:
        return self.known_by is None or (edition is not None and edition <= self.known_by)


def edition_text(edition: date | None) -> str:
    """Write an edition as results print it."""
    return "unknown" if edition is None else edition.isoformat()
