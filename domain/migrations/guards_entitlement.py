"""Who may write days of priority (the clock at a month's close, and owners who give what another unit gets), and who
confirms that an undecided request still matters: an owner of its unit."""

_FUNCTIONS = """
create or replace function mandate_credit() returns trigger language plpgsql as $$
begin
  if new.kind = 'accrued' then
    if mandate_actor() is distinct from '00000000-0000-0000-0000-000000000000'::uuid
       or current_user = 'mandate_owner' then
      raise exception 'only the clock closes a month' using errcode = '42501', constraint = 'priority_credit.clock';
    end if;
  else
    if current_user = 'mandate_worker' or new.given_by is distinct from mandate_actor() then
      raise exception 'a loan is signed by who lends' using errcode = '42501', constraint = 'priority_credit.signed';
    end if;
    if (new.kind = 'lent') <> (new.credit_decidays < 0) or new.credit_decidays = 0 then
      raise exception 'what lends gives, and what borrows gets'
        using errcode = '42501', constraint = 'priority_credit.direction';
    end if;
    if new.kind = 'lent' and not exists (
         select 1 from assignment a
         where a.id = new.assignment and a.person = mandate_actor() and a.role = 'owner' and a.unit = new.unit
           and a.from_at <= mandate_now() and (a.until_at is null or a.until_at > mandate_now())) then
      raise exception 'only a business owner of the lending unit lends its priority'
        using errcode = '42501', constraint = 'priority_credit.owner_of_unit';
    end if;
  end if;
  new.at := mandate_now();
  return new;
end $$;

create or replace function mandate_confirmation() returns trigger language plpgsql as $$
begin
  if not mandate_holds('owner', (select unit from request where id = new.request)) then
    raise exception 'only a business owner of the unit confirms its requests'
      using errcode = '42501', constraint = 'confirmation.owner_of_unit';
  end if;
  return new;
end $$;

create or replace function mandate_loan() returns trigger language plpgsql as $$
begin
  if new.loan is not null and not exists (
       select 1 from priority_credit where loan = new.loan
       having count(*) = 2 and sum(credit_decidays) = 0 and count(distinct unit) = 2
         and count(*) filter (where kind = 'lent') = 1 and count(*) filter (where kind = 'borrowed') = 1) then
    raise exception 'a loan gives one unit what it takes from another'
      using errcode = '42501', constraint = 'priority_credit.balanced';
  end if;
  return null;
end $$;
"""


def statements() -> list[str]:
    """The functions and their triggers; applying them again changes nothing."""
    return [
        _FUNCTIONS,
        (
            "create or replace trigger credited before insert on priority_credit"
            " for each row execute function mandate_credit()"
        ),
        "alter table priority_credit enable always trigger credited",
        (
            "create or replace trigger unit_of_owner before insert on confirmation"
            " for each row execute function mandate_confirmation()"
        ),
        "alter table confirmation enable always trigger unit_of_owner",
        "drop trigger if exists balanced on priority_credit",
        (
            "create constraint trigger balanced after insert on priority_credit deferrable initially deferred"
            " for each row execute function mandate_loan()"
        ),
        "alter table priority_credit enable always trigger balanced",
    ]
