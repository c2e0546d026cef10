"""The tables of a register, the same for every engine."""

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, MetaData, String, Table, Text, text

SCHEMA_VERSION = 2
"""Raised with every change of these tables, which comes with a migration (`store.migrations`)."""

REVISION = "0002"
"""The migration that leads to these tables."""

metadata = MetaData()

_UNDOES = text("undoes IS NOT NULL")

meta = Table(
    "meta",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)
"""Facts about the register itself: `schema_version`."""

alembic_version = Table("alembic_version", metadata, Column("version_num", String(32), primary_key=True))
"""The last migration that was made, as Alembic keeps it."""

claim = Table(
    "claim",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("id", Text, nullable=False, unique=True),
    Column("kind", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("attribute", Text, nullable=False),
    Column("raw", Text, nullable=False),
    Column("unit", Text),
    Column("mark", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("says", Text, nullable=False),
    Column("quote", Text, nullable=False),
    Column("confidence", Text, nullable=False),
    Column("checked", Text, nullable=False),
    Column("known_on", Text, nullable=False),
    Column("known_basis", Text, nullable=False),
    Column("known_by", Text, nullable=False),
    Column("valid_from", Text),
    Column("valid_to", Text),
    Column("recorded_on", Text, nullable=False),
    Column("origin", Text, nullable=False),
    Index("claim_kind", "kind", "seq"),
    Index("claim_subject", "kind", "subject", "seq"),
)
"""Claims in the order of recording. `known_by` is the ISO day from which views see the claim (`rows.known_by`)."""

judgement = Table(
    "judgement",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("claim_id", Text, ForeignKey("claim.id"), nullable=False),
    Column("verdict", Text, nullable=False),
    Column("on_day", Text, nullable=False),
    Column("by_whom", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("undoes", Integer, ForeignKey("judgement.seq")),
    Index("judgement_claim", "claim_id", "on_day", "seq"),
    Index("judgement_undoes", "undoes", unique=True, sqlite_where=_UNDOES, postgresql_where=_UNDOES),
)
"""Judgements in the order of recording; of one day the later recorded counts.

A row with `undoes` is no judgement: it takes the judgement of that number back, and repeats its claim and verdict.
"""

package = Table(
    "package",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("digest", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("version", Text, nullable=False),
    Column("data_date", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("licences", Text, nullable=False),
    Column("row_count", Integer, nullable=False),
    Column("recorded_on", Text, nullable=False),
)
"""Imports, oldest first; `licences` is a JSON list."""

package_claim = Table(
    "package_claim",
    metadata,
    Column("package_seq", Integer, ForeignKey("package.seq"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("claim_id", Text, ForeignKey("claim.id"), nullable=False),
    sqlite_with_rowid=False,
)
"""Which claims a package carried, in the order of its rows; what it says twice stands here twice.

A claim that the register held already, and of which the package itself says that it is known only later than its data date,
does not stand here: the package does not make it known earlier.
"""

identity = Table(
    "identity",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("other_kind", Text, nullable=False),
    Column("other_subject", Text, nullable=False),
    Column("on_day", Text, nullable=False),
    Column("by_whom", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("undoes", Integer, ForeignKey("identity.seq")),
    Index("identity_undoes", "undoes", unique=True, sqlite_where=_UNDOES, postgresql_where=_UNDOES),
)
"""Which subjects are the same, in the order of recording; a row with `undoes` takes that of this number back."""

dataset = Table(
    "dataset",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("sha256", Text, nullable=False),
    Column("edition", Text, nullable=False),
    Column("layout", Text, nullable=False),
    Column("file", Text, nullable=False),
    Column("row_count", Integer, nullable=False),
    Column("recorded_on", Text, nullable=False),
    Column("facts", Text, nullable=False),
    Index("dataset_identity", "sha256", "edition", unique=True),
)
"""Bulk files taken in, oldest first; `facts` is the whole `register.dataset.Dataset` as JSON, an edition not told is ''."""

dataset_frame = Table(
    "dataset_frame",
    metadata,
    Column("dataset_seq", Integer, ForeignKey("dataset.seq"), primary_key=True),
    Column("name", Text, primary_key=True),
    Column("content", LargeBinary, nullable=False),
)
"""The rows of data sets as Parquet: `rows`, and of TIV tables `printed`."""

recording = Table(
    "recording",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("day", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("by_whom", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("packages", Integer, nullable=False),
    Column("claims", Integer, nullable=False),
    Column("judgements", Integer, nullable=False),
    Column("identities", Integer, nullable=False),
    Column("datasets", Integer, nullable=False),
    Column("content", Text, nullable=False),
    Column("previous", Text, nullable=False),
    Column("chain", Text, nullable=False),
)
"""The ledger: one row a transaction (`register.recording.Recording`), in the order of the chain.

`packages` to `datasets` are the last numbers that those tables have with it: its rows are those after the row before.
So no other table needs a column for it, and a state of the register is named by one row.
"""

APPEND_ONLY = (claim, judgement, package, package_claim, identity, dataset, dataset_frame, recording)
"""The tables whose rows are never changed and never removed."""
