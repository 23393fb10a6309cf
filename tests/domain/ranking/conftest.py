"""Retail with three owners, and four requests that nobody has ranked."""

import pytest

from domain.actor import Actor
from domain.demand.rows import RequestRow
from tests.support.builders.ballots import owner_too
from tests.support.builders.ranking import submitted
from tests.support.personas import Company


@pytest.fixture
async def owners(company: Company, owner: Actor) -> tuple[Actor, Actor, Actor]:
    """Rita, who owns Retail longest, and two more."""
    bea = await owner_too(company, "Bea Bond", company.retail)
    carl = await owner_too(company, "Carl Cole", company.retail)
    return await company.owner_retail.as_actor(), await bea.as_actor(), await carl.as_actor()


@pytest.fixture
async def requests(company: Company, owner: Actor) -> list[RequestRow]:
    return [await submitted(owner, company.retail, title) for title in ("One", "Two", "Three", "Four")]
