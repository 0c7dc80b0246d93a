"""Events are made and announced

Revision: 0005, after 0004
"""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "plan",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("event_id", sa.BigInteger(), nullable=True),
        sa.Column("asks", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("said", sa.JSON(), nullable=False),
        sa.Column("at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_plan_event_id_event")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_plan_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan")),
        sa.UniqueConstraint("person_id", name=op.f("uq_plan_person_id")),
    )
    op.create_table(
        "spread",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("event_id", sa.BigInteger(), nullable=True),
        sa.Column("words", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("picture", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("grids", sa.JSON(), nullable=False),
        sa.Column("pinned", sa.Boolean(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=True),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("begun_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("reached", sqlmodel.sql.sqltypes.AutoString(length=24), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_spread_event_id_event")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_spread_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_spread")),
    )
    with op.batch_alter_table("spread", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_spread_event_id"), ["event_id"], unique=False)

    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.add_column(sa.Column("reason", sqlmodel.sql.sqltypes.AutoString(), server_default="", nullable=False))

    op.drop_column("series", "workdays")  # nothing has made a series yet
    op.add_column("series", sa.Column("calendar", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False))
    op.add_column("series", sa.Column("starts_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False))
    op.add_column("series", sa.Column("alike", sa.JSON(), nullable=False))


def downgrade() -> None:
    op.drop_column("series", "alike")
    op.drop_column("series", "starts_at")
    op.drop_column("series", "calendar")
    op.add_column("series", sa.Column("workdays", sa.Boolean(), server_default=sa.false(), nullable=False))
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.drop_column("reason")

    with op.batch_alter_table("spread", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_spread_event_id"))

    op.drop_table("spread")
    op.drop_table("plan")
