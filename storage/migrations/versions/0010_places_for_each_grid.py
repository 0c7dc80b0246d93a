"""Places for each grid

Revision: 0010, after 0009
"""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("event", sa.Column("grid_places", sa.Integer(), nullable=True))
    op.add_column("sign_up", sa.Column("grid", sqlmodel.sql.sqltypes.AutoString(length=24), nullable=True))


def downgrade() -> None:
    op.drop_column("sign_up", "grid")
    op.drop_column("event", "grid_places")
