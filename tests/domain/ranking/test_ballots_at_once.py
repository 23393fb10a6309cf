"""Owners who rank at once lose nothing, whatever happens to requests and offices meanwhile."""

import asyncio
from itertools import permutations
from random import Random

from domain.actor import Actor
from domain.database.engine import value
from domain.demand.commands import withdraw_request
from domain.demand.rows import RequestRow
from domain.errors import Conflict, RuleViolation
from domain.organisation import commands_roles
from domain.ranking.commands_ballot import submit_ranking
from tests.support.builders.ballots import cast, order, reasons, replayed, version
from tests.support.personas import Company

Three = tuple[Actor, Actor, Actor]


async def test_owners_who_rank_at_once_lose_nothing(
    company: Company, owners: Three, requests: list[RequestRow]
) -> None:
    orders = list(permutations(requests, 3))
    conflicts = 0

    async def voter(seed: int) -> None:
        nonlocal conflicts
        chance, voted = Random(seed), 0
        while voted < 4:
            seen = await version(company.retail)
            tiers = [[one.id] for one in chance.choice(orders)]
            try:
                await submit_ranking(owners[seed % 3], company.retail, tiers, expected_version=seen)
                voted += 1
            except Conflict:
                conflicts += 1
            except RuleViolation:
                continue

    await asyncio.gather(*(voter(seed) for seed in range(6)))
    assert conflicts > 0
    assert await order(company.retail) == await replayed(company.retail)
    seen = await reasons(owners[0], company.retail)
    assert not seen.is_due
    assert await value("select count(*) from audit_event where action = 'ranking.submitted'") == 24
    assert await version(company.retail) >= 24


async def test_a_ballot_and_a_withdrawal_at_once_leave_one_truth(
    company: Company, owners: Three, requests: list[RequestRow]
) -> None:
    rita, bea, _ = owners
    one, two, three, _ = requests
    await cast(rita, company.retail, one, two)
    await asyncio.gather(
        cast(bea, company.retail, three, two, one),
        withdraw_request(rita, three.id, reason="Never."),
        return_exceptions=True,
    )
    assert await value("select state from request where id = $1", three.id) == "withdrawn"
    seen = await reasons(bea, company.retail)
    assert set(seen.by_request) == {one.id, two.id}
    await cast(bea, company.retail, two)
    assert await order(company.retail) == [one.id, two.id] == await replayed(company.retail)


async def test_an_owner_who_leaves_while_ranking_leaves_one_truth(
    company: Company, owners: Three, requests: list[RequestRow]
) -> None:
    rita, bea, _ = owners
    one, two, *_ = requests
    await cast(rita, company.retail, one, two)
    office = bea.assignments[0].id
    await asyncio.gather(
        cast(bea, company.retail, two, one),
        commands_roles.end_assignment(await company.admin.as_actor(), office),
        return_exceptions=True,
    )
    seen = await reasons(rita, company.retail)
    assert bea.person_id not in {each.owner for each in seen.ballots}
    assert await order(company.retail) == [one.id, two.id] == await replayed(company.retail)
