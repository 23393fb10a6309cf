"""Everything that the first version keeps.

Revision: 0001
After:
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from domain.jobs.schema import install, uninstall

revision: str = "0001"
down_revision: str | Sequence[str] | None = None
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.execute("create extension if not exists btree_gist")
    op.execute("create extension if not exists pg_trgm")
    op.create_table(
        "audit_event",
        sa.Column("number", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("xact", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.UUID(), nullable=False),
        sa.Column("acts_for", sa.UUID(), nullable=True),
        sa.Column("action", sa.String(length=40), nullable=False),
        sa.Column("subject_kind", sa.String(length=40), nullable=False),
        sa.Column("subject", sa.UUID(), nullable=False),
        sa.Column("request", sa.UUID(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("before", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("after", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("trace", sa.Text(), nullable=True),
        sa.CheckConstraint("btrim(action) <> ''", name="ck_audit_event_action_aba12e"),
        sa.CheckConstraint("btrim(reason) <> ''", name="ck_audit_event_reason_2b21f4"),
        sa.CheckConstraint("btrim(subject_kind) <> ''", name="ck_audit_event_subject_kind_805730"),
        sa.CheckConstraint("btrim(trace) <> ''", name="ck_audit_event_trace_4781a8"),
        sa.PrimaryKeyConstraint("number", name="pk_audit_event"),
        sa.UniqueConstraint("id", name="uq_audit_event_id"),
    )
    op.execute("create index ix_audit_event_in_commit_order_b26112 on audit_event using btree (xact, number)")
    op.execute(
        "create index ix_audit_event_of_portfolio_168d4c on audit_event using btree (number) where action not in ('clarification.answered', 'clarification.asked', 'draft.discarded', 'draft.saved', 'password.changed', 'preferences.set', 'pulse.given', 'request.commented', 'request.followed', 'request.unfollowed', 'session.closed', 'session.opened', 'session.refused', 'token.created', 'token.revoked')"
    )
    op.execute("create index ix_audit_event_by_subject_27e10d on audit_event using btree (subject, number desc)")
    op.execute(
        "create index ix_audit_event_by_request_d9d268 on audit_event using btree (request, number desc) where request is not null"
    )
    op.create_index("ix_audit_event_actor", "audit_event", ["actor"], unique=False)
    op.create_table(
        "person",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column("locale", sa.String(length=16), server_default=sa.text("'en'"), nullable=False),
        sa.Column("time_zone", sa.String(length=64), server_default=sa.text("'UTC'"), nullable=False),
        sa.Column("active", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("btrim(email) <> ''", name="ck_person_email_ab9ec5"),
        sa.CheckConstraint("btrim(locale) <> ''", name="ck_person_locale_f32820"),
        sa.CheckConstraint("btrim(name) <> ''", name="ck_person_name_fbe040"),
        sa.CheckConstraint("btrim(time_zone) <> ''", name="ck_person_time_zone_959895"),
        sa.PrimaryKeyConstraint("id", name="pk_person"),
    )
    op.execute("create unique index ix_person_one_email_768df9 on person using btree (lower(email))")
    op.create_table(
        "sign_in_count",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("counted", postgresql.BYTEA(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.CheckConstraint("octet_length(counted) = 32", name="ck_sign_in_count_counted_146c85"),
        sa.CheckConstraint("tries >= 0", name="ck_sign_in_count_tries_51d475"),
        sa.PrimaryKeyConstraint("id", name="pk_sign_in_count"),
        sa.UniqueConstraint("counted", name="uq_sign_in_count_counted"),
        prefixes=["UNLOGGED"],
    )
    op.create_table(
        "team",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column("code", sa.String(length=24), nullable=False),
        sa.Column("day_rate_cents", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("btrim(code) <> ''", name="ck_team_code_e708d7"),
        sa.CheckConstraint("btrim(name) <> ''", name="ck_team_name_fbe040"),
        sa.CheckConstraint("day_rate_cents >= 0", name="ck_team_day_rate_cents_e7158c"),
        sa.PrimaryKeyConstraint("id", name="pk_team"),
        sa.UniqueConstraint("code", name="uq_team_code"),
    )
    op.create_table(
        "unit",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column("code", sa.String(length=24), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("btrim(code) <> ''", name="ck_unit_code_e708d7"),
        sa.CheckConstraint("btrim(name) <> ''", name="ck_unit_name_fbe040"),
        sa.PrimaryKeyConstraint("id", name="pk_unit"),
        sa.UniqueConstraint("code", name="uq_unit_code"),
    )
    op.create_table(
        "api_token",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("digest", postgresql.BYTEA(), nullable=False),
        sa.Column("prefix", sa.String(length=16), nullable=False),
        sa.Column("person", sa.UUID(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("scopes", postgresql.ARRAY(sa.Text(), dimensions=1), server_default=sa.text("'{}'"), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("btrim(name) <> ''", name="ck_api_token_name_fbe040"),
        sa.CheckConstraint("btrim(prefix) <> ''", name="ck_api_token_prefix_f0547b"),
        sa.CheckConstraint("octet_length(digest) = 32", name="ck_api_token_digest_8957b2"),
        sa.ForeignKeyConstraint(
            ["person"], ["person.id"], name="fk_api_token_person", onupdate="RESTRICT", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_api_token"),
        sa.UniqueConstraint("digest", name="uq_api_token_digest"),
    )
    op.create_index("ix_api_token_person", "api_token", ["person"], unique=False)
    op.create_table(
        "assignment",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("person", sa.UUID(), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("side", sa.String(length=20), nullable=False),
        sa.Column("unit", sa.UUID(), nullable=True),
        sa.Column("team", sa.UUID(), nullable=True),
        sa.Column("acts_for", sa.UUID(), nullable=True),
        sa.Column("from_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(unit is not null) = (role = 'owner') and (team is not null) = (role = 'it')",
            name="ck_assignment_scope_of_role_8a263b",
        ),
        sa.CheckConstraint("role in ('owner', 'it', 'board', 'admin')", name="ck_assignment_role_160063"),
        sa.CheckConstraint(
            "side = case role when 'owner' then 'business' when 'board' then 'business' when 'it' then 'it' else 'neutral' end",
            name="ck_assignment_side_of_role_78c4a7",
        ),
        sa.CheckConstraint("side in ('business', 'it', 'neutral')", name="ck_assignment_side_5b067b"),
        sa.CheckConstraint("acts_for is null or acts_for <> person", name="ck_assignment_not_oneself_f006b2"),
        sa.CheckConstraint("until_at is null or until_at >= from_at", name="ck_assignment_period_0489b0"),
        sa.ForeignKeyConstraint(
            ["acts_for"], ["person.id"], name="fk_assignment_acts_for", onupdate="RESTRICT", ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["person"], ["person.id"], name="fk_assignment_person", onupdate="RESTRICT", ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["team"], ["team.id"], name="fk_assignment_team", onupdate="RESTRICT", ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["unit"], ["unit.id"], name="fk_assignment_unit", onupdate="RESTRICT", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_assignment"),
        sa.UniqueConstraint("id", "person", "side", name="uq_assignment_tagged", postgresql_nulls_not_distinct=None),
    )
    op.execute(
        "alter table assignment add constraint ex_assignment_one_side_562058 exclude using gist (person with =, side with <>, tstzrange(from_at, until_at) with &&) where (side <> 'neutral')"
    )
    op.create_index("ix_assignment_acts_for", "assignment", ["acts_for"], unique=False)
    op.create_index("ix_assignment_person", "assignment", ["person"], unique=False)
    op.create_index("ix_assignment_team", "assignment", ["team"], unique=False)
    op.create_index("ix_assignment_unit", "assignment", ["unit"], unique=False)
    op.create_table(
        "credential",
        sa.Column("person", sa.UUID(), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("btrim(password_hash) <> ''", name="ck_credential_password_hash_8992be"),
        sa.ForeignKeyConstraint(
            ["person"], ["person.id"], name="fk_credential_person", onupdate="RESTRICT", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("person", name="pk_credential"),
    )
    op.create_table(
        "draft",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("author", sa.UUID(), nullable=False),
        sa.Column("content", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["author"], ["person.id"], name="fk_draft_author", onupdate="RESTRICT", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_draft"),
    )
    op.create_index("ix_draft_author", "draft", ["author"], unique=False)
    op.create_table(
        "effort_record",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("external_key", sa.Text(), nullable=False),
        sa.Column("team", sa.UUID(), nullable=True),
        sa.Column("category", sa.String(length=80), nullable=True),
        sa.Column("estimated_days", sa.Numeric(precision=12, scale=4), nullable=True),
        sa.Column("actual_days", sa.Numeric(precision=12, scale=4), nullable=True),
        sa.Column("finished_on", sa.Date(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("btrim(category) <> ''", name="ck_effort_record_category_6abc0d"),
        sa.CheckConstraint("btrim(external_key) <> ''", name="ck_effort_record_external_key_c3a414"),
        sa.CheckConstraint("btrim(source) <> ''", name="ck_effort_record_source_bccb1d"),
        sa.CheckConstraint("actual_days >= 0", name="ck_effort_record_actual_days_01cba1"),
        sa.CheckConstraint("estimated_days >= 0", name="ck_effort_record_estimated_days_bb4015"),
        sa.CheckConstraint(
            "estimated_days is not null or actual_days is not null", name="ck_effort_record_says_something_c48492"
        ),
        sa.ForeignKeyConstraint(
            ["team"], ["team.id"], name="fk_effort_record_team", onupdate="RESTRICT", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_effort_record"),
        sa.UniqueConstraint("source", "external_key", name="uq_effort_record_once", postgresql_nulls_not_distinct=None),
    )
    op.create_index("ix_effort_record_team", "effort_record", ["team"], unique=False)
    op.create_table(
        "funded_capacity",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("team", sa.UUID(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("bought_decidays", sa.Integer(), nullable=False),
        sa.Column("price_cents", sa.BigInteger(), nullable=False),
        sa.Column("question", sa.UUID(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("bought_decidays >= 0", name="ck_funded_capacity_bought_decidays_1c548b"),
        sa.CheckConstraint("extract(day from month) = 1", name="ck_funded_capacity_month_7926e4"),
        sa.CheckConstraint("price_cents >= 0", name="ck_funded_capacity_price_cents_788911"),
        sa.ForeignKeyConstraint(
            ["team"], ["team.id"], name="fk_funded_capacity_team", onupdate="RESTRICT", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_funded_capacity"),
    )
    op.create_index("ix_funded_capacity_team", "funded_capacity", ["team"], unique=False)
    op.create_table(
        "import_batch",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("digest", postgresql.BYTEA(), nullable=False),
        sa.Column("mapping", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("created", sa.Integer(), nullable=False),
        sa.Column("changed", sa.Integer(), nullable=False),
        sa.Column("unchanged", sa.Integer(), nullable=False),
        sa.Column("gone", sa.Integer(), nullable=False),
        sa.Column("imported_by", sa.UUID(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("btrim(file_name) <> ''", name="ck_import_batch_file_name_abc115"),
        sa.CheckConstraint("btrim(kind) <> ''", name="ck_import_batch_kind_7a335c"),
        sa.CheckConstraint("btrim(source) <> ''", name="ck_import_batch_source_bccb1d"),
        sa.CheckConstraint("changed >= 0", name="ck_import_batch_changed_a67c4a"),
        sa.CheckConstraint("char_length(file_name) <= 400", name="ck_import_batch_file_name_f426c3"),
        sa.CheckConstraint("char_length(source) <= 200", name="ck_import_batch_source_6e4539"),
        sa.CheckConstraint("created >= 0", name="ck_import_batch_created_3417ce"),
        sa.CheckConstraint("gone >= 0", name="ck_import_batch_gone_a106f5"),
        sa.CheckConstraint("octet_length(digest) = 32", name="ck_import_batch_digest_8957b2"),
        sa.CheckConstraint("rows >= 0", name="ck_import_batch_rows_179457"),
        sa.CheckConstraint("unchanged >= 0", name="ck_import_batch_unchanged_044b3a"),
        sa.ForeignKeyConstraint(
            ["imported_by"], ["person.id"], name="fk_import_batch_imported_by", onupdate="RESTRICT", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_import_batch"),
    )
    op.execute("create index ix_import_batch_newest_3e059e on import_batch using btree (at desc, id)")
    op.create_index("ix_import_batch_imported_by", "import_batch", ["imported_by"], unique=False)
    op.create_table(
        "ranking_list",
        sa.Column("unit", sa.UUID(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.CheckConstraint("version >= 0", name="ck_ranking_list_version_13b670"),
        sa.ForeignKeyConstraint(
            ["unit"], ["unit.id"], name="fk_ranking_list_unit", onupdate="RESTRICT", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("unit", name="pk_ranking_list"),
    )
    op.create_table(
        "request",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("number", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("problem", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("category", sa.String(length=80), nullable=False),
        sa.Column("unit", sa.UUID(), nullable=False),
        sa.Column("route", sa.String(length=20), server_default=sa.text("'it_delivery'"), nullable=False),
        sa.Column("lane", sa.String(length=20), server_default=sa.text("'normal'"), nullable=False),
        sa.Column("state", sa.String(length=20), server_default=sa.text("'submitted'"), nullable=False),
        sa.Column("state_reason", sa.Text(), nullable=True),
        sa.Column("state_since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("look_again_on", sa.Date(), nullable=True),
        sa.Column("submitter", sa.UUID(), nullable=False),
        sa.Column("on_behalf_of", sa.UUID(), nullable=True),
        sa.Column("sponsor", sa.UUID(), nullable=True),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deadline", sa.Date(), nullable=True),
        sa.Column("earliest_start", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("external_key", sa.Text(), nullable=True),
        sa.CheckConstraint("btrim(category) <> ''", name="ck_request_category_6abc0d"),
        sa.CheckConstraint("btrim(external_key) <> ''", name="ck_request_external_key_c3a414"),
        sa.CheckConstraint("btrim(problem) <> ''", name="ck_request_problem_e8e06d"),
        sa.CheckConstraint("btrim(source) <> ''", name="ck_request_source_bccb1d"),
        sa.CheckConstraint("btrim(state_reason) <> ''", name="ck_request_state_reason_eb5865"),
        sa.CheckConstraint("btrim(title) <> ''", name="ck_request_title_f1a43c"),
        sa.CheckConstraint("lane in ('normal', 'mandatory', 'small')", name="ck_request_lane_36d768"),
        sa.CheckConstraint(
            "route in ('it_delivery', 'quick_win', 'bought_service', 'business_built', 'crowdsourced', 'self_service')",
            name="ck_request_route_96257e",
        ),
        sa.CheckConstraint(
            "state in ('submitted', 'estimated', 'ranked', 'committed', 'in_delivery', 'delivered', 'in_review', 'closed', 'parked', 'withdrawn', 'rerouted')",
            name="ck_request_state_a2cba3",
        ),
        sa.CheckConstraint(
            "state not in ('parked', 'withdrawn', 'rerouted') or state_reason is not null",
            name="ck_request_reasoned_d27c69",
        ),
        sa.CheckConstraint("(source is null) = (external_key is null)", name="ck_request_from_elsewhere_f75d76"),
        sa.CheckConstraint("char_length(outcome) <= 20000", name="ck_request_outcome_9684ed"),
        sa.CheckConstraint("char_length(problem) <= 20000", name="ck_request_problem_6f8bfb"),
        sa.CheckConstraint("extract(day from earliest_start) = 1", name="ck_request_earliest_start_aac4be"),
        sa.CheckConstraint("version >= 1", name="ck_request_version_b093cc"),
        sa.ForeignKeyConstraint(
            ["on_behalf_of"], ["person.id"], name="fk_request_on_behalf_of", onupdate="RESTRICT", ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["sponsor"], ["person.id"], name="fk_request_sponsor", onupdate="RESTRICT", ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["submitter"], ["person.id"], name="fk_request_submitter", onupdate="RESTRICT", ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["unit"], ["unit.id"], name="fk_request_unit", onupdate="RESTRICT", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_request"),
        sa.UniqueConstraint("number", name="uq_request_number"),
        sa.UniqueConstraint(
            "source", "external_key", name="uq_request_imported_once", postgresql_nulls_not_distinct=None
        ),
    )
    op.execute("create index ix_request_newest_99e38d on request using btree (submitted_at desc, id)")
    op.execute("create index ix_request_by_state_48141b on request using btree (state, unit)")
    op.execute("create index ix_request_by_title_fd7d2d on request using gin (title gin_trgm_ops)")
    op.create_index("ix_request_on_behalf_of", "request", ["on_behalf_of"], unique=False)
    op.create_index("ix_request_sponsor", "request", ["sponsor"], unique=False)
    op.create_index("ix_request_submitter", "request", ["submitter"], unique=False)
    op.create_index("ix_request_unit", "request", ["unit"], unique=False)
    op.create_table(
        "session",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("digest", postgresql.BYTEA(), nullable=False),
        sa.Column("person", sa.UUID(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("user_agent", sa.Text(), nullable=False),
        sa.CheckConstraint("char_length(user_agent) <= 400", name="ck_session_user_agent_223471"),
        sa.CheckConstraint("octet_length(digest) = 32", name="ck_session_digest_8957b2"),
        sa.ForeignKeyConstraint(
            ["person"], ["person.id"], name="fk_session_person", onupdate="RESTRICT", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_session"),
        sa.UniqueConstraint("digest", name="uq_session_digest"),
    )
    op.create_index("ix_session_person", "session", ["person"], unique=False)
    op.create_table(
        "benefit",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("request", sa.UUID(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("metric", sa.String(length=200), nullable=False),
        sa.Column("unit_of_measure", sa.String(length=60), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("baseline", sa.Numeric(precision=18, scale=4), nullable=True),
        sa.Column("target", sa.Numeric(precision=18, scale=4), nullable=True),
        sa.Column("low_cents", sa.BigInteger(), nullable=True),
        sa.Column("likely_cents", sa.BigInteger(), nullable=True),
        sa.Column("high_cents", sa.BigInteger(), nullable=True),
        sa.Column("starts_after_months", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("duration_months", sa.Integer(), server_default=sa.text("12"), nullable=False),
        sa.Column("owner", sa.UUID(), nullable=False),
        sa.Column("declared_by", sa.UUID(), nullable=False),
        sa.Column("declared_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("dropped_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("btrim(metric) <> ''", name="ck_benefit_metric_8725c3"),
        sa.CheckConstraint("btrim(unit_of_measure) <> ''", name="ck_benefit_unit_of_measure_4eac77"),
        sa.CheckConstraint(
            "kind in ('revenue', 'saving', 'avoided_cost', 'risk', 'compliance', 'productivity', 'experience')",
            name="ck_benefit_kind_a5cf87",
        ),
        sa.CheckConstraint(
            "(low_cents is null) = (likely_cents is null) and (likely_cents is null) = (high_cents is null)",
            name="ck_benefit_money_whole_f73d58",
        ),
        sa.CheckConstraint("duration_months <= 120", name="ck_benefit_duration_months_92337e"),
        sa.CheckConstraint("duration_months >= 1", name="ck_benefit_duration_months_95b654"),
        sa.CheckConstraint("high_cents >= 0", name="ck_benefit_high_cents_eeacb0"),
        sa.CheckConstraint("likely_cents >= 0", name="ck_benefit_likely_cents_478a76"),
        sa.CheckConstraint(
            "low_cents <= likely_cents and likely_cents <= high_cents", name="ck_benefit_ordered_87409e"
        ),
        sa.CheckConstraint("low_cents >= 0", name="ck_benefit_low_cents_a59bff"),
        sa.CheckConstraint("number >= 1", name="ck_benefit_number_d83071"),
        sa.CheckConstraint("starts_after_months <= 60", name="ck_benefit_starts_after_months_ec4143"),
        sa.CheckConstraint("starts_after_months >= 0", name="ck_benefit_starts_after_months_ff35fc"),
        sa.ForeignKeyConstraint(
            ["declared_by"], ["person.id"], name="fk_benefit_declared_by", onupdate="RESTRICT", ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["owner"], ["person.id"], name="fk_benefit_owner", onupdate="RESTRICT", ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["request"], ["request.id"], name="fk_benefit_request", onupdate="RESTRICT", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_benefit"),
        sa.UniqueConstraint("request", "number", name="uq_benefit_numbered", postgresql_nulls_not_distinct=None),
    )
    op.create_index("ix_benefit_declared_by", "benefit", ["declared_by"], unique=False)
    op.create_index("ix_benefit_owner", "benefit", ["owner"], unique=False)
    op.create_index("ix_benefit_request", "benefit", ["request"], unique=False)
    op.create_table(
        "budget",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("amount_cents", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("set_by", sa.UUID(), nullable=False),
        sa.Column("assignment", sa.UUID(), nullable=False),
        sa.Column("side", sa.String(length=20), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("side in ('business')", name="ck_budget_side_74f0e7"),
        sa.CheckConstraint("amount_cents >= 0", name="ck_budget_amount_cents_0ee0a5"),
        sa.CheckConstraint("extract(day from month) = 1", name="ck_budget_month_7926e4"),
        sa.CheckConstraint("version >= 1", name="ck_budget_version_b093cc"),
        sa.ForeignKeyConstraint(
            ["assignment", "set_by", "side"],
            ["assignment.id", "assignment.person", "assignment.side"],
            name="fk_budget_in_office",
            onupdate="RESTRICT",
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["set_by"], ["person.id"], name="fk_budget_set_by", onupdate="RESTRICT", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_budget"),
        sa.UniqueConstraint("month", name="uq_budget_once", postgresql_nulls_not_distinct=None),
    )
    op.create_index("ix_budget_set_by", "budget", ["set_by"], unique=False)
    op.create_table(
        "capacity",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("team", sa.UUID(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("gross_decidays", sa.Integer(), nullable=False),
        sa.Column("run_decidays", sa.Integer(), nullable=False),
        sa.Column("leave_decidays", sa.Integer(), nullable=False),
        sa.Column("other_decidays", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("logged_by", sa.UUID(), nullable=False),
        sa.Column("assignment", sa.UUID(), nullable=True),
        sa.Column("side", sa.String(length=20), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("logged_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("btrim(source) <> ''", name="ck_capacity_source_bccb1d"),
        sa.CheckConstraint("side in ('it')", name="ck_capacity_side_11a333"),
        sa.CheckConstraint("char_length(note) <= 2000", name="ck_capacity_note_afe609"),
        sa.CheckConstraint("extract(day from month) = 1", name="ck_capacity_month_7926e4"),
        sa.CheckConstraint("gross_decidays >= 0", name="ck_capacity_gross_decidays_7fec4b"),
        sa.CheckConstraint("leave_decidays >= 0", name="ck_capacity_leave_decidays_1dd01e"),
        sa.CheckConstraint("other_decidays >= 0", name="ck_capacity_other_decidays_db26fd"),
        sa.CheckConstraint(
            "run_decidays + leave_decidays + other_decidays <= gross_decidays",
            name="ck_capacity_net_not_negative_b8e2b5",
        ),
        sa.CheckConstraint("run_decidays >= 0", name="ck_capacity_run_decidays_4a0a0b"),
        sa.CheckConstraint(
            "source is not null or (assignment is not null and side is not null)",
            name="ck_capacity_by_it_or_imported_be2afb",
        ),
        sa.CheckConstraint("version >= 1", name="ck_capacity_version_b093cc"),
        sa.ForeignKeyConstraint(
            ["assignment", "logged_by", "side"],
            ["assignment.id", "assignment.person", "assignment.side"],
            name="fk_capacity_in_office",
            onupdate="RESTRICT",
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["logged_by"], ["person.id"], name="fk_capacity_logged_by", onupdate="RESTRICT", ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["team"], ["team.id"], name="fk_capacity_team", onupdate="RESTRICT", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_capacity"),
        sa.UniqueConstraint("team", "month", name="uq_capacity_once", postgresql_nulls_not_distinct=None),
    )
    op.create_index("ix_capacity_logged_by", "capacity", ["logged_by"], unique=False)
    op.create_index("ix_capacity_team", "capacity", ["team"], unique=False)
    op.create_table(
        "clarification",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("request", sa.UUID(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("asked_by", sa.UUID(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("answered_by", sa.UUID(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("btrim(answer) <> ''", name="ck_clarification_answer_1f34f7"),
        sa.CheckConstraint("btrim(question) <> ''", name="ck_clarification_question_4baada"),
        sa.CheckConstraint(
            "(answer is null) = (answered_by is null) and (answer is null) = (answered_at is null)",
            name="ck_clarification_answered_whole_90f786",
        ),
        sa.CheckConstraint("char_length(answer) <= 4000", name="ck_clarification_answer_e0de4a"),
        sa.CheckConstraint("char_length(question) <= 4000", name="ck_clarification_question_ae90e4"),
        sa.ForeignKeyConstraint(
            ["answered_by"],
            ["person.id"],
            name="fk_clarification_answered_by",
            onupdate="RESTRICT",
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["asked_by"], ["person.id"], name="fk_clarification_asked_by", onupdate="RESTRICT", ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["request"], ["request.id"], name="fk_clarification_request", onupdate="RESTRICT", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_clarification"),
    )
    op.execute(
        "create unique index ix_clarification_one_open_d4b2f3 on clarification using btree (request) where answer is null"
    )
    op.create_index("ix_clarification_answered_by", "clarification", ["answered_by"], unique=False)
    op.create_index("ix_clarification_asked_by", "clarification", ["asked_by"], unique=False)
    op.create_index("ix_clarification_request", "clarification", ["request"], unique=False)
    op.create_table(
        "comment",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("request", sa.UUID(), nullable=False),
        sa.Column("author", sa.UUID(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("btrim(text) <> ''", name="ck_comment_text_e4b4f9"),
        sa.CheckConstraint("char_length(text) <= 8000", name="ck_comment_text_00d46a"),
        sa.ForeignKeyConstraint(
            ["author"], ["person.id"], name="fk_comment_author", onupdate="RESTRICT", ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["request"], ["request.id"], name="fk_comment_request", onupdate="RESTRICT", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_comment"),
    )
    op.create_index("ix_comment_author", "comment", ["author"], unique=False)
    op.create_index("ix_comment_request", "comment", ["request"], unique=False)
    op.create_table(
        "deferral",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("request", sa.UUID(), nullable=False),
        sa.Column("not_before", sa.Date(), nullable=False),
        sa.Column("question", sa.UUID(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("extract(day from not_before) = 1", name="ck_deferral_not_before_3ed017"),
        sa.ForeignKeyConstraint(
            ["request"], ["request.id"], name="fk_deferral_request", onupdate="RESTRICT", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_deferral"),
    )
    op.execute("create index ix_deferral_by_request_183227 on deferral using btree (request, at desc)")
    op.create_index("ix_deferral_request", "deferral", ["request"], unique=False)
    op.create_table(
        "delivery",
        sa.Column("request", sa.UUID(), nullable=False),
        sa.Column("started_on", sa.Date(), nullable=False),
        sa.Column("started_by", sa.UUID(), nullable=False),
        sa.Column("assignment", sa.UUID(), nullable=False),
        sa.Column("side", sa.String(length=20), nullable=False),
        sa.Column("delivered_on", sa.Date(), nullable=True),
        sa.Column("delivered_by", sa.UUID(), nullable=True),
        sa.Column("actual_decidays", sa.Integer(), nullable=True),
        sa.CheckConstraint("side in ('it')", name="ck_delivery_side_11a333"),
        sa.CheckConstraint("actual_decidays >= 0", name="ck_delivery_actual_decidays_73bbe3"),
        sa.CheckConstraint("delivered_on is null or delivered_on >= started_on", name="ck_delivery_ordered_5e31d6"),
        sa.ForeignKeyConstraint(
            ["assignment", "started_by", "side"],
            ["assignment.id", "assignment.person", "assignment.side"],
            name="fk_delivery_in_office",
            onupdate="RESTRICT",
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["delivered_by"], ["person.id"], name="fk_delivery_delivered_by", onupdate="RESTRICT", ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["request"], ["request.id"], name="fk_delivery_request", onupdate="RESTRICT", ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["started_by"], ["person.id"], name="fk_delivery_started_by", onupdate="RESTRICT", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("request", name="pk_delivery"),
    )
    op.create_index("ix_delivery_delivered_by", "delivery", ["delivered_by"], unique=False)
    op.create_index("ix_delivery_started_by", "delivery", ["started_by"], unique=False)
    op.create_table(
        "dependency",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("request", sa.UUID(), nullable=False),
        sa.Column("needs", sa.UUID(), nullable=False),
        sa.Column("recorded_by", sa.UUID(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("request <> needs", name="ck_dependency_not_itself_3d2610"),
        sa.ForeignKeyConstraint(
            ["needs"], ["request.id"], name="fk_dependency_needs", onupdate="RESTRICT", ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["person.id"], name="fk_dependency_recorded_by", onupdate="RESTRICT", ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["request"], ["request.id"], name="fk_dependency_request", onupdate="RESTRICT", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_dependency"),
        sa.UniqueConstraint("request", "needs", name="uq_dependency_once", postgresql_nulls_not_distinct=None),
    )
    op.create_index("ix_dependency_needs", "dependency", ["needs"], unique=False)
    op.create_index("ix_dependency_recorded_by", "dependency", ["recorded_by"], unique=False)
    op.create_index("ix_dependency_request", "dependency", ["request"], unique=False)
    op.create_table(
        "endorsement",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("request", sa.UUID(), nullable=False),
        sa.Column("unit", sa.UUID(), nullable=False),
        sa.Column("cost_share", sa.Numeric(precision=5, scale=4), nullable=False),
        sa.Column("endorsed_by", sa.UUID(), nullable=False),
        sa.Column("assignment", sa.UUID(), nullable=False),
        sa.Column("side", sa.String(length=20), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("side in ('business')", name="ck_endorsement_side_74f0e7"),
        sa.CheckConstraint("cost_share <= 1", name="ck_endorsement_cost_share_29967a"),
        sa.CheckConstraint("cost_share >= 0", name="ck_endorsement_cost_share_821269"),
        sa.ForeignKeyConstraint(
            ["assignment", "endorsed_by", "side"],
            ["assignment.id", "assignment.person", "assignment.side"],
            name="fk_endorsement_in_office",
            onupdate="RESTRICT",
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["endorsed_by"], ["person.id"], name="fk_endorsement_endorsed_by", onupdate="RESTRICT", ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["request"], ["request.id"], name="fk_endorsement_request", onupdate="RESTRICT", ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["unit"], ["unit.id"], name="fk_endorsement_unit", onupdate="RESTRICT", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_endorsement"),
        sa.UniqueConstraint("request", "unit", name="uq_endorsement_once", postgresql_nulls_not_distinct=None),
    )
    op.create_index("ix_endorsement_endorsed_by", "endorsement", ["endorsed_by"], unique=False)
    op.create_index("ix_endorsement_request", "endorsement", ["request"], unique=False)
    op.create_index("ix_endorsement_unit", "endorsement", ["unit"], unique=False)
    op.create_table(
        "estimate",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("request", sa.UUID(), nullable=False),
        sa.Column("team", sa.UUID(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("low_decidays", sa.Integer(), nullable=False),
        sa.Column("likely_decidays", sa.Integer(), nullable=False),
        sa.Column("high_decidays", sa.Integer(), nullable=False),
        sa.Column("one_off_cents", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("run_cents", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("confidence", sa.String(length=20), nullable=False),
        sa.Column("assumptions", sa.Text(), nullable=False),
        sa.Column("made_by", sa.UUID(), nullable=False),
        sa.Column("assignment", sa.UUID(), nullable=True),
        sa.Column("side", sa.String(length=20), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("btrim(source) <> ''", name="ck_estimate_source_bccb1d"),
        sa.CheckConstraint("confidence in ('low', 'medium', 'high')", name="ck_estimate_confidence_61b6d2"),
        sa.CheckConstraint("side in ('it')", name="ck_estimate_side_11a333"),
        sa.CheckConstraint("char_length(assumptions) <= 8000", name="ck_estimate_assumptions_e110a4"),
        sa.CheckConstraint("high_decidays >= 0", name="ck_estimate_high_decidays_e55cf9"),
        sa.CheckConstraint("likely_decidays >= 0", name="ck_estimate_likely_decidays_0224b1"),
        sa.CheckConstraint(
            "low_decidays <= likely_decidays and likely_decidays <= high_decidays", name="ck_estimate_ordered_4c70a2"
        ),
        sa.CheckConstraint("low_decidays >= 0", name="ck_estimate_low_decidays_498673"),
        sa.CheckConstraint("one_off_cents >= 0", name="ck_estimate_one_off_cents_81c1f6"),
        sa.CheckConstraint("run_cents >= 0", name="ck_estimate_run_cents_f1f6c6"),
        sa.CheckConstraint(
            "source is not null or (assignment is not null and side is not null)",
            name="ck_estimate_by_it_or_imported_be2afb",
        ),
        sa.CheckConstraint("version >= 1", name="ck_estimate_version_b093cc"),
        sa.ForeignKeyConstraint(
            ["assignment", "made_by", "side"],
            ["assignment.id", "assignment.person", "assignment.side"],
            name="fk_estimate_in_office",
            onupdate="RESTRICT",
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["made_by"], ["person.id"], name="fk_estimate_made_by", onupdate="RESTRICT", ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["request"], ["request.id"], name="fk_estimate_request", onupdate="RESTRICT", ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["team"], ["team.id"], name="fk_estimate_team", onupdate="RESTRICT", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_estimate"),
        sa.UniqueConstraint(
            "request", "team", "version", name="uq_estimate_one_version", postgresql_nulls_not_distinct=None
        ),
    )
    op.execute("create index ix_estimate_newest_e6fea9 on estimate using btree (request, team, version desc)")
    op.create_index("ix_estimate_made_by", "estimate", ["made_by"], unique=False)
    op.create_index("ix_estimate_request", "estimate", ["request"], unique=False)
    op.create_index("ix_estimate_team", "estimate", ["team"], unique=False)
    op.create_table(
        "follower",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("request", sa.UUID(), nullable=False),
        sa.Column("person", sa.UUID(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person"], ["person.id"], name="fk_follower_person", onupdate="RESTRICT", ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["request"], ["request.id"], name="fk_follower_request", onupdate="RESTRICT", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_follower"),
        sa.UniqueConstraint("request", "person", name="uq_follower_once", postgresql_nulls_not_distinct=None),
    )
    op.create_index("ix_follower_person", "follower", ["person"], unique=False)
    op.create_index("ix_follower_request", "follower", ["request"], unique=False)
    op.create_table(
        "forecast",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("request", sa.UUID(), nullable=False),
        sa.Column("finish_month", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("made_by", sa.UUID(), nullable=False),
        sa.Column("assignment", sa.UUID(), nullable=False),
        sa.Column("side", sa.String(length=20), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("btrim(reason) <> ''", name="ck_forecast_reason_2b21f4"),
        sa.CheckConstraint("side in ('it')", name="ck_forecast_side_11a333"),
        sa.CheckConstraint("char_length(reason) <= 2000", name="ck_forecast_reason_2ac97b"),
        sa.CheckConstraint("extract(day from finish_month) = 1", name="ck_forecast_finish_month_cd3593"),
        sa.ForeignKeyConstraint(
            ["assignment", "made_by", "side"],
            ["assignment.id", "assignment.person", "assignment.side"],
            name="fk_forecast_in_office",
            onupdate="RESTRICT",
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["made_by"], ["person.id"], name="fk_forecast_made_by", onupdate="RESTRICT", ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["request"], ["request.id"], name="fk_forecast_request", onupdate="RESTRICT", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_forecast"),
    )
    op.execute("create index ix_forecast_newest_183227 on forecast using btree (request, at desc)")
    op.create_index("ix_forecast_made_by", "forecast", ["made_by"], unique=False)
    op.create_index("ix_forecast_request", "forecast", ["request"], unique=False)
    op.create_table(
        "imported_row",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("external_key", sa.Text(), nullable=False),
        sa.Column("content", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("subject", sa.UUID(), nullable=False),
        sa.Column("batch", sa.UUID(), nullable=False),
        sa.Column("gone_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("btrim(external_key) <> ''", name="ck_imported_row_external_key_c3a414"),
        sa.CheckConstraint("btrim(kind) <> ''", name="ck_imported_row_kind_7a335c"),
        sa.CheckConstraint("btrim(source) <> ''", name="ck_imported_row_source_bccb1d"),
        sa.CheckConstraint("char_length(source) <= 200", name="ck_imported_row_source_6e4539"),
        sa.ForeignKeyConstraint(
            ["batch"], ["import_batch.id"], name="fk_imported_row_batch", onupdate="RESTRICT", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_imported_row"),
        sa.UniqueConstraint(
            "kind", "source", "external_key", name="uq_imported_row_once", postgresql_nulls_not_distinct=None
        ),
    )
    op.create_index("ix_imported_row_batch", "imported_row", ["batch"], unique=False)
    op.create_index("ix_imported_row_subject", "imported_row", ["subject"], unique=False)
    op.create_table(
        "policy",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("from_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settings", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("set_by", sa.UUID(), nullable=True),
        sa.Column("assignment", sa.UUID(), nullable=True),
        sa.Column("side", sa.String(length=20), nullable=True),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("btrim(reason) <> ''", name="ck_policy_reason_2b21f4"),
        sa.CheckConstraint("side in ('business')", name="ck_policy_side_74f0e7"),
        sa.CheckConstraint(
            "version = 1 or (set_by is not null and assignment is not null and side is not null)",
            name="ck_policy_authored_867907",
        ),
        sa.CheckConstraint("version >= 1", name="ck_policy_version_b093cc"),
        sa.ForeignKeyConstraint(
            ["assignment", "set_by", "side"],
            ["assignment.id", "assignment.person", "assignment.side"],
            name="fk_policy_in_office",
            onupdate="RESTRICT",
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["set_by"], ["person.id"], name="fk_policy_set_by", onupdate="RESTRICT", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_policy"),
        sa.UniqueConstraint("version", name="uq_policy_version"),
    )
    op.create_index("ix_policy_set_by", "policy", ["set_by"], unique=False)
    op.create_table(
        "priority_question",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("number", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("request", sa.UUID(), nullable=False),
        sa.Column("cause", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("wanted_month", sa.Date(), nullable=True),
        sa.Column("binding", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'[]'"), nullable=False),
        sa.Column("status", sa.String(length=20), server_default=sa.text("'open'"), nullable=False),
        sa.Column("raised_by", sa.UUID(), nullable=True),
        sa.Column("raised_side", sa.String(length=20), nullable=False),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("escalated_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("outcome", sa.UUID(), nullable=True),
        sa.Column("data_version", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("btrim(reason) <> ''", name="ck_priority_question_reason_2b21f4"),
        sa.CheckConstraint(
            "cause in ('new_request', 'less_capacity', 'bigger_estimate', 'deadline', 'budget', 'wanted_earlier')",
            name="ck_priority_question_cause_a36112",
        ),
        sa.CheckConstraint(
            "raised_side in ('business', 'it', 'neutral')", name="ck_priority_question_raised_side_c70521"
        ),
        sa.CheckConstraint(
            "status <> 'decided' or (outcome is not null and closed_at is not null)",
            name="ck_priority_question_closed_with_outcome_959ff3",
        ),
        sa.CheckConstraint(
            "status in ('open', 'escalated', 'decided', 'lapsed')", name="ck_priority_question_status_6a8af1"
        ),
        sa.CheckConstraint("char_length(reason) <= 4000", name="ck_priority_question_reason_129acb"),
        sa.CheckConstraint("extract(day from wanted_month) = 1", name="ck_priority_question_wanted_month_c64bb5"),
        sa.ForeignKeyConstraint(
            ["raised_by"],
            ["person.id"],
            name="fk_priority_question_raised_by",
            onupdate="RESTRICT",
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["request"], ["request.id"], name="fk_priority_question_request", onupdate="RESTRICT", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_priority_question"),
        sa.UniqueConstraint("number", name="uq_priority_question_number"),
    )
    op.execute(
        "create unique index ix_priority_question_one_open_2c6739 on priority_question using btree (request) where closed_at is null"
    )
    op.create_index("ix_priority_question_raised_by", "priority_question", ["raised_by"], unique=False)
    op.create_index("ix_priority_question_request", "priority_question", ["request"], unique=False)
    op.create_index("ix_priority_question_status", "priority_question", ["status"], unique=False)
    op.create_table(
        "progress_update",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("request", sa.UUID(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("next_update_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author", sa.UUID(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("btrim(text) <> ''", name="ck_progress_update_text_e4b4f9"),
        sa.CheckConstraint("char_length(text) <= 8000", name="ck_progress_update_text_00d46a"),
        sa.ForeignKeyConstraint(
            ["author"], ["person.id"], name="fk_progress_update_author", onupdate="RESTRICT", ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["request"], ["request.id"], name="fk_progress_update_request", onupdate="RESTRICT", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_progress_update"),
    )
    op.execute("create index ix_progress_update_newest_183227 on progress_update using btree (request, at desc)")
    op.create_index("ix_progress_update_author", "progress_update", ["author"], unique=False)
    op.create_index("ix_progress_update_request", "progress_update", ["request"], unique=False)
    op.create_table(
        "promise",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("request", sa.UUID(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("start_month", sa.Date(), nullable=False),
        sa.Column("finish_month", sa.Date(), nullable=False),
        sa.Column("effort_decidays", sa.Integer(), nullable=False),
        sa.Column("one_off_cents", sa.BigInteger(), nullable=False),
        sa.Column("run_cents", sa.BigInteger(), nullable=False),
        sa.Column("cost_cents", sa.BigInteger(), nullable=False),
        sa.Column("value_cents", sa.BigInteger(), nullable=False),
        sa.Column("scope_share", sa.Numeric(precision=5, scale=4), nullable=False),
        sa.Column("committed_by", sa.UUID(), nullable=False),
        sa.Column("assignment", sa.UUID(), nullable=False),
        sa.Column("side", sa.String(length=20), nullable=False),
        sa.Column("committed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("data_version", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("side in ('business')", name="ck_promise_side_74f0e7"),
        sa.CheckConstraint("cost_cents >= 0", name="ck_promise_cost_cents_b294fd"),
        sa.CheckConstraint("effort_decidays >= 0", name="ck_promise_effort_decidays_6848eb"),
        sa.CheckConstraint("extract(day from finish_month) = 1", name="ck_promise_finish_month_cd3593"),
        sa.CheckConstraint("extract(day from start_month) = 1", name="ck_promise_start_month_ec3791"),
        sa.CheckConstraint("one_off_cents >= 0", name="ck_promise_one_off_cents_81c1f6"),
        sa.CheckConstraint("run_cents >= 0", name="ck_promise_run_cents_f1f6c6"),
        sa.CheckConstraint("scope_share <= 1", name="ck_promise_scope_share_104f19"),
        sa.CheckConstraint("scope_share >= 0", name="ck_promise_scope_share_c4b713"),
        sa.CheckConstraint("start_month <= finish_month", name="ck_promise_ordered_fb9d3a"),
        sa.CheckConstraint("value_cents >= 0", name="ck_promise_value_cents_eb5e41"),
        sa.CheckConstraint("version >= 1", name="ck_promise_version_b093cc"),
        sa.ForeignKeyConstraint(
            ["assignment", "committed_by", "side"],
            ["assignment.id", "assignment.person", "assignment.side"],
            name="fk_promise_in_office",
            onupdate="RESTRICT",
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["committed_by"], ["person.id"], name="fk_promise_committed_by", onupdate="RESTRICT", ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["request"], ["request.id"], name="fk_promise_request", onupdate="RESTRICT", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_promise"),
        sa.UniqueConstraint("request", "version", name="uq_promise_one_version", postgresql_nulls_not_distinct=None),
    )
    op.create_index("ix_promise_committed_by", "promise", ["committed_by"], unique=False)
    op.create_index("ix_promise_request", "promise", ["request"], unique=False)
    op.create_table(
        "pulse",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("moment", sa.String(length=20), nullable=False),
        sa.Column("request", sa.UUID(), nullable=False),
        sa.Column("person", sa.UUID(), nullable=False),
        sa.Column("side", sa.String(length=20), nullable=False),
        sa.Column("face", sa.SmallInteger(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("btrim(comment) <> ''", name="ck_pulse_comment_04a469"),
        sa.CheckConstraint(
            "moment in ('submitted', 'estimated', 'question_answered', 'update', 'delivered', 'reviewed')",
            name="ck_pulse_moment_9cf8f9",
        ),
        sa.CheckConstraint("side in ('business', 'it', 'neutral')", name="ck_pulse_side_5b067b"),
        sa.CheckConstraint("char_length(comment) <= 2000", name="ck_pulse_comment_cb0585"),
        sa.CheckConstraint("face <= 5", name="ck_pulse_face_05e69e"),
        sa.CheckConstraint("face >= 1", name="ck_pulse_face_3d1b61"),
        sa.ForeignKeyConstraint(
            ["person"], ["person.id"], name="fk_pulse_person", onupdate="RESTRICT", ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["request"], ["request.id"], name="fk_pulse_request", onupdate="RESTRICT", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_pulse"),
    )
    op.execute("create unique index ix_pulse_once_a036ac on pulse using btree (request, person, moment)")
    op.create_index("ix_pulse_person", "pulse", ["person"], unique=False)
    op.create_index("ix_pulse_request", "pulse", ["request"], unique=False)
    op.create_table(
        "rank_entry",
        sa.Column("request", sa.UUID(), nullable=False),
        sa.Column("unit", sa.UUID(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.CheckConstraint("place >= 1", name="ck_rank_entry_place_5304e7"),
        sa.ForeignKeyConstraint(
            ["request"], ["request.id"], name="fk_rank_entry_request", onupdate="RESTRICT", ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["unit"], ["unit.id"], name="fk_rank_entry_unit", onupdate="RESTRICT", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("request", name="pk_rank_entry"),
        sa.UniqueConstraint(
            "unit",
            "place",
            deferrable=True,
            initially="DEFERRED",
            name="uq_rank_entry_dense_65c6e2",
            postgresql_nulls_not_distinct=None,
        ),
    )
    op.create_index("ix_rank_entry_unit", "rank_entry", ["unit"], unique=False)
    op.create_table(
        "rank_move",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("unit", sa.UUID(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("request", sa.UUID(), nullable=False),
        sa.Column("from_place", sa.Integer(), nullable=True),
        sa.Column("to_place", sa.Integer(), nullable=True),
        sa.Column("moved_by", sa.UUID(), nullable=False),
        sa.Column("assignment", sa.UUID(), nullable=False),
        sa.Column("side", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("btrim(reason) <> ''", name="ck_rank_move_reason_2b21f4"),
        sa.CheckConstraint("side in ('business')", name="ck_rank_move_side_74f0e7"),
        sa.CheckConstraint("char_length(reason) <= 2000", name="ck_rank_move_reason_2ac97b"),
        sa.CheckConstraint("from_place >= 1", name="ck_rank_move_from_place_1e920f"),
        sa.CheckConstraint("to_place >= 1", name="ck_rank_move_to_place_5aed38"),
        sa.CheckConstraint("version >= 1", name="ck_rank_move_version_b093cc"),
        sa.ForeignKeyConstraint(
            ["assignment", "moved_by", "side"],
            ["assignment.id", "assignment.person", "assignment.side"],
            name="fk_rank_move_in_office",
            onupdate="RESTRICT",
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["moved_by"], ["person.id"], name="fk_rank_move_moved_by", onupdate="RESTRICT", ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["request"], ["request.id"], name="fk_rank_move_request", onupdate="RESTRICT", ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["unit"], ["unit.id"], name="fk_rank_move_unit", onupdate="RESTRICT", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_rank_move"),
        sa.UniqueConstraint("unit", "version", name="uq_rank_move_one_version", postgresql_nulls_not_distinct=None),
    )
    op.create_index("ix_rank_move_moved_by", "rank_move", ["moved_by"], unique=False)
    op.create_index("ix_rank_move_request", "rank_move", ["request"], unique=False)
    op.create_index("ix_rank_move_unit", "rank_move", ["unit"], unique=False)
    op.create_table(
        "scope",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("request", sa.UUID(), nullable=False),
        sa.Column("kept", sa.Numeric(precision=5, scale=4), nullable=False),
        sa.Column("question", sa.UUID(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("kept <= 1", name="ck_scope_kept_4501a2"),
        sa.CheckConstraint("kept >= 0", name="ck_scope_kept_1d59fc"),
        sa.ForeignKeyConstraint(
            ["request"], ["request.id"], name="fk_scope_request", onupdate="RESTRICT", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_scope"),
    )
    op.execute("create index ix_scope_by_request_183227 on scope using btree (request, at desc)")
    op.create_index("ix_scope_request", "scope", ["request"], unique=False)
    op.create_table(
        "slot",
        sa.Column("request", sa.UUID(), nullable=False),
        sa.Column("start_month", sa.Date(), nullable=False),
        sa.Column("finish_month", sa.Date(), nullable=False),
        sa.Column("held_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("extract(day from finish_month) = 1", name="ck_slot_finish_month_cd3593"),
        sa.CheckConstraint("extract(day from start_month) = 1", name="ck_slot_start_month_ec3791"),
        sa.CheckConstraint("start_month <= finish_month", name="ck_slot_ordered_fb9d3a"),
        sa.ForeignKeyConstraint(
            ["request"], ["request.id"], name="fk_slot_request", onupdate="RESTRICT", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("request", name="pk_slot"),
    )
    op.create_table(
        "value_review",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("request", sa.UUID(), nullable=False),
        sa.Column("checkpoint_months", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("checkpoint_months >= 1", name="ck_value_review_checkpoint_months_94cf2c"),
        sa.ForeignKeyConstraint(
            ["request"], ["request.id"], name="fk_value_review_request", onupdate="RESTRICT", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_value_review"),
        sa.UniqueConstraint(
            "request", "checkpoint_months", name="uq_value_review_once", postgresql_nulls_not_distinct=None
        ),
    )
    op.create_index("ix_value_review_due_on", "value_review", ["due_on"], unique=False)
    op.create_index("ix_value_review_request", "value_review", ["request"], unique=False)
    op.create_table(
        "asked_party",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("question", sa.UUID(), nullable=False),
        sa.Column("unit", sa.UUID(), nullable=True),
        sa.Column("because", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("btrim(because) <> ''", name="ck_asked_party_because_d8c8df"),
        sa.CheckConstraint("char_length(because) <= 1000", name="ck_asked_party_because_e4ec5e"),
        sa.ForeignKeyConstraint(
            ["question"],
            ["priority_question.id"],
            name="fk_asked_party_question",
            onupdate="RESTRICT",
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["unit"], ["unit.id"], name="fk_asked_party_unit", onupdate="RESTRICT", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_asked_party"),
        sa.UniqueConstraint("question", "unit", name="uq_asked_party_once_a3b888", postgresql_nulls_not_distinct=True),
    )
    op.create_index("ix_asked_party_question", "asked_party", ["question"], unique=False)
    op.create_index("ix_asked_party_unit", "asked_party", ["unit"], unique=False)
    op.create_table(
        "measurement",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("benefit", sa.UUID(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("amount_cents", sa.BigInteger(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("measured_by", sa.UUID(), nullable=False),
        sa.Column("assignment", sa.UUID(), nullable=False),
        sa.Column("side", sa.String(length=20), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("supersedes", sa.UUID(), nullable=True),
        sa.CheckConstraint("btrim(evidence) <> ''", name="ck_measurement_evidence_f37960"),
        sa.CheckConstraint("side in ('business')", name="ck_measurement_side_74f0e7"),
        sa.CheckConstraint("char_length(evidence) <= 8000", name="ck_measurement_evidence_b2b9c4"),
        sa.CheckConstraint("extract(day from month) = 1", name="ck_measurement_month_7926e4"),
        sa.ForeignKeyConstraint(
            ["assignment", "measured_by", "side"],
            ["assignment.id", "assignment.person", "assignment.side"],
            name="fk_measurement_in_office",
            onupdate="RESTRICT",
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["benefit"], ["benefit.id"], name="fk_measurement_benefit", onupdate="RESTRICT", ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["measured_by"], ["person.id"], name="fk_measurement_measured_by", onupdate="RESTRICT", ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["supersedes"],
            ["measurement.id"],
            name="fk_measurement_supersedes",
            onupdate="RESTRICT",
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_measurement"),
        sa.UniqueConstraint("supersedes", name="uq_measurement_supersedes"),
    )
    op.execute("create index ix_measurement_by_month_f1b466 on measurement using btree (benefit, month, at desc)")
    op.execute(
        "create unique index ix_measurement_first_once_a6e737 on measurement using btree (benefit, month) where supersedes is null"
    )
    op.create_index("ix_measurement_benefit", "measurement", ["benefit"], unique=False)
    op.create_index("ix_measurement_measured_by", "measurement", ["measured_by"], unique=False)
    op.create_table(
        "promised_benefit",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("promise", sa.UUID(), nullable=False),
        sa.Column("benefit", sa.UUID(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("metric", sa.String(length=200), nullable=False),
        sa.Column("unit_of_measure", sa.String(length=60), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("baseline", sa.Numeric(precision=18, scale=4), nullable=True),
        sa.Column("target", sa.Numeric(precision=18, scale=4), nullable=True),
        sa.Column("low_cents", sa.BigInteger(), nullable=True),
        sa.Column("likely_cents", sa.BigInteger(), nullable=True),
        sa.Column("high_cents", sa.BigInteger(), nullable=True),
        sa.Column("start_month", sa.Date(), nullable=False),
        sa.Column("end_month", sa.Date(), nullable=False),
        sa.Column("value_cents", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("btrim(metric) <> ''", name="ck_promised_benefit_metric_8725c3"),
        sa.CheckConstraint("btrim(unit_of_measure) <> ''", name="ck_promised_benefit_unit_of_measure_4eac77"),
        sa.CheckConstraint(
            "kind in ('revenue', 'saving', 'avoided_cost', 'risk', 'compliance', 'productivity', 'experience')",
            name="ck_promised_benefit_kind_a5cf87",
        ),
        sa.CheckConstraint("extract(day from end_month) = 1", name="ck_promised_benefit_end_month_7e0898"),
        sa.CheckConstraint("extract(day from start_month) = 1", name="ck_promised_benefit_start_month_ec3791"),
        sa.CheckConstraint("high_cents >= 0", name="ck_promised_benefit_high_cents_eeacb0"),
        sa.CheckConstraint("likely_cents >= 0", name="ck_promised_benefit_likely_cents_478a76"),
        sa.CheckConstraint("low_cents >= 0", name="ck_promised_benefit_low_cents_a59bff"),
        sa.CheckConstraint("number >= 1", name="ck_promised_benefit_number_d83071"),
        sa.CheckConstraint("start_month <= end_month", name="ck_promised_benefit_ordered_8f691e"),
        sa.CheckConstraint("value_cents >= 0", name="ck_promised_benefit_value_cents_eb5e41"),
        sa.ForeignKeyConstraint(
            ["benefit"], ["benefit.id"], name="fk_promised_benefit_benefit", onupdate="RESTRICT", ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["promise"], ["promise.id"], name="fk_promised_benefit_promise", onupdate="RESTRICT", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_promised_benefit"),
        sa.UniqueConstraint("promise", "benefit", name="uq_promised_benefit_once", postgresql_nulls_not_distinct=None),
    )
    op.create_index("ix_promised_benefit_benefit", "promised_benefit", ["benefit"], unique=False)
    op.create_index("ix_promised_benefit_promise", "promised_benefit", ["promise"], unique=False)
    op.create_table(
        "question_option",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("question", sa.UUID(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("consent", sa.String(length=20), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("price_cents", sa.BigInteger(), nullable=True),
        sa.Column("value_at_stake_cents", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("displaced", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'[]'"), nullable=False),
        sa.Column(
            "extra_capacity", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'[]'"), nullable=False
        ),
        sa.Column("earliest_month", sa.Date(), nullable=True),
        sa.Column("finish_month", sa.Date(), nullable=True),
        sa.Column("scope_share", sa.Numeric(precision=5, scale=4), nullable=True),
        sa.Column("route", sa.String(length=20), nullable=True),
        sa.Column("asks", postgresql.ARRAY(sa.UUID(), dimensions=1), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("asks_board", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.CheckConstraint("btrim(title) <> ''", name="ck_question_option_title_f1a43c"),
        sa.CheckConstraint("btrim(why) <> ''", name="ck_question_option_why_5610e7"),
        sa.CheckConstraint("consent in ('yours', 'theirs', 'board')", name="ck_question_option_consent_0857ba"),
        sa.CheckConstraint(
            "kind in ('displace', 'fund', 'shrink', 'wait', 'reroute')", name="ck_question_option_kind_39ee0a"
        ),
        sa.CheckConstraint(
            "route in ('it_delivery', 'quick_win', 'bought_service', 'business_built', 'crowdsourced', 'self_service')",
            name="ck_question_option_route_96257e",
        ),
        sa.CheckConstraint("char_length(title) <= 400", name="ck_question_option_title_a334a7"),
        sa.CheckConstraint("char_length(why) <= 4000", name="ck_question_option_why_26a9d9"),
        sa.CheckConstraint("extract(day from earliest_month) = 1", name="ck_question_option_earliest_month_c6b318"),
        sa.CheckConstraint("extract(day from finish_month) = 1", name="ck_question_option_finish_month_cd3593"),
        sa.CheckConstraint("number >= 1", name="ck_question_option_number_d83071"),
        sa.CheckConstraint("price_cents >= 0", name="ck_question_option_price_cents_788911"),
        sa.CheckConstraint("scope_share <= 1", name="ck_question_option_scope_share_104f19"),
        sa.CheckConstraint("scope_share >= 0", name="ck_question_option_scope_share_c4b713"),
        sa.ForeignKeyConstraint(
            ["question"],
            ["priority_question.id"],
            name="fk_question_option_question",
            onupdate="RESTRICT",
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_question_option"),
        sa.UniqueConstraint("id", "question", name="uq_question_option_belongs", postgresql_nulls_not_distinct=None),
        sa.UniqueConstraint(
            "question", "number", name="uq_question_option_numbered", postgresql_nulls_not_distinct=None
        ),
    )
    op.create_index("ix_question_option_question", "question_option", ["question"], unique=False)
    op.create_table(
        "review_verdict",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("review", sa.UUID(), nullable=False),
        sa.Column("verdict", sa.String(length=20), nullable=False),
        sa.Column("lesson", sa.Text(), nullable=False),
        sa.Column("promised_cents", sa.BigInteger(), nullable=False),
        sa.Column("realised_cents", sa.BigInteger(), nullable=False),
        sa.Column("measured_share", sa.Numeric(precision=5, scale=4), nullable=False),
        sa.Column("closed_by", sa.UUID(), nullable=False),
        sa.Column("assignment", sa.UUID(), nullable=False),
        sa.Column("side", sa.String(length=20), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("btrim(lesson) <> ''", name="ck_review_verdict_lesson_622728"),
        sa.CheckConstraint("side in ('business')", name="ck_review_verdict_side_74f0e7"),
        sa.CheckConstraint(
            "verdict in ('realised', 'partly', 'not_realised', 'unmeasurable', 'too_early')",
            name="ck_review_verdict_verdict_4481d8",
        ),
        sa.CheckConstraint("char_length(lesson) <= 8000", name="ck_review_verdict_lesson_1a5a39"),
        sa.CheckConstraint("measured_share <= 1", name="ck_review_verdict_measured_share_7eccac"),
        sa.CheckConstraint("measured_share >= 0", name="ck_review_verdict_measured_share_0cc21b"),
        sa.CheckConstraint("promised_cents >= 0", name="ck_review_verdict_promised_cents_a26108"),
        sa.ForeignKeyConstraint(
            ["assignment", "closed_by", "side"],
            ["assignment.id", "assignment.person", "assignment.side"],
            name="fk_review_verdict_in_office",
            onupdate="RESTRICT",
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["closed_by"], ["person.id"], name="fk_review_verdict_closed_by", onupdate="RESTRICT", ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["review"], ["value_review.id"], name="fk_review_verdict_review", onupdate="RESTRICT", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_review_verdict"),
        sa.UniqueConstraint("review", name="uq_review_verdict_review"),
    )
    op.create_index("ix_review_verdict_closed_by", "review_verdict", ["closed_by"], unique=False)
    op.create_table(
        "answer",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("question", sa.UUID(), nullable=False),
        sa.Column("option", sa.UUID(), nullable=False),
        sa.Column("unit", sa.UUID(), nullable=True),
        sa.Column("answered_by", sa.UUID(), nullable=False),
        sa.Column("assignment", sa.UUID(), nullable=False),
        sa.Column("side", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("supersedes", sa.UUID(), nullable=True),
        sa.CheckConstraint("btrim(reason) <> ''", name="ck_answer_reason_2b21f4"),
        sa.CheckConstraint("side in ('business')", name="ck_answer_side_74f0e7"),
        sa.CheckConstraint("char_length(reason) <= 2000", name="ck_answer_reason_2ac97b"),
        sa.ForeignKeyConstraint(
            ["answered_by"], ["person.id"], name="fk_answer_answered_by", onupdate="RESTRICT", ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["assignment", "answered_by", "side"],
            ["assignment.id", "assignment.person", "assignment.side"],
            name="fk_answer_in_office",
            onupdate="RESTRICT",
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["option", "question"],
            ["question_option.id", "question_option.question"],
            name="fk_answer_of_this_question",
            onupdate="RESTRICT",
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["question"], ["priority_question.id"], name="fk_answer_question", onupdate="RESTRICT", ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["supersedes"], ["answer.id"], name="fk_answer_supersedes", onupdate="RESTRICT", ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(["unit"], ["unit.id"], name="fk_answer_unit", onupdate="RESTRICT", ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name="pk_answer"),
        sa.UniqueConstraint("supersedes", name="uq_answer_supersedes"),
    )
    op.create_index("ix_answer_answered_by", "answer", ["answered_by"], unique=False)
    op.create_index("ix_answer_question", "answer", ["question"], unique=False)
    op.create_index("ix_answer_unit", "answer", ["unit"], unique=False)
    install(op.get_bind())


def downgrade() -> None:
    uninstall(op.get_bind())
    op.drop_index("ix_answer_unit", table_name="answer")
    op.drop_index("ix_answer_question", table_name="answer")
    op.drop_index("ix_answer_answered_by", table_name="answer")
    op.drop_table("answer")
    op.drop_index("ix_review_verdict_closed_by", table_name="review_verdict")
    op.drop_table("review_verdict")
    op.drop_index("ix_question_option_question", table_name="question_option")
    op.drop_table("question_option")
    op.drop_index("ix_promised_benefit_promise", table_name="promised_benefit")
    op.drop_index("ix_promised_benefit_benefit", table_name="promised_benefit")
    op.drop_table("promised_benefit")
    op.drop_index("ix_measurement_measured_by", table_name="measurement")
    op.drop_index("ix_measurement_benefit", table_name="measurement")
    op.execute("drop index ix_measurement_first_once_a6e737")
    op.execute("drop index ix_measurement_by_month_f1b466")
    op.drop_table("measurement")
    op.drop_index("ix_asked_party_unit", table_name="asked_party")
    op.drop_index("ix_asked_party_question", table_name="asked_party")
    op.drop_table("asked_party")
    op.drop_index("ix_value_review_request", table_name="value_review")
    op.drop_index("ix_value_review_due_on", table_name="value_review")
    op.drop_table("value_review")
    op.drop_table("slot")
    op.drop_index("ix_scope_request", table_name="scope")
    op.execute("drop index ix_scope_by_request_183227")
    op.drop_table("scope")
    op.drop_index("ix_rank_move_unit", table_name="rank_move")
    op.drop_index("ix_rank_move_request", table_name="rank_move")
    op.drop_index("ix_rank_move_moved_by", table_name="rank_move")
    op.drop_table("rank_move")
    op.drop_index("ix_rank_entry_unit", table_name="rank_entry")
    op.drop_table("rank_entry")
    op.drop_index("ix_pulse_request", table_name="pulse")
    op.drop_index("ix_pulse_person", table_name="pulse")
    op.execute("drop index ix_pulse_once_a036ac")
    op.drop_table("pulse")
    op.drop_index("ix_promise_request", table_name="promise")
    op.drop_index("ix_promise_committed_by", table_name="promise")
    op.drop_table("promise")
    op.drop_index("ix_progress_update_request", table_name="progress_update")
    op.drop_index("ix_progress_update_author", table_name="progress_update")
    op.execute("drop index ix_progress_update_newest_183227")
    op.drop_table("progress_update")
    op.drop_index("ix_priority_question_status", table_name="priority_question")
    op.drop_index("ix_priority_question_request", table_name="priority_question")
    op.drop_index("ix_priority_question_raised_by", table_name="priority_question")
    op.execute("drop index ix_priority_question_one_open_2c6739")
    op.drop_table("priority_question")
    op.drop_index("ix_policy_set_by", table_name="policy")
    op.drop_table("policy")
    op.drop_index("ix_imported_row_subject", table_name="imported_row")
    op.drop_index("ix_imported_row_batch", table_name="imported_row")
    op.drop_table("imported_row")
    op.drop_index("ix_forecast_request", table_name="forecast")
    op.drop_index("ix_forecast_made_by", table_name="forecast")
    op.execute("drop index ix_forecast_newest_183227")
    op.drop_table("forecast")
    op.drop_index("ix_follower_request", table_name="follower")
    op.drop_index("ix_follower_person", table_name="follower")
    op.drop_table("follower")
    op.drop_index("ix_estimate_team", table_name="estimate")
    op.drop_index("ix_estimate_request", table_name="estimate")
    op.drop_index("ix_estimate_made_by", table_name="estimate")
    op.execute("drop index ix_estimate_newest_e6fea9")
    op.drop_table("estimate")
    op.drop_index("ix_endorsement_unit", table_name="endorsement")
    op.drop_index("ix_endorsement_request", table_name="endorsement")
    op.drop_index("ix_endorsement_endorsed_by", table_name="endorsement")
    op.drop_table("endorsement")
    op.drop_index("ix_dependency_request", table_name="dependency")
    op.drop_index("ix_dependency_recorded_by", table_name="dependency")
    op.drop_index("ix_dependency_needs", table_name="dependency")
    op.drop_table("dependency")
    op.drop_index("ix_delivery_started_by", table_name="delivery")
    op.drop_index("ix_delivery_delivered_by", table_name="delivery")
    op.drop_table("delivery")
    op.drop_index("ix_deferral_request", table_name="deferral")
    op.execute("drop index ix_deferral_by_request_183227")
    op.drop_table("deferral")
    op.drop_index("ix_comment_request", table_name="comment")
    op.drop_index("ix_comment_author", table_name="comment")
    op.drop_table("comment")
    op.drop_index("ix_clarification_request", table_name="clarification")
    op.drop_index("ix_clarification_asked_by", table_name="clarification")
    op.drop_index("ix_clarification_answered_by", table_name="clarification")
    op.execute("drop index ix_clarification_one_open_d4b2f3")
    op.drop_table("clarification")
    op.drop_index("ix_capacity_team", table_name="capacity")
    op.drop_index("ix_capacity_logged_by", table_name="capacity")
    op.drop_table("capacity")
    op.drop_index("ix_budget_set_by", table_name="budget")
    op.drop_table("budget")
    op.drop_index("ix_benefit_request", table_name="benefit")
    op.drop_index("ix_benefit_owner", table_name="benefit")
    op.drop_index("ix_benefit_declared_by", table_name="benefit")
    op.drop_table("benefit")
    op.drop_index("ix_session_person", table_name="session")
    op.drop_table("session")
    op.drop_index("ix_request_unit", table_name="request")
    op.drop_index("ix_request_submitter", table_name="request")
    op.drop_index("ix_request_sponsor", table_name="request")
    op.drop_index("ix_request_on_behalf_of", table_name="request")
    op.execute("drop index ix_request_by_title_fd7d2d")
    op.execute("drop index ix_request_by_state_48141b")
    op.execute("drop index ix_request_newest_99e38d")
    op.drop_table("request")
    op.drop_table("ranking_list")
    op.drop_index("ix_import_batch_imported_by", table_name="import_batch")
    op.execute("drop index ix_import_batch_newest_3e059e")
    op.drop_table("import_batch")
    op.drop_index("ix_funded_capacity_team", table_name="funded_capacity")
    op.drop_table("funded_capacity")
    op.drop_index("ix_effort_record_team", table_name="effort_record")
    op.drop_table("effort_record")
    op.drop_index("ix_draft_author", table_name="draft")
    op.drop_table("draft")
    op.drop_table("credential")
    op.drop_index("ix_assignment_unit", table_name="assignment")
    op.drop_index("ix_assignment_team", table_name="assignment")
    op.drop_index("ix_assignment_person", table_name="assignment")
    op.drop_index("ix_assignment_acts_for", table_name="assignment")
    op.execute("alter table assignment drop constraint ex_assignment_one_side_562058")
    op.drop_table("assignment")
    op.drop_index("ix_api_token_person", table_name="api_token")
    op.drop_table("api_token")
    op.drop_table("unit")
    op.drop_table("team")
    op.drop_table("sign_in_count")
    op.execute("drop index ix_person_one_email_768df9")
    op.drop_table("person")
    op.drop_index("ix_audit_event_actor", table_name="audit_event")
    op.execute("drop index ix_audit_event_by_request_d9d268")
    op.execute("drop index ix_audit_event_by_subject_27e10d")
    op.execute("drop index ix_audit_event_of_portfolio_168d4c")
    op.execute("drop index ix_audit_event_in_commit_order_b26112")
    op.drop_table("audit_event")
