"""A saved scenario stays as it was saved: only its author discards it, once, and that changes no signature."""

_FUNCTION = """
create or replace function mandate_discarded() returns trigger language plpgsql as $$
begin
  if old.saved_by is distinct from mandate_actor() or old.discarded_at is not null then
    raise exception 'only who saved a scenario discards it, once'
      using errcode = '42501', constraint = 'scenario.discarded';
  end if;
  if (to_jsonb(new) - 'discarded_at') is distinct from (to_jsonb(old) - 'discarded_at') then
    raise exception 'a saved scenario is not edited: a changed one is a new one'
      using errcode = '42501', constraint = 'scenario.stays';
  end if;
  new.discarded_at := mandate_now();
  return new;
end $$;
"""


def statements() -> list[str]:
    """The function and its trigger; applying them again changes nothing."""
    return [
        _FUNCTION,
        (
            'create or replace trigger discarded before update on "scenario"'
            " for each row execute function mandate_discarded()"
        ),
        'alter table "scenario" enable always trigger discarded',
    ]
