"""Estimates: what is usable, what several come to, and who gives them."""

import asyncio
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.actor import Deed
from domain.database.engine import transaction, value
from domain.demand import queries as demand
from domain.demand.rules import RequestState
from domain.errors import Conflict, DomainError, Forbidden, NotFound, RuleViolation
from domain.estimation import queries
from domain.estimation.commands import estimate_request
from domain.estimation.queries import EstimateRow
from domain.estimation.rules import Confidence, NewEstimate, estimate_violations, total_effort
from domain.quantities import pert_mean
from tests.support.builders.demand import actions_of, led_to, submitted
from tests.support.builders.estimation import estimated, new_estimate
from tests.support.personas import Company

AMOUNTS = st.integers(-5, 400)


@given(AMOUNTS, AMOUNTS, AMOUNTS, AMOUNTS, AMOUNTS)
def test_an_estimate_is_usable_exactly_when_its_points_are_in_order(
    low: int, likely: int, high: int, one_off: int, run: int
) -> None:
    new = NewEstimate(low, likely, high, Confidence.LOW, one_off, run)
    usable = 0 <= low <= likely <= high and one_off >= 0 and run >= 0
    assert usable == (not estimate_violations(new))


POINTS = st.tuples(*[st.integers(0, 5000)] * 3).map(sorted)


@given(st.lists(POINTS, max_size=5))
def test_the_teams_effort_adds_up_and_its_mean_lies_within(points: list[list[int]]) -> None:
    estimates = [NewEstimateOfTeam(*three) for three in points]
    total = total_effort(estimates)
    assert total.low_decidays == sum(low for low, _, _ in points)
    assert total.expected_decidays == sum(total.by_team.values()) == sum(pert_mean(*three) for three in points)
    assert total.low_decidays <= total.expected_decidays <= total.high_decidays
    assert total.low_decidays <= total.likely_decidays <= total.high_decidays


class NewEstimateOfTeam:
    """A team's estimate, as far as totals need it."""

    def __init__(self, low: int, likely: int, high: int) -> None:
        self.team = uuid4()
        self.low_decidays, self.likely_decidays, self.high_decidays = low, likely, high
        self.one_off_cents = self.run_cents = 100


async def test_the_first_estimate_leads_a_request_to_estimated(company: Company) -> None:
    request = await submitted(company)
    made = await estimated(company, request, one_off_cents=500_000, run_cents=20_000)
    after = await demand.request(await company.outsider.as_actor(), request.id)
    assert after is not None
    assert (after.state, after.version) == (RequestState.ESTIMATED, request.version + 1)
    assert (made.version, made.expected_decidays, made.current) == (1, 217, True)
    assert (await actions_of(request.id))[1:] == ["request.estimated"]


async def test_every_version_is_kept_and_each_team_has_one_current(company: Company) -> None:
    actor = await company.outsider.as_actor()
    request = await submitted(company)
    await estimated(company, request, days=20)
    await estimated(company, request, team="data", days=5)
    latest = await estimated(company, request, days=30)
    assert latest.version == 2
    current = (await queries.estimates_by_request(actor, [request.id]))[request.id]
    assert [(one.team, one.version, one.likely_decidays) for one in current] == [
        (company.platform, 2, 300),
        (company.data, 1, 50),
    ]
    history = (await queries.estimate_history_by_request(actor, [request.id]))[request.id]
    assert [(one.likely_decidays, one.current) for one in history] == [(300, True), (50, True), (200, False)]
    by_id: dict[object, EstimateRow] = dict(await queries.estimate_by_id(actor, [one.id for one in history]))
    assert [by_id[one.id] for one in history] == list(history)
    effort = (await queries.effort_by_request(actor, [request.id]))[request.id]
    assert effort.likely_decidays == 350
    assert effort.by_team == {company.platform: 325, company.data: 55}
    with pytest.raises(Forbidden):
        async with transaction(await company.it_platform.as_actor(), Deed.ESTIMATE_REQUEST) as tx:
            await tx.execute("update estimate set likely_decidays = 1 where id = $1", latest.id)


async def test_only_its_own_staff_estimates_for_a_team(company: Company) -> None:
    request = await submitted(company)
    for persona in company.personas.values():
        if persona == company.it_platform:
            continue
        with pytest.raises(Forbidden, match=r"IT staff of (the team|team Platform)"):
            await estimate_request(await persona.as_actor(), request.id, team="platform", estimate=new_estimate())
    assert await value("select count(*) from estimate") == 0


async def test_an_unusable_estimate_is_refused_with_every_reason(company: Company) -> None:
    request = await submitted(company)
    wrong = new_estimate(low_decidays=500, high_decidays=100, one_off_cents=-1, assumptions="x" * 9000)
    it = await company.it_platform.as_actor()
    with pytest.raises(RuleViolation) as refused:
        await estimate_request(it, request.id, team="platform", estimate=wrong)
    assert [violation.path for violation in refused.value.violations] == [
        "effort_days.low",
        "effort_days.high",
        "one_off_cost",
        "assumptions",
    ]
    with pytest.raises(NotFound):
        await estimate_request(it, request.id, team="nobody", estimate=new_estimate())
    with pytest.raises(NotFound):
        await estimate_request(it, "REQ-999999", team="platform", estimate=new_estimate())


async def test_a_withdrawn_request_is_not_estimated(company: Company) -> None:
    request = await led_to(company, await submitted(company), RequestState.WITHDRAWN)
    with pytest.raises(Conflict):
        await estimated(company, request)


async def test_requests_that_need_an_estimate_are_found(company: Company) -> None:
    actor = await company.it_platform.as_actor()
    first, second = await submitted(company, title="First"), await submitted(company, title="Second")
    await estimated(company, second)
    assert await queries.needing_estimate(actor) == (first.id,)
    assert await queries.estimated_by(actor, company.platform) == (second.id,)
    assert await queries.estimated_by(actor, company.data) == ()


async def test_estimates_given_at_once_become_versions_in_a_row(company: Company) -> None:
    request = await submitted(company)
    outcomes = await asyncio.gather(
        *[estimated(company, request, days=days) for days in (1, 2, 3, 4)], return_exceptions=True
    )
    made = [outcome for outcome in outcomes if isinstance(outcome, EstimateRow)]
    assert all(isinstance(outcome, EstimateRow | DomainError) for outcome in outcomes)
    assert sorted(one.version for one in made) == list(range(1, len(made) + 1))
    assert await value("select version from request where id = $1", request.id) == 1 + len(made)


def test_two_five_and_fourteen_days_are_six_to_expect() -> None:
    assert pert_mean(20, 50, 140) == 60
    assert pert_mean(20, 50, 141) == 61, "rounded up"
