"""Reading benefits and what they are worth beside what they cost."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from asyncpg import Record

from domain.actor import Actor
from domain.database.engine import row, rows
from domain.database.grouping import grouped
from domain.demand.queries import id_of
from domain.errors import NotFound
from domain.estimation.queries import effort_by_request
from domain.estimation.rules import Effort
from domain.governance.queries import policy_now
from domain.value.rules import (
    BenefitKind,
    Cost,
    ThreePoint,
    benefit_value,
    effort_cost,
    payback_months,
    promised_value,
    value_per_month,
    value_to_cost,
)

BENEFIT_COLUMNS = (
    "id, request, number, metric, unit_of_measure, kind, baseline, target, low_cents, likely_cents, high_cents,"
    " starts_after_months, duration_months, owner, declared_by, declared_at, dropped_at"
)


@dataclass(frozen=True, slots=True)
class BenefitRow:
    """One promised effect of a request. `money` is cents a month; None when the effect is not money."""

    id: UUID
    request: UUID
    number: int
    metric: str
    unit_of_measure: str
    kind: BenefitKind
    baseline: Decimal | None
    target: Decimal | None
    money: ThreePoint | None
    starts_after_months: int
    duration_months: int
    owner: UUID
    declared_by: UUID
    declared_at: datetime
    dropped_at: datetime | None


def benefit_row(record: Record) -> BenefitRow:
    """A benefit from a record with `BENEFIT_COLUMNS`."""
    read: dict[str, Any] = dict(record)
    low, likely, high = (read.pop(f"{point}_cents") for point in ("low", "likely", "high"))
    read["kind"] = BenefitKind(read["kind"])
    return BenefitRow(**read, money=None if likely is None else ThreePoint(low, likely, high))


async def benefit(ref: str | UUID) -> BenefitRow:
    """One benefit by its id. Raises NotFound."""
    found = await row(f"select {BENEFIT_COLUMNS} from benefit where id = $1", id_of(ref, "benefit"))
    if found is None:
        raise NotFound("There is no such benefit.")
    return benefit_row(found)


async def benefit_by_id(actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, BenefitRow]:
    """Benefits for a loader, dropped ones too."""
    found = await rows(f"select {BENEFIT_COLUMNS} from benefit where id = any($1)", list(ids))
    return {read["id"]: benefit_row(read) for read in found}


async def benefits_by_request(actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, tuple[BenefitRow, ...]]:
    """The benefits that still stand, in the order in which they were declared."""
    found = await rows(
        f"""
        select {BENEFIT_COLUMNS} from benefit
        where request = any($1) and dropped_at is null order by request, number
        """,
        list(ids),
    )
    return grouped(((read["request"], benefit_row(read)) for read in found), ids)


async def value_by_benefit(actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, ThreePoint]:
    """What each benefit is promised to bring within the policy's valuation period, in cents."""
    valuation = (await policy_now()).settings.valuation_months
    return {one: benefit_value(row, valuation) for one, row in (await benefit_by_id(actor, ids)).items()}


@dataclass(frozen=True, slots=True)
class Worth:
    """What a request is promised to bring and what it takes, under the policy's valuation period. Cents.

    `payback` is months after go-live, `ratio` value for each unit of money spent; None where they cannot be said.
    """

    value: ThreePoint
    per_month: ThreePoint
    cost: Cost
    estimated: bool
    ratio: float | None
    payback: float | None


async def worth_by_request(actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, Worth]:
    """Value, cost, value-to-cost and payback of each request by its current benefits and estimates."""
    valuation = (await policy_now()).settings.valuation_months
    benefits = await benefits_by_request(actor, ids)
    efforts = await effort_by_request(actor, ids)
    rates = {read["id"]: read["day_rate_cents"] for read in await rows("select id, day_rate_cents from team")}
    return {one: worth(benefits[one], efforts.get(one), rates, valuation) for one in ids}


def worth(
    benefits: Sequence[BenefitRow], effort: Effort | None, day_rates: Mapping[UUID, int], valuation_months: int
) -> Worth:
    """What benefits and effort come to. Without an estimate there is no ratio and no payback."""
    value = promised_value(benefits, valuation_months)
    taken = effort or Effort()
    cost = Cost(taken.one_off_cents, effort_cost(taken.by_team, day_rates), taken.run_cents, valuation_months)
    return Worth(
        value,
        value_per_month(benefits),
        cost,
        effort is not None,
        value_to_cost(value.likely, cost) if effort else None,
        payback_months(benefits, cost, valuation_months) if effort else None,
    )


async def requests_by_value(actor: Actor) -> tuple[UUID, ...]:
    """All requests with promised money, the likely value in the valuation period falling."""
    valuation = (await policy_now()).settings.valuation_months
    found = await rows(
        "select request, sum(likely_cents * greatest(0, least(starts_after_months + duration_months, $1)"
        " - starts_after_months)) as value from benefit where dropped_at is null and likely_cents is not null"
        " group by request order by value desc, request desc",
        valuation,
    )
    return tuple(read["request"] for read in found)
