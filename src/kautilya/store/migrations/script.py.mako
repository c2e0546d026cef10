"""${message}."""

from alembic import op

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}


def upgrade() -> None:
    """Make the step; there is none back: a register is append-only."""
    ${upgrades if upgrades else "pass"}
