"""Work under way: committed requests, started and delivered by the team that estimated them."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from domain.database import clock
from domain.delivery.commands import deliver_request, start_delivery
from domain.demand.rows import RequestRow
from domain.quantities import Month
from tests.support.builders.capacity import logged, split
from tests.support.builders.decisions import committed, planned
from tests.support.personas import Company


def this_month() -> Month:
    """The month in which the test runs, by the clock as told."""
    return Month.of(clock.now().date())


@contextmanager
def in_month(month: Month, day: int = 15) -> Iterator[None]:
    """Let it be noon of a day in a month."""
    with clock.clock_at(datetime(month.year, month.month, day, 12, tzinfo=UTC)):
        yield


async def committed_request(
    company: Company, title: str = "Loyalty cards", *, days: int = 10, cents: int = 100_000, room: bool = True
) -> RequestRow:
    """A request of Retail that its owner committed: 10 days of Platform, 1,000 a month for two years.

    `room`: log capacity first, so that it has a place in the plan; once is enough for a company.
    """
    if room:
        await logged(company, this_month(), days=split(20, 0, 0, 0))
    owner = await company.owner_retail.as_actor()
    request = await planned(company, owner, company.retail, title, days=days, cents=cents)
    await committed(company.owner_retail, request)
    return request


async def started(company: Company, request: RequestRow) -> RequestRow:
    """The request, started by Platform today."""
    await start_delivery(await company.it_platform.as_actor(), request.id)
    return request


async def delivered(company: Company, request: RequestRow, *, actual_decidays: int | None = None) -> RequestRow:
    """The request, delivered by Platform today."""
    await deliver_request(await company.it_platform.as_actor(), request.id, actual_decidays=actual_decidays)
    return request
