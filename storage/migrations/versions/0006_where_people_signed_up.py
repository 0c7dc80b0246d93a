"""Where people signed up

Revision: 0006, after 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("sign_up", sa.Column("chat_id", sa.BigInteger(), nullable=True))


def downgrade() -> None:
    op.drop_column("sign_up", "chat_id")
