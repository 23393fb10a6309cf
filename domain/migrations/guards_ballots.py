"""Whose ballot is whose: an owner writes the own one, or as a deputy that of whom it stands in for, in the own unit."""

_FUNCTIONS = """
create or replace function mandate_votes_for(office uuid, of_unit uuid, of_owner uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as
$$ select exists (
     select 1 from assignment
     where id = office and person = mandate_actor() and role = 'owner' and unit = of_unit
       and coalesce(acts_for, person) = of_owner) $$;

create or replace function mandate_ballot() returns trigger language plpgsql as $$
begin
  if mandate_votes_for(new.assignment, new.unit, new.owner) then
    return new;
  end if;
  -- Before the first ballot of a unit the list as it stood becomes that of the owner who answers for it.
  if tg_op = 'INSERT' and mandate_holds('owner', new.unit) and exists (
       select 1 from assignment a
       where a.unit = new.unit and a.role = 'owner' and coalesce(a.acts_for, a.person) = new.owner
         and a.from_at <= mandate_now() and (a.until_at is null or a.until_at > mandate_now()))
     and not exists (
       select 1 from ballot b join assignment a on a.unit = b.unit and coalesce(a.acts_for, a.person) = b.owner
       where b.unit = new.unit and a.role = 'owner'
         and a.from_at <= mandate_now() and (a.until_at is null or a.until_at > mandate_now())) then
    return new;
  end if;
  raise exception 'an owner of the unit casts the own ballot' using errcode = '42501', constraint = 'ballot.own';
end $$;

create or replace function mandate_comparison() returns trigger language plpgsql as $$
begin
  if not mandate_votes_for(new.assignment, new.unit, new.owner) then
    raise exception 'an owner of the unit compares its requests'
      using errcode = '42501', constraint = 'comparison.own';
  end if;
  return new;
end $$;
"""


def statements() -> list[str]:
    """The functions and their triggers; applying them again changes nothing."""
    made = [_FUNCTIONS]
    for table, when, function in (
        ("ballot", "before insert or update", "mandate_ballot"),
        ("comparison", "before insert", "mandate_comparison"),
    ):
        # Triggers run by name: after "signed", so that whoever signs for somebody else hears about that.
        made += [
            f'create or replace trigger voted {when} on "{table}" for each row execute function {function}()',
            f'alter table "{table}" enable always trigger voted',
        ]
    return made
