"""Claims, judgements and packages: the tables of the first release."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create the tables; a register of the first release has them and is only stamped."""
    op.create_table("meta", sa.Column("name", sa.Text, primary_key=True), sa.Column("value", sa.Text, nullable=False))
    op.create_table(
        "claim",
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("id", sa.Text, nullable=False, unique=True),
        *_texts("kind", "subject", "attribute", "raw"),
        sa.Column("unit", sa.Text),
        *_texts("mark", "source", "says", "quote", "confidence", "checked", "known_on", "known_basis", "known_by"),
        sa.Column("valid_from", sa.Text),
        sa.Column("valid_to", sa.Text),
        *_texts("recorded_on", "origin"),
    )
    op.create_index("claim_kind", "claim", ["kind", "seq"])
    op.create_table(
        "judgement",
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("claim_id", sa.Text, sa.ForeignKey("claim.id"), nullable=False),
        *_texts("verdict", "on_day", "by_whom", "why"),
    )
    op.create_index("judgement_claim", "judgement", ["claim_id", "on_day", "seq"])
    op.create_table(
        "package",
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("digest", sa.Text, nullable=False, unique=True),
        *_texts("name", "version", "data_date", "title", "licences"),
        sa.Column("row_count", sa.Integer, nullable=False),
        *_texts("recorded_on"),
    )
    op.create_table(
        "package_claim",
        sa.Column("package_seq", sa.Integer, sa.ForeignKey("package.seq"), primary_key=True, autoincrement=False),
        sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("claim_id", sa.Text, sa.ForeignKey("claim.id"), nullable=False),
        sqlite_with_rowid=False,
    )
    op.execute("INSERT INTO meta (name, value) VALUES ('schema_version', '1')")


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text, nullable=False) for name in names]
