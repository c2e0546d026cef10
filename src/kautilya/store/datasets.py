"""Data sets of a register: bulk files, their rows kept columnar beside what is known of them."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from io import BytesIO

import polars as pl
from sqlalchemy import Connection, text

from kautilya.core.errors import NotFoundError
from kautilya.register.dataset import Dataset, Layout
from kautilya.register.recording import What
from kautilya.store.dataset_text import dataset_of, text_of
from kautilya.store.recorder import Recorder
from kautilya.store.sql_store import SqlStore
from kautilya.store.telling import told

_HELD = text("SELECT facts FROM dataset WHERE sha256 = :sha256 AND edition = :edition")
_ALL = text("SELECT facts FROM dataset WHERE seq <= :last ORDER BY seq")
_FRAMES = text(
    "SELECT name, content FROM dataset_frame JOIN dataset ON dataset.seq = dataset_frame.dataset_seq "
    "WHERE sha256 = :sha256 AND edition = :edition ORDER BY name"
)
_ROWS = "rows"
_PRINTED = "printed"


@dataclass(frozen=True, slots=True, kw_only=True)
class DatasetReceipt:
    """What taking in a data set changed."""

    dataset: Dataset
    added: bool
    """False where the register held it already: the same text, of the same edition."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredDataset:
    """A data set with its rows (the columns are in `register.dataset_columns`)."""

    dataset: Dataset
    rows: pl.DataFrame
    printed: pl.DataFrame | None = None
    """Of a TIV table: its printed sums, percentages and totals row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DatasetStore:
    """The data sets of one register."""

    store: SqlStore
    recorded_by: date | None = None
    """Data sets taken in after this day are not seen; None: all are."""

    def add(self, dataset: Dataset, frames: Mapping[str, pl.DataFrame], *, recorded_on: date, by: str = "") -> DatasetReceipt:
        """Take in a data set with its frames (`rows`, and `printed` of a TIV table) in one transaction, and nothing twice."""
        with self.store.recording(day=recorded_on, by=by or f"import of {dataset.file}", what=What.DATASET) as recorder:
            return add_dataset(recorder, dataset, frames, recorded_on=recorded_on)

    def list(self, layout: Layout | None = None) -> tuple[Dataset, ...]:
        """Return the data sets taken in, oldest first, of one layout or of all."""
        last = self.store.reach(self.recorded_by).datasets
        with self._reading() as connection:
            held = [dataset_of(facts) for facts in connection.execute(_ALL, {"last": last}).scalars()]
        return tuple(dataset for dataset in held if layout is None or dataset.layout is layout)

    def editions(self, layout: Layout | None = None) -> Mapping[date | None, tuple[Dataset, ...]]:
        """Return the data sets by edition, the latest first and those of an edition that is not told last.

        Editions stand side by side and are never joined: SIPRI rewrites its history.
        """
        by_edition: dict[date | None, list[Dataset]] = {}
        for dataset in self.list(layout):
            by_edition.setdefault(dataset.edition, []).append(dataset)
        days = sorted((day for day in by_edition if day is not None), reverse=True)
        return {day: tuple(by_edition[day]) for day in (*days, None) if day in by_edition}

    def get(self, name: str) -> StoredDataset:
        """Return a data set with its rows by its digest or the beginning of it; NotFoundError if there is none or are several.

        Where the same text was taken in without its edition and later with it, the one with the edition is meant.
        """
        found = [dataset for dataset in self.list() if name and dataset.sha256.startswith(name)]
        digests = {dataset.sha256 for dataset in found}
        if len(digests) != 1:
            told_apart = "no data set" if not digests else f"{len(digests)} data sets begin with"
            raise NotFoundError(f"{told_apart} '{name}' in register '{self.store.where}'; `kautilya import FILE` takes one in")
        return self.with_rows(max(found, key=lambda dataset: dataset.edition or date.min))

    def with_rows(self, dataset: Dataset) -> StoredDataset:
        """Return a data set of `list` with its rows."""
        with self._reading() as connection:
            frames = {
                name: pl.read_parquet(BytesIO(content)) for name, content in connection.execute(_FRAMES, _identity(dataset))
            }
        if _ROWS not in frames:
            raise NotFoundError(f"no data set '{dataset.name}' in register '{self.store.where}'")
        return StoredDataset(dataset=dataset, rows=frames[_ROWS], printed=frames.get(_PRINTED))

    def newest(self, layout: Layout, known_by: date) -> tuple[Dataset, pl.DataFrame] | None:
        """Return the newest data set of a layout that had certainly been published by a day, with its rows."""
        published = [dataset for dataset in self.list(layout) if published_by(dataset, known_by)]
        if not published:
            return None
        found = max(published, key=lambda dataset: dataset.edition or date.min)
        return found, self.with_rows(found).rows

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with told(self.store.where), self.store.inspection.engine.connect() as connection:
            yield connection


def datasets(store: SqlStore, recorded_by: date | None = None) -> DatasetStore:
    """Return the data sets of an open register, as it holds them or held them at the end of a day (UTC)."""
    return DatasetStore(store=store, recorded_by=recorded_by)


def published_by(dataset: Dataset, day: date | None) -> bool:
    """Tell whether a data set had certainly been published by a day; one that does not tell its edition had not."""
    return day is None or (dataset.edition is not None and dataset.edition <= day)


def add_dataset(
    recorder: Recorder, dataset: Dataset, frames: Mapping[str, pl.DataFrame], *, recorded_on: date
) -> DatasetReceipt:
    """Take in a data set within an open recording, as `DatasetStore.add` does."""
    held = recorder.connection.execute(_HELD, _identity(dataset)).scalar_one_or_none()
    if held is not None:
        return DatasetReceipt(dataset=dataset_of(held), added=False)
    row = _identity(dataset) | {
        "layout": dataset.layout.value,
        "file": dataset.file,
        "row_count": dataset.counts.rows,
        "recorded_on": recorded_on.isoformat(),
        "facts": text_of(dataset),
    }
    recorder.dataset(row, {name: _parquet(frame) for name, frame in frames.items()})
    return DatasetReceipt(dataset=dataset, added=True)


def _identity(dataset: Dataset) -> dict[str, str]:
    return {"sha256": dataset.sha256, "edition": "" if dataset.edition is None else dataset.edition.isoformat()}


def _parquet(frame: pl.DataFrame) -> bytes:
    content = BytesIO()
    frame.write_parquet(content, compression="zstd", compression_level=3)
    return content.getvalue()


__all__: Sequence[str] = ("DatasetReceipt", "DatasetStore", "StoredDataset", "add_dataset", "datasets", "published_by")
