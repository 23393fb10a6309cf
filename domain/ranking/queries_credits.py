"""Reading what units hold in days of priority, and the ledger that sums to it. Everyone signed in sees all of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from domain.actor import Actor
from domain.database.engine import rows, value
from domain.quantities import Month
from domain.ranking.kinds import CreditKind
from domain.wording import days, month_name

# Where an entry stands in its ledger.
Standing = tuple[datetime, UUID]


@dataclass(frozen=True, slots=True)
class CreditRow:
    """An entry of a unit's ledger: decidays of priority gained (below 0: given or owed), and what it then holds."""

    id: UUID
    unit: UUID
    month: Month
    kind: CreditKind
    credit_decidays: int
    balance_decidays: int
    other_unit: UUID | None
    other_name: str | None
    reason: str | None
    given_by: UUID | None
    at: datetime

    @property
    def standing(self) -> Standing:
        return (self.at, self.id)

    @property
    def text(self) -> str:
        """What happened, in a sentence."""
        size = f"{days(abs(self.credit_decidays))} days of priority"
        month = month_name(self.month)
        match self.kind:
            case CreditKind.LENT:
                return f"Lent {size} to {self.other_name}."
            case CreditKind.BORROWED:
                return f"Got {size} from {self.other_name}."
            case _ if self.credit_decidays > 0:
                return f"Got less than its share in {month} while its work waited: {size} more."
            case _ if self.credit_decidays < 0:
                return f"Got more than its share in {month} while others waited too: {size} less."
        return f"{month} changed nothing."


async def credit_by_unit(actor: Actor) -> Mapping[UUID, int]:
    """Decidays of priority that each unit holds, below 0 owes; units without any entry are left out."""
    found = await rows(
        "select unit, sum(credit_decidays)::int as held from priority_credit group by unit order by unit"
    )
    return {each["unit"]: each["held"] for each in found}


async def credits_by_unit(actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, int]:
    """The same for some units, 0 without any entry."""
    held = await credit_by_unit(actor)
    return {unit: held.get(unit, 0) for unit in ids}


async def ledger(actor: Actor, unit: UUID, *, first: int, before: Standing | None = None) -> tuple[CreditRow, ...]:
    """A unit's entries, the newest first, below a standing. A month that changed nothing is no entry."""
    at, last = before or (None, None)
    return await _entries(
        "c.unit = $1 and c.credit_decidays <> 0",
        "($2::timestamptz is null or (at, id) < ($2, $3)) order by at desc, id desc limit $4",
        unit,
        at,
        last,
        first,
    )


async def of_loan(actor: Actor, loan: UUID) -> tuple[CreditRow, ...]:
    """The two entries of a loan: the lender's first."""
    return await _entries(
        "c.unit in (select unit from priority_credit where loan = $1)", "loan = $1 order by credit_decidays", loan
    )


async def _entries(of: str, wanted: str, *args: object) -> tuple[CreditRow, ...]:
    found = await rows(
        f"""
        select id, unit, month, kind, credit_decidays, balance_decidays, other_unit, other_name, reason, given_by, at
        from (
          select c.id, c.unit, c.month, c.kind, c.credit_decidays, c.loan, c.reason, c.given_by, c.at,
            sum(c.credit_decidays) over (partition by c.unit order by c.at, c.id)::int as balance_decidays,
            o.unit as other_unit, u.name as other_name
          from priority_credit c
          left join priority_credit o on o.loan = c.loan and o.id <> c.id
          left join unit u on u.id = o.unit
          where {of}) entry
        where {wanted}
        """,
        *args,
    )
    return tuple(
        CreditRow(**{**each, "month": Month.of(each["month"]), "kind": CreditKind(each["kind"])}) for each in found
    )


async def last_closed_month() -> Month | None:
    """The last month whose books of priority are closed."""
    last: date | None = await value("select max(month) from priority_credit where kind = 'accrued'")
    return None if last is None else Month.of(last)
