"""Learning from corrections

Revision: 0008, after 0007
"""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "trained_model",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("release", sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
        sa.Column("made_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("file", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trained_model")),
    )
    op.create_table(
        "example",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "not_an_issue",
                "service",
                "place",
                "split",
                "merge",
                "taken",
                "left",
                "missed",
                name="examplekind",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("ticket_id", sa.BigInteger(), nullable=True),
        sa.Column("other_id", sa.BigInteger(), nullable=True),
        sa.Column("unit", sqlmodel.sql.sqltypes.AutoString(length=24), nullable=True),
        sa.Column(
            "role",
            sa.Enum(
                "grid_leader",
                "building_chief",
                "party_guide",
                "investment_liaison",
                "community_officer",
                "property_officer",
                "unit_staff",
                "committee",
                "street",
                name="role",
                native_enum=False,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("building", sqlmodel.sql.sqltypes.AutoString(length=24), nullable=True),
        sa.Column("floor", sa.Integer(), nullable=True),
        sa.Column("seen", sa.JSON(), nullable=True),
        sa.ForeignKeyConstraint(["other_id"], ["ticket.id"], name=op.f("fk_example_other_id_ticket")),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_example_ticket_id_ticket")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_example")),
    )
    with op.batch_alter_table("example", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_example_other_id"), ["other_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_example_ticket_id"), ["ticket_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("example", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_example_ticket_id"))
        batch_op.drop_index(batch_op.f("ix_example_other_id"))

    op.drop_table("example")
    op.drop_table("trained_model")
