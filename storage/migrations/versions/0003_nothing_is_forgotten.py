"""Nothing is forgotten

Revision: 0003, after 0002
"""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "assist",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ticket_id", sa.BigInteger(), nullable=False),
        sa.Column("unit", sqlmodel.sql.sqltypes.AutoString(length=24), nullable=False),
        sa.Column("role", sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
        sa.Column("asked_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("answered_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("answer_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["answer_id"], ["person.id"], name=op.f("fk_assist_answer_id_person")),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_assist_ticket_id_ticket")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assist")),
    )
    with op.batch_alter_table("assist", schema=None) as batch_op:
        batch_op.create_index("uq_assist_ticket", ["ticket_id", "unit", "role"], unique=True)

    op.create_table(
        "pause",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ticket_id", sa.BigInteger(), nullable=False),
        sa.Column("begins_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("until", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("ended_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("reason", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_pause_ticket_id_ticket")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pause")),
    )
    with op.batch_alter_table("pause", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_pause_ticket_id"), ["ticket_id"], unique=False)

    op.create_table(
        "reminder",
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("ticket_id", sa.BigInteger(), nullable=False),
        sa.Column("at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_reminder_ticket_id_ticket")),
        sa.PrimaryKeyConstraint("chat_id", "ticket_id", name=op.f("pk_reminder")),
    )
    with op.batch_alter_table("due", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("subject", sqlmodel.sql.sqltypes.AutoString(length=64), server_default="", nullable=False)
        )
        batch_op.alter_column("ticket_id", existing_type=sa.BIGINT(), nullable=True)
        batch_op.drop_index(batch_op.f("ix_due_due_at"))
        batch_op.create_index(
            "ix_due_of_subject",
            ["due_at", "id"],
            unique=False,
            sqlite_where=sa.text("ticket_id IS NULL"),
            postgresql_where=sa.text("ticket_id IS NULL"),
        )
        batch_op.create_index(
            "ix_due_of_ticket",
            ["due_at", "id"],
            unique=False,
            sqlite_where=sa.text("ticket_id IS NOT NULL"),
            postgresql_where=sa.text("ticket_id IS NOT NULL"),
        )
        batch_op.create_index(
            "uq_due_subject",
            ["kind", "subject"],
            unique=True,
            sqlite_where=sa.text("ticket_id IS NULL"),
            postgresql_where=sa.text("ticket_id IS NULL"),
        )

    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.add_column(sa.Column("away_until", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True))
        batch_op.add_column(sa.Column("away_deputy_id", sa.BigInteger(), nullable=True))
        batch_op.create_index(batch_op.f("ix_person_away_until"), ["away_until"], unique=False)

    with op.batch_alter_table("supporter", schema=None) as batch_op:
        batch_op.add_column(sa.Column("via", sa.BigInteger(), nullable=True))

    with op.batch_alter_table("ticket", schema=None) as batch_op:
        batch_op.add_column(sa.Column("follows", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("resolve_set", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True))
        batch_op.add_column(sa.Column("resolve_set_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True))
        batch_op.add_column(sa.Column("reminded_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True))
        batch_op.add_column(sa.Column("chain", sa.JSON(), nullable=True))


def downgrade() -> None:
    op.execute("DELETE FROM due WHERE ticket_id IS NULL")
    with op.batch_alter_table("ticket", schema=None) as batch_op:
        batch_op.drop_column("chain")
        batch_op.drop_column("reminded_at")
        batch_op.drop_column("resolve_set_at")
        batch_op.drop_column("resolve_set")
        batch_op.drop_column("follows")

    with op.batch_alter_table("supporter", schema=None) as batch_op:
        batch_op.drop_column("via")

    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_person_away_until"))
        batch_op.drop_column("away_deputy_id")
        batch_op.drop_column("away_until")

    with op.batch_alter_table("due", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_due_subject", sqlite_where=sa.text("ticket_id IS NULL"), postgresql_where=sa.text("ticket_id IS NULL")
        )
        batch_op.drop_index(
            "ix_due_of_ticket",
            sqlite_where=sa.text("ticket_id IS NOT NULL"),
            postgresql_where=sa.text("ticket_id IS NOT NULL"),
        )
        batch_op.drop_index(
            "ix_due_of_subject",
            sqlite_where=sa.text("ticket_id IS NULL"),
            postgresql_where=sa.text("ticket_id IS NULL"),
        )
        batch_op.create_index(batch_op.f("ix_due_due_at"), ["due_at", "id"], unique=False)
        batch_op.alter_column("ticket_id", existing_type=sa.BIGINT(), nullable=False)
        batch_op.drop_column("subject")

    op.drop_table("reminder")
    with op.batch_alter_table("pause", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_pause_ticket_id"))

    op.drop_table("pause")
    with op.batch_alter_table("assist", schema=None) as batch_op:
        batch_op.drop_index("uq_assist_ticket")

    op.drop_table("assist")
