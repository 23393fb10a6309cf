"""Room for ballots, rounds, scenarios and calculations.

Revision: 0002
After: 0001
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0002"
down_revision: str | Sequence[str] | None = "0001"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "ballot",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("unit", sa.UUID(), nullable=False),
        sa.Column("owner", sa.UUID(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("tiers", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'[]'"), nullable=False),
        sa.Column("cast_by", sa.UUID(), nullable=False),
        sa.Column("assignment", sa.UUID(), nullable=False),
        sa.Column("side", sa.String(length=20), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("side in ('business')", name="ck_ballot_side_74f0e7"),
        sa.CheckConstraint("version >= 1", name="ck_ballot_version_b093cc"),
        sa.ForeignKeyConstraint(
            ["assignment", "cast_by", "side"],
            ["assignment.id", "assignment.person", "assignment.side"],
            name="fk_ballot_in_office",
            onupdate="RESTRICT",
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["cast_by"], ["person.id"], name="fk_ballot_cast_by", onupdate="RESTRICT", ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["owner"], ["person.id"], name="fk_ballot_owner", onupdate="RESTRICT", ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(["unit"], ["unit.id"], name="fk_ballot_unit", onupdate="RESTRICT", ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name="pk_ballot"),
        sa.UniqueConstraint("unit", "owner", name="uq_ballot_once", postgresql_nulls_not_distinct=None),
    )
    op.create_index("ix_ballot_cast_by", "ballot", ["cast_by"], unique=False)
    op.create_index("ix_ballot_owner", "ballot", ["owner"], unique=False)
    op.create_index("ix_ballot_unit", "ballot", ["unit"], unique=False)
    op.create_table(
        "comparison",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("unit", sa.UUID(), nullable=False),
        sa.Column("owner", sa.UUID(), nullable=False),
        sa.Column("among", postgresql.ARRAY(sa.UUID(), dimensions=1), nullable=False),
        sa.Column("best", sa.UUID(), nullable=False),
        sa.Column("worst", sa.UUID(), nullable=False),
        sa.Column("answered_by", sa.UUID(), nullable=False),
        sa.Column("assignment", sa.UUID(), nullable=False),
        sa.Column("side", sa.String(length=20), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("side in ('business')", name="ck_comparison_side_74f0e7"),
        sa.CheckConstraint(
            "best <> worst and best = any(among) and worst = any(among)", name="ck_comparison_two_at_least_7c558c"
        ),
        sa.CheckConstraint("cardinality(among) > 0", name="ck_comparison_among_68096b"),
        sa.ForeignKeyConstraint(
            ["answered_by"], ["person.id"], name="fk_comparison_answered_by", onupdate="RESTRICT", ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["assignment", "answered_by", "side"],
            ["assignment.id", "assignment.person", "assignment.side"],
            name="fk_comparison_in_office",
            onupdate="RESTRICT",
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["best"], ["request.id"], name="fk_comparison_best", onupdate="RESTRICT", ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["owner"], ["person.id"], name="fk_comparison_owner", onupdate="RESTRICT", ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["unit"], ["unit.id"], name="fk_comparison_unit", onupdate="RESTRICT", ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["worst"], ["request.id"], name="fk_comparison_worst", onupdate="RESTRICT", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_comparison"),
    )
    op.execute("create index ix_comparison_by_owner_3d0dbc on comparison using btree (unit, owner, at)")
    op.create_index("ix_comparison_answered_by", "comparison", ["answered_by"], unique=False)
    op.create_index("ix_comparison_best", "comparison", ["best"], unique=False)
    op.create_index("ix_comparison_owner", "comparison", ["owner"], unique=False)
    op.create_index("ix_comparison_unit", "comparison", ["unit"], unique=False)
    op.create_index("ix_comparison_worst", "comparison", ["worst"], unique=False)
    op.create_table(
        "confirmation",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("request", sa.UUID(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("confirmed_by", sa.UUID(), nullable=False),
        sa.Column("assignment", sa.UUID(), nullable=False),
        sa.Column("side", sa.String(length=20), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("btrim(reason) <> ''", name="ck_confirmation_reason_2b21f4"),
        sa.CheckConstraint("side in ('business')", name="ck_confirmation_side_74f0e7"),
        sa.CheckConstraint("char_length(reason) <= 2000", name="ck_confirmation_reason_2ac97b"),
        sa.ForeignKeyConstraint(
            ["assignment", "confirmed_by", "side"],
            ["assignment.id", "assignment.person", "assignment.side"],
            name="fk_confirmation_in_office",
            onupdate="RESTRICT",
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["confirmed_by"],
            ["person.id"],
            name="fk_confirmation_confirmed_by",
            onupdate="RESTRICT",
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["request"], ["request.id"], name="fk_confirmation_request", onupdate="RESTRICT", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_confirmation"),
    )
    op.execute("create index ix_confirmation_newest_183227 on confirmation using btree (request, at desc)")
    op.create_index("ix_confirmation_confirmed_by", "confirmation", ["confirmed_by"], unique=False)
    op.create_index("ix_confirmation_request", "confirmation", ["request"], unique=False)
    op.create_table(
        "planning_round",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("number", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("data_version", sa.BigInteger(), nullable=False),
        sa.Column("starts", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("changes", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'[]'"), nullable=False),
        sa.Column("ordinary", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("scenario", sa.UUID(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("held_by", sa.UUID(), nullable=False),
        sa.Column("assignment", sa.UUID(), nullable=False),
        sa.Column("side", sa.String(length=20), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("btrim(reason) <> ''", name="ck_planning_round_reason_2b21f4"),
        sa.CheckConstraint("side in ('business')", name="ck_planning_round_side_74f0e7"),
        sa.CheckConstraint("char_length(reason) <= 2000", name="ck_planning_round_reason_2ac97b"),
        sa.CheckConstraint("extract(day from month) = 1", name="ck_planning_round_month_7926e4"),
        sa.ForeignKeyConstraint(
            ["assignment", "held_by", "side"],
            ["assignment.id", "assignment.person", "assignment.side"],
            name="fk_planning_round_in_office",
            onupdate="RESTRICT",
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["held_by"], ["person.id"], name="fk_planning_round_held_by", onupdate="RESTRICT", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_planning_round"),
        sa.UniqueConstraint("number", name="uq_planning_round_number"),
    )
    op.create_index("ix_planning_round_held_by", "planning_round", ["held_by"], unique=False)
    op.create_table(
        "priority_credit",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("unit", sa.UUID(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("credit_decidays", sa.Integer(), nullable=False),
        sa.Column("loan", sa.UUID(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("given_by", sa.UUID(), nullable=True),
        sa.Column("assignment", sa.UUID(), nullable=True),
        sa.Column("side", sa.String(length=20), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("btrim(reason) <> ''", name="ck_priority_credit_reason_2b21f4"),
        sa.CheckConstraint(
            "kind = 'accrued' or (loan is not null and given_by is not null and assignment is not null)",
            name="ck_priority_credit_lent_by_owner_d87d69",
        ),
        sa.CheckConstraint("kind in ('accrued', 'lent', 'borrowed')", name="ck_priority_credit_kind_604636"),
        sa.CheckConstraint("side in ('business')", name="ck_priority_credit_side_74f0e7"),
        sa.CheckConstraint("char_length(reason) <= 2000", name="ck_priority_credit_reason_2ac97b"),
        sa.CheckConstraint("extract(day from month) = 1", name="ck_priority_credit_month_7926e4"),
        sa.ForeignKeyConstraint(
            ["assignment", "given_by", "side"],
            ["assignment.id", "assignment.person", "assignment.side"],
            name="fk_priority_credit_in_office",
            onupdate="RESTRICT",
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["given_by"], ["person.id"], name="fk_priority_credit_given_by", onupdate="RESTRICT", ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["unit"], ["unit.id"], name="fk_priority_credit_unit", onupdate="RESTRICT", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_priority_credit"),
    )
    op.execute(
        "create unique index ix_priority_credit_accrued_once_ae553b on priority_credit using btree (unit, month) where kind = 'accrued'"
    )
    op.create_index("ix_priority_credit_given_by", "priority_credit", ["given_by"], unique=False)
    op.create_index("ix_priority_credit_loan", "priority_credit", ["loan"], unique=False)
    op.create_index("ix_priority_credit_unit", "priority_credit", ["unit"], unique=False)
    op.create_table(
        "scenario",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("number", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("changes", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("data_version", sa.BigInteger(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("follows", sa.UUID(), nullable=True),
        sa.Column("saved_by", sa.UUID(), nullable=False),
        sa.Column("assignment", sa.UUID(), nullable=False),
        sa.Column("side", sa.String(length=20), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("discarded_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("btrim(name) <> ''", name="ck_scenario_name_fbe040"),
        sa.CheckConstraint("side in ('business')", name="ck_scenario_side_74f0e7"),
        sa.CheckConstraint("char_length(purpose) <= 4000", name="ck_scenario_purpose_0886a8"),
        sa.CheckConstraint("discarded_at is null or discarded_at >= saved_at", name="ck_scenario_period_42effc"),
        sa.CheckConstraint("extract(day from month) = 1", name="ck_scenario_month_7926e4"),
        sa.ForeignKeyConstraint(
            ["assignment", "saved_by", "side"],
            ["assignment.id", "assignment.person", "assignment.side"],
            name="fk_scenario_in_office",
            onupdate="RESTRICT",
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["follows"], ["scenario.id"], name="fk_scenario_follows", onupdate="RESTRICT", ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["saved_by"], ["person.id"], name="fk_scenario_saved_by", onupdate="RESTRICT", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_scenario"),
        sa.UniqueConstraint("number", name="uq_scenario_number"),
    )
    op.create_index("ix_scenario_follows", "scenario", ["follows"], unique=False)
    op.create_index("ix_scenario_saved_by", "scenario", ["saved_by"], unique=False)
    op.create_table(
        "calculation",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("scenario", sa.UUID(), nullable=True),
        sa.Column("data_version", sa.BigInteger(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=20), server_default=sa.text("'waiting'"), nullable=False),
        sa.Column("progress", sa.SmallInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("step", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("asked_by", sa.UUID(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("result", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.CheckConstraint("btrim(error) <> ''", name="ck_calculation_error_85ff73"),
        sa.CheckConstraint("kind in ('maximum_value', 'forecast')", name="ck_calculation_kind_0548d7"),
        sa.CheckConstraint(
            "state <> 'done' or (result is not null and ended_at is not null)",
            name="ck_calculation_done_with_result_129cba",
        ),
        sa.CheckConstraint(
            "state in ('waiting', 'running', 'done', 'cancelled', 'superseded', 'failed')",
            name="ck_calculation_state_de5333",
        ),
        sa.CheckConstraint("char_length(error) <= 4000", name="ck_calculation_error_faddf0"),
        sa.CheckConstraint("char_length(step) <= 400", name="ck_calculation_step_b7c65d"),
        sa.CheckConstraint("extract(day from month) = 1", name="ck_calculation_month_7926e4"),
        sa.CheckConstraint("progress <= 100", name="ck_calculation_progress_3667ec"),
        sa.CheckConstraint("progress >= 0", name="ck_calculation_progress_fb305e"),
        sa.ForeignKeyConstraint(
            ["asked_by"], ["person.id"], name="fk_calculation_asked_by", onupdate="RESTRICT", ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["scenario"], ["scenario.id"], name="fk_calculation_scenario", onupdate="RESTRICT", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_calculation"),
    )
    op.execute("create index ix_calculation_newest_f662f8 on calculation using btree (kind, asked_at desc)")
    op.execute(
        "create unique index ix_calculation_one_at_a_time_08c4cb on calculation using btree (kind, coalesce(scenario, '00000000-0000-0000-0000-000000000000'), data_version) where state in ('waiting', 'running')"
    )
    op.create_index("ix_calculation_asked_by", "calculation", ["asked_by"], unique=False)
    op.create_index("ix_calculation_scenario", "calculation", ["scenario"], unique=False)
    op.create_table(
        "scenario_adoption",
        sa.Column("scenario", sa.UUID(), nullable=False),
        sa.Column("planning_round", sa.UUID(), nullable=True),
        sa.Column("data_version", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("adopted_by", sa.UUID(), nullable=False),
        sa.Column("assignment", sa.UUID(), nullable=False),
        sa.Column("side", sa.String(length=20), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("btrim(reason) <> ''", name="ck_scenario_adoption_reason_2b21f4"),
        sa.CheckConstraint("side in ('business')", name="ck_scenario_adoption_side_74f0e7"),
        sa.CheckConstraint("char_length(reason) <= 2000", name="ck_scenario_adoption_reason_2ac97b"),
        sa.ForeignKeyConstraint(
            ["adopted_by"],
            ["person.id"],
            name="fk_scenario_adoption_adopted_by",
            onupdate="RESTRICT",
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["assignment", "adopted_by", "side"],
            ["assignment.id", "assignment.person", "assignment.side"],
            name="fk_scenario_adoption_in_office",
            onupdate="RESTRICT",
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["planning_round"],
            ["planning_round.id"],
            name="fk_scenario_adoption_planning_round",
            onupdate="RESTRICT",
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["scenario"],
            ["scenario.id"],
            name="fk_scenario_adoption_scenario",
            onupdate="RESTRICT",
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("scenario", name="pk_scenario_adoption"),
    )
    op.create_index("ix_scenario_adoption_adopted_by", "scenario_adoption", ["adopted_by"], unique=False)
    op.create_index("ix_scenario_adoption_planning_round", "scenario_adoption", ["planning_round"], unique=False)
    op.create_table(
        "standing_plan",
        sa.Column("planning_round", sa.UUID(), nullable=False),
        sa.Column("data_version", sa.BigInteger(), nullable=False),
        sa.Column("recent", sa.Integer(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("starts", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("moves", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("extract(day from month) = 1", name="ck_standing_plan_month_7926e4"),
        sa.CheckConstraint("recent >= 0", name="ck_standing_plan_recent_4fb4d7"),
        sa.ForeignKeyConstraint(
            ["planning_round"],
            ["planning_round.id"],
            name="fk_standing_plan_planning_round",
            onupdate="RESTRICT",
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("planning_round", name="pk_standing_plan"),
    )
    op.execute("drop index ix_audit_event_of_portfolio_168d4c")
    op.execute(
        "create index ix_audit_event_of_portfolio_24655f on audit_event using btree (number) where action not in ('calculation.cancelled', 'calculation.ended', 'calculation.started', 'clarification.answered', 'clarification.asked', 'draft.discarded', 'draft.saved', 'password.changed', 'preferences.set', 'pulse.given', 'request.commented', 'request.followed', 'request.unfollowed', 'requests.compared', 'scenario.discarded', 'scenario.saved', 'session.closed', 'session.opened', 'session.refused', 'token.created', 'token.revoked')"
    )
    op.execute(
        "create index ix_audit_event_came_back_b6f8a4 on audit_event using btree (request, at) where action in ('request.displaced', 'request.resumed', 'route.chosen')"
    )
    op.add_column("funded_capacity", sa.Column("scenario", sa.UUID(), nullable=True))
    op.alter_column("funded_capacity", "question", existing_type=sa.UUID(), nullable=True)
    op.execute(
        "alter table funded_capacity add constraint ck_funded_capacity_decided_cdc218 check (num_nonnulls(question, scenario) = 1)"
    )
    op.add_column(
        "priority_question",
        sa.Column(
            "binding_sets", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'[]'"), nullable=False
        ),
    )
    op.execute("alter table priority_question drop constraint ck_priority_question_cause_a36112")
    op.execute(
        "alter table priority_question add constraint ck_priority_question_cause_791549 check (cause in ('new_request', 'less_capacity', 'bigger_estimate', 'deadline', 'budget', 'wanted_earlier', 'team_size'))"
    )
    op.add_column(
        "question_option",
        sa.Column("reserved", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'[]'"), nullable=False),
    )
    op.execute("alter table question_option drop constraint ck_question_option_kind_39ee0a")
    op.execute(
        "alter table question_option add constraint ck_question_option_kind_2f2ca5 check (kind in ('displace', 'fund', 'combine', 'shrink', 'wait', 'reroute'))"
    )


def downgrade() -> None:
    op.execute("alter table question_option drop constraint ck_question_option_kind_2f2ca5")
    op.execute(
        "alter table question_option add constraint ck_question_option_kind_39ee0a CHECK (((kind)::text = ANY ((ARRAY['displace'::character varying, 'fund'::character varying, 'shrink'::character varying, 'wait'::character varying, 'reroute'::character varying])::text[])))"
    )
    op.drop_column("question_option", "reserved")
    op.execute("alter table priority_question drop constraint ck_priority_question_cause_791549")
    op.execute(
        "alter table priority_question add constraint ck_priority_question_cause_a36112 CHECK (((cause)::text = ANY ((ARRAY['new_request'::character varying, 'less_capacity'::character varying, 'bigger_estimate'::character varying, 'deadline'::character varying, 'budget'::character varying, 'wanted_earlier'::character varying])::text[])))"
    )
    op.drop_column("priority_question", "binding_sets")
    op.execute("alter table funded_capacity drop constraint ck_funded_capacity_decided_cdc218")
    op.alter_column("funded_capacity", "question", existing_type=sa.UUID(), nullable=False)
    op.drop_column("funded_capacity", "scenario")
    op.execute("drop index ix_audit_event_came_back_b6f8a4")
    op.execute("drop index ix_audit_event_of_portfolio_24655f")
    op.execute(
        "CREATE INDEX ix_audit_event_of_portfolio_168d4c ON public.audit_event USING btree (number) WHERE ((action)::text <> ALL ((ARRAY['clarification.answered'::character varying, 'clarification.asked'::character varying, 'draft.discarded'::character varying, 'draft.saved'::character varying, 'password.changed'::character varying, 'preferences.set'::character varying, 'pulse.given'::character varying, 'request.commented'::character varying, 'request.followed'::character varying, 'request.unfollowed'::character varying, 'session.closed'::character varying, 'session.opened'::character varying, 'session.refused'::character varying, 'token.created'::character varying, 'token.revoked'::character varying])::text[]))"
    )
    op.drop_table("standing_plan")
    op.drop_index("ix_scenario_adoption_planning_round", table_name="scenario_adoption")
    op.drop_index("ix_scenario_adoption_adopted_by", table_name="scenario_adoption")
    op.drop_table("scenario_adoption")
    op.drop_index("ix_calculation_scenario", table_name="calculation")
    op.drop_index("ix_calculation_asked_by", table_name="calculation")
    op.execute("drop index ix_calculation_one_at_a_time_08c4cb")
    op.execute("drop index ix_calculation_newest_f662f8")
    op.drop_table("calculation")
    op.drop_index("ix_scenario_saved_by", table_name="scenario")
    op.drop_index("ix_scenario_follows", table_name="scenario")
    op.drop_table("scenario")
    op.drop_index("ix_priority_credit_unit", table_name="priority_credit")
    op.drop_index("ix_priority_credit_loan", table_name="priority_credit")
    op.drop_index("ix_priority_credit_given_by", table_name="priority_credit")
    op.execute("drop index ix_priority_credit_accrued_once_ae553b")
    op.drop_table("priority_credit")
    op.drop_index("ix_planning_round_held_by", table_name="planning_round")
    op.drop_table("planning_round")
    op.drop_index("ix_confirmation_request", table_name="confirmation")
    op.drop_index("ix_confirmation_confirmed_by", table_name="confirmation")
    op.execute("drop index ix_confirmation_newest_183227")
    op.drop_table("confirmation")
    op.drop_index("ix_comparison_worst", table_name="comparison")
    op.drop_index("ix_comparison_unit", table_name="comparison")
    op.drop_index("ix_comparison_owner", table_name="comparison")
    op.drop_index("ix_comparison_best", table_name="comparison")
    op.drop_index("ix_comparison_answered_by", table_name="comparison")
    op.execute("drop index ix_comparison_by_owner_3d0dbc")
    op.drop_table("comparison")
    op.drop_index("ix_ballot_unit", table_name="ballot")
    op.drop_index("ix_ballot_owner", table_name="ballot")
    op.drop_index("ix_ballot_cast_by", table_name="ballot")
    op.drop_table("ballot")
