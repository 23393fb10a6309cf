"""Who may say what came true: the owner of the very unit measures, and nobody judges the own unit's promise."""

_FUNCTIONS = """
create or replace function mandate_measurement() returns trigger language plpgsql as $$
declare of_unit uuid;
begin
  select r.unit into of_unit from benefit b join request r on r.id = b.request where b.id = new.benefit;
  if not mandate_holds('owner', of_unit) then
    raise exception 'only a business owner of the unit measures its benefits'
      using errcode = '42501', constraint = 'measurement.owner_of_unit';
  end if;
  return new;
end $$;

create or replace function mandate_verdict() returns trigger language plpgsql as $$
declare of_unit uuid;
begin
  select r.unit into of_unit from value_review w join request r on r.id = w.request where w.id = new.review;
  if not mandate_holds('board', null) or mandate_holds('owner', of_unit) then
    raise exception 'members of the board who do not own the unit judge its promises'
      using errcode = '42501', constraint = 'review_verdict.unbiased';
  end if;
  return new;
end $$;
"""


def statements() -> list[str]:
    """The functions and their triggers; applying them again changes nothing."""
    made = [_FUNCTIONS]
    for name, table, function in (
        # Triggers run by name: after "signed", so that whoever signs for somebody else hears about that.
        ("unit_of_owner", "measurement", "mandate_measurement"),
        ("unbiased", "review_verdict", "mandate_verdict"),
    ):
        made += [
            f'create or replace trigger {name} before insert on "{table}" for each row execute function {function}()',
            f'alter table "{table}" enable always trigger {name}',
        ]
    return made
