# ruff: noqa: E501 — the long lines are SQL
"""What PostgreSQL itself refuses: roles, grants and triggers, declared here and put in force after every migration.

Applying them is idempotent, so the database always holds exactly what this code says. Three kinds of guard stand behind
the permission matrix: grants by role (`domain.migrations.grants`), type-tagged foreign keys (in the tables), and the triggers
below, which look at the person named in `mandate.actor` whichever role writes.
"""

from domain.actor import DATABASE_ROLES
from domain.demand.rules import LIFE
from domain.jobs import schema
from domain.migrations import grants, guards_ballots, guards_entitlement, guards_scenarios, guards_value

# Evidence: rows that nobody changes or removes. Corrections are new rows.
APPEND_ONLY = (
    "audit_event",
    "policy",
    "estimate",
    "rank_move",
    "question_option",
    "answer",
    "promise",
    "promised_benefit",
    "forecast",
    "progress_update",
    "measurement",
    "review_verdict",
    "comparison",
    "priority_credit",
    "confirmation",
    "planning_round",
    "scenario_adoption",
)

# table → (the column that names who did it, the column that says when)
SIGNED = {
    "policy": ("set_by", "set_at"),
    "estimate": ("made_by", "made_at"),
    "capacity": ("logged_by", "logged_at"),
    "budget": ("set_by", "set_at"),
    "rank_move": ("moved_by", "at"),
    "endorsement": ("endorsed_by", "at"),
    "answer": ("answered_by", "at"),
    "promise": ("committed_by", "committed_at"),
    "forecast": ("made_by", "at"),
    "progress_update": ("author", "at"),
    "measurement": ("measured_by", "at"),
    "review_verdict": ("closed_by", "at"),
    "ballot": ("cast_by", "at"),
    "comparison": ("answered_by", "at"),
    "confirmation": ("confirmed_by", "at"),
    "planning_round": ("held_by", "at"),
    "scenario": ("saved_by", "saved_at"),
    "scenario_adoption": ("adopted_by", "at"),
}

# Signed when they are written, and never again: what may change later leaves author and time as they are.
SIGNED_ONCE = ("scenario",)

# Tables without a signature of their own that only somebody on the business side may write.
BUSINESS_ONLY = (
    "ranking_list",
    "rank_entry",
    "promised_benefit",
    "slot",
    "deferral",
    "funded_capacity",
    "scope",
    "ballot",
    "comparison",
    "confirmation",
    "planning_round",
    "scenario",
    "scenario_adoption",
)

