"""Events from several tickets

Revision: 0011, after 0010
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("event", sa.Column("also_tickets", sa.JSON(), server_default="[]", nullable=False))


def downgrade() -> None:
    op.drop_column("event", "also_tickets")
