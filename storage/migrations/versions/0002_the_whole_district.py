"""The whole district

Revision: 0002, after 0001
"""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "expected",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("telegram_id", sa.BigInteger(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.Column("album", sqlmodel.sql.sqltypes.AutoString(length=64), nullable=True),
        sa.Column("worded", sa.Boolean(), nullable=False),
        sa.Column("until", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_expected")),
    )
    with op.batch_alter_table("expected", schema=None) as batch_op:
        batch_op.create_index("ix_expected_chat", ["chat_id", "telegram_id"], unique=False)

    op.create_table(
        "mark",
        sa.Column("name", sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
        sa.Column("at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_mark")),
    )
    with op.batch_alter_table("chat", schema=None) as batch_op:
        batch_op.add_column(sa.Column("unit", sqlmodel.sql.sqltypes.AutoString(length=24), nullable=True))
        batch_op.add_column(sa.Column("building", sqlmodel.sql.sqltypes.AutoString(length=24), nullable=True))
        batch_op.add_column(sa.Column("can_speak", sa.Boolean(), server_default=sa.true(), nullable=False))
        batch_op.add_column(sa.Column("hears_all", sa.Boolean(), nullable=True))
        batch_op.add_column(sa.Column("moved_to", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("hinted_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True))
        batch_op.create_index(
            "uq_chat_unit",
            ["unit"],
            unique=True,
            sqlite_where=sa.text("unit IS NOT NULL"),
            postgresql_where=sa.text("unit IS NOT NULL"),
        )
        batch_op.create_foreign_key(batch_op.f("fk_chat_unit_unit"), "unit", ["unit"], ["code"])
        batch_op.create_foreign_key(batch_op.f("fk_chat_building_building"), "building", ["building"], ["code"])

    with op.batch_alter_table("inbox", schema=None) as batch_op:
        batch_op.add_column(sa.Column("arrived", sa.Float(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("answered", sa.Boolean(), server_default=sa.false(), nullable=False))

    with op.batch_alter_table("ticket", schema=None) as batch_op:
        batch_op.add_column(sa.Column("thread_id", sa.BigInteger(), nullable=True))

    with op.batch_alter_table("ticket_event", schema=None) as batch_op:
        batch_op.add_column(sa.Column("chat_id", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("message_id", sa.BigInteger(), nullable=True))
        batch_op.create_index("ix_ticket_event_message", ["chat_id", "message_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("ticket_event", schema=None) as batch_op:
        batch_op.drop_index("ix_ticket_event_message")
        batch_op.drop_column("message_id")
        batch_op.drop_column("chat_id")

    with op.batch_alter_table("ticket", schema=None) as batch_op:
        batch_op.drop_column("thread_id")

    with op.batch_alter_table("inbox", schema=None) as batch_op:
        batch_op.drop_column("answered")
        batch_op.drop_column("arrived")

    with op.batch_alter_table("chat", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_chat_building_building"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_chat_unit_unit"), type_="foreignkey")
        batch_op.drop_index(
            "uq_chat_unit", sqlite_where=sa.text("unit IS NOT NULL"), postgresql_where=sa.text("unit IS NOT NULL")
        )
        batch_op.drop_column("hinted_at")
        batch_op.drop_column("moved_to")
        batch_op.drop_column("hears_all")
        batch_op.drop_column("can_speak")
        batch_op.drop_column("building")
        batch_op.drop_column("unit")

    op.drop_table("mark")
    with op.batch_alter_table("expected", schema=None) as batch_op:
        batch_op.drop_index("ix_expected_chat")

    op.drop_table("expected")