_FUNCTIONS = """
create or replace function mandate_now() returns timestamptz language plpgsql stable as $$
declare told text := nullif(current_setting('mandate.clock', true), '');
begin
  -- A told clock counts only for who owns the schema: the demo company and tests, never the serving login.
  if told is not null and pg_has_role(session_user, (select relowner from pg_class where oid = 'audit_event'::regclass), 'member') then
    return told::timestamptz;
  end if;
  return clock_timestamp();
end $$;

create or replace function mandate_actor() returns uuid language sql stable as
$$ select nullif(current_setting('mandate.actor', true), '')::uuid $$;

create or replace function mandate_holds(wanted_role text, wanted_unit uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as
$$ select exists (
     select 1 from assignment
     where person = mandate_actor() and role = wanted_role and (wanted_unit is null or unit = wanted_unit)
       and from_at <= mandate_now() and (until_at is null or until_at > mandate_now())) $$;

create or replace function mandate_append_only() returns trigger language plpgsql as $$
begin
  raise exception '% is evidence: it is not changed or removed, corrections are new rows', tg_table_name
    using errcode = '42501', constraint = tg_table_name || '.append_only';
end $$;

create or replace function mandate_signed() returns trigger language plpgsql as $$
declare
  row_ jsonb := to_jsonb(new);
  signer uuid := (row_ ->> tg_argv[0])::uuid;
  office uuid := (row_ ->> 'assignment')::uuid;
begin
  -- Only the first policy has no author, and its table says so.
  if signer is not null and signer is distinct from mandate_actor() then
    raise exception '% is signed by who writes it', tg_table_name
      using errcode = '42501', constraint = tg_table_name || '.signed';
  end if;
  if office is not null and not exists (
       select 1 from assignment a
       where a.id = office and a.from_at <= mandate_now() and (a.until_at is null or a.until_at > mandate_now())) then
    raise exception 'the assignment behind this % is not in force', tg_table_name
      using errcode = '42501', constraint = tg_table_name || '.in_force';
  end if;
  new := jsonb_populate_record(new, jsonb_build_object(tg_argv[1], mandate_now()));
  return new;
end $$;

create or replace function mandate_business_only() returns trigger language plpgsql as $$
begin
  if not (mandate_holds('owner', null) or mandate_holds('board', null)) then
    raise exception '% is decided by the business side only', tg_table_name
      using errcode = '42501', constraint = tg_table_name || '.business_only';
  end if;
  return null;
end $$;

create or replace function mandate_benefit() returns trigger language plpgsql as $$
begin
  -- Everyone signed in may promise for a request of theirs, and IT is signed in too: the person counts, not the role.
  -- What an administrator imports was promised elsewhere.
  if (current_user = 'mandate_admin' and not mandate_holds('admin', null))
     or (current_user <> 'mandate_admin' and mandate_holds('it', null)) then
    raise exception 'IT promises no value' using errcode = '42501', constraint = 'benefit.not_it';
  end if;
  if tg_op = 'INSERT' and new.declared_by is distinct from mandate_actor() then
    raise exception 'a benefit is signed by who declares it' using errcode = '42501', constraint = 'benefit.signed';
  end if;
  return new;
end $$;

create or replace function mandate_deputy() returns trigger language plpgsql as $$
begin
  -- Only the founding of an installation assigns without an administrator: the system names the first one.
  if current_user in ('mandate_admin', 'mandate_access') and not mandate_holds('admin', null)
     and mandate_actor() is distinct from '00000000-0000-0000-0000-000000000000'::uuid then
    raise exception 'only an administrator assigns roles' using errcode = '42501', constraint = 'assignment.administrator';
  end if;
  if current_user in ('mandate_owner', 'mandate_board')
     and (new.acts_for is distinct from mandate_actor() or not mandate_holds(new.role, new.unit)) then
    raise exception 'owners and board members name deputies for themselves only'
      using errcode = '42501', constraint = 'assignment.deputy';
  end if;
  return new;
end $$;

create or replace function mandate_question() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    if new.status <> 'open' or new.outcome is not null or new.closed_at is not null then
      raise exception 'a priority question starts open' using errcode = '42501', constraint = 'priority_question.starts_open';
    end if;
    if coalesce(new.raised_by, '00000000-0000-0000-0000-000000000000'::uuid) is distinct from mandate_actor() then
      raise exception 'a priority question is signed by who raises it' using errcode = '42501', constraint = 'priority_question.signed';
    end if;
  elsif old.closed_at is not null then
    raise exception 'a decided priority question stays decided' using errcode = '42501', constraint = 'priority_question.stays';
  elsif (new.outcome is distinct from old.outcome or current_user in ('mandate_owner', 'mandate_board')) and not (mandate_holds('owner', null) or mandate_holds('board', null)) then
    raise exception 'only business owners or the board decide a priority question'
      using errcode = '42501', constraint = 'priority_question.business_only';
  end if;
  return new;
end $$;

create or replace function mandate_audited() returns trigger language plpgsql as $$
begin
  new.actor := coalesce(mandate_actor(), new.actor);
  new.at := mandate_now();
  new.recorded_at := clock_timestamp();
  new.xact := pg_current_xact_id()::text::bigint;
  return new;
end $$;

create or replace function mandate_announced() returns trigger language plpgsql as $$
begin
  perform pg_notify('mandate_events', '');
  return null;
end $$;
"""


def _life() -> str:
    """The trigger that keeps the life of a request, made from the same table that the rules use."""
    steps = ",\n        ".join(
        f"('{before.value}', '{after.value}', '{role.value}')"
        for (before, after), roles in sorted(LIFE.items())
        for role in roles
    )
    return f"""
create or replace function mandate_life() returns trigger language plpgsql as $$
declare allowed text[];
begin
  if tg_op = 'INSERT' then
    if new.state <> 'submitted' then
      raise exception 'a request starts as submitted' using errcode = '42501', constraint = 'request.life';
    end if;
    if new.submitter is distinct from mandate_actor() then
      raise exception 'a request is signed by who submits it' using errcode = '42501', constraint = 'request.signed';
    end if;
    if current_user <> 'mandate_admin' and (new.lane = 'mandatory' or new.sponsor is not null or new.look_again_on is not null)
       and not mandate_holds('owner', new.unit) then
      raise exception 'only a business owner of the unit decides this' using errcode = '42501', constraint = 'request.owner_decides';
    end if;
    if current_user = 'mandate_admin' and not mandate_holds('admin', null) then
      raise exception 'only an administrator imports requests' using errcode = '42501', constraint = 'request.administrator';
    end if;
    return new;
  end if;
  if (new.route, new.lane, new.sponsor) is distinct from (old.route, old.lane, old.sponsor)
     and not (mandate_holds('owner', old.unit) or mandate_holds('board', null)) then
    raise exception 'only a business owner of the unit decides this' using errcode = '42501', constraint = 'request.owner_decides';
  end if;
  if new.state = old.state then
    if (new.state_reason, new.look_again_on) is distinct from (old.state_reason, old.look_again_on)
       and not (mandate_holds('owner', old.unit) or mandate_holds('board', null)) then
      raise exception 'only a business owner of the unit decides this' using errcode = '42501', constraint = 'request.owner_decides';
    end if;
    if current_user = 'mandate_admin' and not mandate_holds('admin', null) then
      raise exception 'only an administrator imports requests' using errcode = '42501', constraint = 'request.administrator';
    end if;
    return new;
  end if;
  select array_agg(role) into allowed from (values
        {steps}
  ) as life(before_, after_, role) where before_ = old.state and after_ = new.state;
  if allowed is null then
    raise exception 'a request that is % cannot become %', old.state, new.state
      using errcode = '42501', constraint = 'request.life';
  end if;
  if (current_user = 'mandate_owner' and 'owner' = any(allowed)
        and (mandate_holds('owner', old.unit) or (old.state = 'committed' and new.state = 'estimated' and mandate_holds('owner', null))))
     or (current_user = 'mandate_it' and 'it' = any(allowed) and mandate_holds('it', null))
     or (current_user = 'mandate_board' and 'board' = any(allowed) and mandate_holds('board', null))
     or (current_user = 'mandate_admin' and 'admin' = any(allowed) and mandate_holds('admin', null))
     or (current_user = 'mandate_worker' and 'system' = any(allowed)
        and mandate_actor() = '00000000-0000-0000-0000-000000000000'::uuid) then
    return new;
  end if;
  raise exception 'this role may not lead a request from % to %', old.state, new.state
    using errcode = '42501', constraint = 'request.life';
end $$;
"""


