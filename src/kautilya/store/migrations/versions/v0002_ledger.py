"""The ledger, judgements and merges that are taken back, and data sets."""

import sqlalchemy as sa
from alembic import op

from kautilya.store.migrations.backfill import record_what_was_there

revision = "0002"
down_revision = "0001"

_UNDOES = sa.text("undoes IS NOT NULL")


def upgrade() -> None:
    """Add tables, columns and indexes, and write the ledger of what the register holds."""
    op.create_index("claim_subject", "claim", ["kind", "subject", "seq"])
    op.add_column("judgement", sa.Column("undoes", sa.Integer, sa.ForeignKey("judgement.seq")), inline_references=True)
    op.create_index("judgement_undoes", "judgement", ["undoes"], unique=True, sqlite_where=_UNDOES, postgresql_where=_UNDOES)
    op.create_table(
        "identity",
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
        *_texts("kind", "subject", "other_kind", "other_subject", "on_day", "by_whom", "why"),
        sa.Column("undoes", sa.Integer, sa.ForeignKey("identity.seq")),
    )
    op.create_index("identity_undoes", "identity", ["undoes"], unique=True, sqlite_where=_UNDOES, postgresql_where=_UNDOES)
    op.create_table(
        "dataset",
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
        *_texts("sha256", "edition", "layout", "file"),
        sa.Column("row_count", sa.Integer, nullable=False),
        *_texts("recorded_on", "facts"),
    )
    op.create_index("dataset_identity", "dataset", ["sha256", "edition"], unique=True)
    op.create_table(
        "dataset_frame",
        sa.Column("dataset_seq", sa.Integer, sa.ForeignKey("dataset.seq"), primary_key=True, autoincrement=False),
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("content", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "recording",
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
        *_texts("day", "at", "by_whom", "what", "why"),
        *(sa.Column(name, sa.Integer, nullable=False) for name in _REACH),
        *_texts("content", "previous", "chain"),
    )
    record_what_was_there(op.get_bind())
    op.execute("UPDATE meta SET value = '2' WHERE name = 'schema_version'")


_REACH = ("packages", "claims", "judgements", "identities", "datasets")


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text, nullable=False) for name in names]