def _roles() -> list[str]:
    names = ", ".join(f"'{name}'" for name in DATABASE_ROLES)
    members = ", ".join(DATABASE_ROLES)
    return [
        f"""
do $$
declare name text;
begin
  foreach name in array array[{names}] loop
    begin
      if not exists (select 1 from pg_roles where rolname = name) then
        execute format('create role %I nologin noinherit', name);
      end if;
    exception when duplicate_object or unique_violation then null;
    end;
  end loop;
  begin
    if not exists (select 1 from pg_roles where rolname = '{grants.LOGIN}') then
      create role {grants.LOGIN} login noinherit;
    end if;
  exception when duplicate_object or unique_violation then null;
  end;
end $$""",
        f"grant {members} to {grants.LOGIN}",
        f"""
do $$ begin
  if not (select rolsuper from pg_roles where rolname = current_user) then
    execute format('grant {members} to %I', current_user);
  end if;
end $$""",
    ]


def _trigger(name: str, table: str, when: str, call: str) -> list[str]:
    return [
        f'create or replace trigger {name} {when} on "{table}" {call}',
        f'alter table "{table}" enable always trigger {name}',
    ]


def _triggers() -> list[str]:
    made: list[str] = []
    for table in APPEND_ONLY:
        made += _trigger(
            "append_only",
            table,
            "before update or delete",
            "for each row execute function mandate_append_only()",
        )
        made += _trigger(
            "no_truncate",
            table,
            "before truncate",
            "for each statement execute function mandate_append_only()",
        )
    for table, (signer, at) in SIGNED.items():
        made += _trigger(
            "signed",
            table,
            "before insert" if table in SIGNED_ONCE else "before insert or update",
            f"for each row execute function mandate_signed('{signer}', '{at}')",
        )
    for table in BUSINESS_ONLY:
        made += _trigger(
            "business_only",
            table,
            "before insert or update or delete",
            "for each statement execute function mandate_business_only()",
        )
    made += _trigger(
        "deputy", "assignment", "before insert or update", "for each row execute function mandate_deputy()"
    )
    made += _trigger(
        "promised_by", "benefit", "before insert or update", "for each row execute function mandate_benefit()"
    )
    made += _trigger("life", "request", "before insert or update", "for each row execute function mandate_life()")
    made += _trigger(
        "question",
        "priority_question",
        "before insert or update",
        "for each row execute function mandate_question()",
    )
    made += _trigger("audited", "audit_event", "before insert", "for each row execute function mandate_audited()")
    made += _trigger(
        "announced", "audit_event", "after insert", "for each statement execute function mandate_announced()"
    )
    return made


def statements(tables: tuple[str, ...]) -> list[str]:
    """Everything to run, in order, on a database whose tables are at head."""
    return [
        *_roles(),
        _FUNCTIONS,
        _life(),
        *grants.statements(tables),
        *schema.grants(grants.WRITERS, grants.READER),
        *_triggers(),
        *guards_value.statements(),
        *guards_ballots.statements(),
        *guards_entitlement.statements(),
        *guards_scenarios.statements(),
    ]


__all__ = ["APPEND_ONLY", "BUSINESS_ONLY", "SIGNED", "statements"]
