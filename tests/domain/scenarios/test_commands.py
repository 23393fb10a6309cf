"""Saving a what-if, discarding it, and making it real: in the database, one deed at a time."""

import asyncio
from collections.abc import AsyncIterator
from contextvars import Context
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from domain.actor import Actor
from domain.audit.queries import audit_trail
from domain.capacity.commands import budget_set, set_budget
from domain.capacity.queries import budgets
from domain.database.clock import clock_at
from domain.database.engine import rows, value
from domain.decisions.kinds import OptionKind
from domain.demand.rows import RequestRow
from domain.errors import Conflict, DomainError, Forbidden, NotFound, RuleViolation
from domain.governance.queries import policy_now
from domain.planning.current import CurrentPlan
from domain.planning.queries import current_plan
from domain.quantities import Month
from domain.scenarios import commands_adoption, planning, queries
from domain.scenarios.commands import discard_scenario, save_scenario
from domain.scenarios.commands_adoption import adopt_scenario
from domain.scenarios.planning import compare_scenarios, scenario_plan, scenario_summary
from domain.scenarios.rows import ScenarioRow
from tests.support.builders.capacity import logged, split
from tests.support.builders.decisions import clash, option_of, planned, raised
from tests.support.builders.planning import round_held
from tests.support.builders.ranking import ranked
from tests.support.builders.scenarios import adopted, saved
from tests.support.database import Database
from tests.support.intruder import attempt, copied, intruding
from tests.support.personas import Company, founded
from tests.support.portfolios import counted

NOW = datetime(2026, 11, 9, 12, tzinfo=UTC)
FIRST = Month(2026, 11)


@pytest.fixture
async def company(database: object) -> AsyncIterator[Company]:
    """A team with twenty days a month."""
    with clock_at(NOW):
        company = await founded()
        await logged(company, FIRST, days=split(20, 0, 0, 0))
        yield company


@pytest.fixture
async def three(company: Company) -> list[RequestRow]:
    """Retail's list: two requests that share the team's first two months, and one that waits for the third."""
    owner = await company.owner_retail.as_actor()
    made: list[RequestRow] = []
    for title in ("One", "Two", "Three"):
        after = made[-1] if made else None
        made.append(await planned(company, owner, company.retail, title, days=20, cents=100_000, after=after))
    return made


@pytest.fixture
async def board(company: Company) -> Actor:
    return await company.board.as_actor()


def more_days(days: str = "20", month: Month = FIRST, **changes: Any) -> dict[str, Any]:
    """Days of Platform in two months."""
    change = {"team": "platform", "month": str(month), "until_month": str(month + 1), "days": days}
    return {"capacity": [change | changes]}


def starts(plan: CurrentPlan) -> dict[str, int]:
    return dict(plan.plan.starts)


async def test_a_saved_scenario_leaves_the_live_plan_alone(
    company: Company, owner: Actor, three: list[RequestRow]
) -> None:
    before = await current_plan()
    row = await saved(owner, "Twice as fast", **more_days())
    after = await current_plan()
    assert after is before, "nothing that a plan follows from has changed"
    found = await scenario_plan(row)
    assert list(starts(before).values()) == [0, 0, 2]
    assert list(starts(found.plan).values()) == [0, 0, 0]
    assert (row.name, row.saved_by, row.data_version, row.month) == (
        "Twice as fast",
        owner.person_id,
        before.data_version,
        FIRST,
    )
    events = await audit_trail(owner, subject=row.id, limit=5)
    assert [event.text for event in events] == ["Rita Reed saved a scenario: Twice as fast."]
    assert await scenario_plan(row) is found, "it is planned once for everybody"


async def test_what_people_name_is_found_and_what_nothing_is_called_is_said(
    company: Company, owner: Actor, three: list[RequestRow]
) -> None:
    row = await saved(
        owner,
        order=[{"unit": "retail", "requests": [three[2].key.lower()]}],
        moves=[{"request": three[1].key, "after": str(three[2].id)}],
        policy={"entitlements": [{"unit": "finance", "weight": 2}]},
    )
    assert [place.request for place in (await scenario_plan(row)).plan.input.order] == [
        three[2].key,
        three[1].key,
        three[0].key,
    ]
    before = await counted()
    with pytest.raises(RuleViolation) as refused:
        await save_scenario(
            owner,
            name=" ",
            changes={
                "capacity": [{"team": "nobody", "month": "2026-12", "days": "1"}],
                "requests_out": ["REQ-999", "x"],
                "options": [str(company.retail)],
            },
        )
    assert [each.path for each in refused.value.violations] == [
        "name",
        "changes.capacity.0.team",
        "changes.requests_out.0",
        "changes.requests_out.1",
        "changes.options.0",
    ]
    with pytest.raises(RuleViolation, match="cannot be made"):
        await saved(owner, **more_days(month=FIRST + -1))
    with pytest.raises(NotFound):
        await save_scenario(owner, name="On", changes=more_days(), follows="77")
    assert await counted() == before


async def test_owners_and_the_board_save_and_nobody_else(company: Company, three: list[RequestRow]) -> None:
    for persona in (company.it_platform, company.requester, company.admin):
        with pytest.raises(Forbidden, match="a business owner or the governance board may"):
            await saved(await persona.as_actor(), **more_days())
    first = await saved(await company.board.as_actor(), **more_days())
    again = await save_scenario(
        await company.owner_finance.as_actor(), name="More still", changes=more_days("30"), follows=str(first.number)
    )
    assert again.follows == first.id


async def test_who_saved_a_scenario_discards_it_and_its_signature_stays(company: Company, owner: Actor) -> None:
    row = await saved(owner, **more_days())
    with pytest.raises(Forbidden, match="Only Rita Reed"):
        await discard_scenario(await company.board.as_actor(), row.id)
    with clock_at(NOW + timedelta(days=3)):
        gone = await discard_scenario(owner, str(row.number))
        with pytest.raises(Conflict):
            await discard_scenario(owner, row.id)
    assert (gone.saved_at, gone.discarded_at) == (row.saved_at, NOW + timedelta(days=3))
    assert (await queries.scenarios(owner, first=5)).total == 0
    assert [one.id for one in (await queries.scenarios(owner, first=5, mine=True)).items] == [row.id]
    with pytest.raises(Conflict, match="discarded"):
        await adopted(await company.board.as_actor(), row)


async def test_the_database_keeps_a_scenario_as_it_was_saved(
    database: Database, company: Company, owner: Actor
) -> None:
    row = await saved(owner, **more_days())
    rita, bo, ivo = company.owner_retail.id, company.board.id, company.it_platform.id
    discarding = "update scenario set discarded_at = now()"
    with intruding(database) as line:
        assert attempt(line, "mandate_owner", rita, discarding) is None
        assert attempt(line, "mandate_board", bo, discarding) == "42501"
        assert attempt(line, "mandate_owner", rita, "update scenario set name = 'Mine'") == "42501"
        assert attempt(line, "mandate_owner", rita, "delete from scenario") == "42501"
        copy = copied("scenario", {"id": "gen_random_uuid()", "number": "99"})
        for role in ("mandate_it", "mandate_requester", "mandate_admin", "mandate_worker"):
            assert attempt(line, role, ivo, copy) == "42501"
        assert attempt(line, "mandate_owner", ivo, copy) == "42501"
        assert attempt(line, "mandate_it", ivo, discarding) == "42501"
    assert (await queries.scenario(row.id)).discarded_at is None


async def test_an_older_scenario_is_computed_on_the_data_as_they_are_now(
    company: Company, owner: Actor, board: Actor, three: list[RequestRow]
) -> None:
    row = await saved(owner, **more_days())
    age = (await queries.age_by_scenario(owner, [row.id]))[row.id]
    assert (age.stale, age.text) == (False, "Saved today; nothing changed since.")
    await logged(company, FIRST, days=split(40, 0, 0, 0))
    with clock_at(NOW + timedelta(days=2)):
        age = (await queries.age_by_scenario(owner, [row.id]))[row.id]
    assert age.stale
    assert age.text.startswith("Saved 2 days ago; 1 change since, so its figures are computed anew")
    now = await scenario_plan(row)
    assert now.plan.data_version == (await current_plan()).data_version > row.data_version


async def test_plans_stand_side_by_side_with_what_differs_first(
    company: Company, owner: Actor, three: list[RequestRow]
) -> None:
    faster = await saved(owner, "Faster", **more_days())
    without = await saved(owner, "Without one", requests_out=[three[0].key])
    found = await compare_scenarios([faster, without])
    assert found.columns == (None, faster, without)
    assert [row.same for row in found.comparison.rows] == [False, False, True]
    assert [row.key for row in found.comparison.rows] == [three[0].key, three[2].key, three[1].key], "most value first"
    assert await compare_scenarios([faster, without]) is found
    short = await scenario_summary(faster)
    assert short.text == (
        "Against the plan as it is 1 request starts earlier; €1,333 more. It takes 40 days bought for €32,000."
    )
    assert [effect.text for effect in short.effects] == ["Retail: 1 request starts earlier; €1,333 more."]
    for wrong in ([], [faster] * 2, [faster, without, faster, without]):
        with pytest.raises(RuleViolation, match="Compare 2 to 4"):
            await compare_scenarios(wrong)


async def test_the_board_makes_a_scenario_real_as_one_deed(
    company: Company, owner: Actor, board: Actor, three: list[RequestRow]
) -> None:
    await round_held(company)
    row = await saved(
        owner,
        "Spring",
        policy={"commit_share": 0.9, "entitlements": [{"unit": "retail", "weight": 3}]},
        budgets=[{"month": "2026-12", "until_month": "2027-01", "amount": "50000.05"}],
        **more_days(),
    )
    wanted = await scenario_plan(row)
    made = await adopted(board, row, reason="Spring is near.")
    assert made.adopted
    live = await current_plan()
    assert live.plan == wanted.plan.plan
    assert live.line == wanted.plan.line
    assert (await policy_now()).settings.commit_share == 0.9
    reasons = await value("select reason from policy order by version desc limit 1")
    assert reasons == f"Spring is near. (scenario {row.number}: Spring)"
    set_ = await budgets(board, first=FIRST, last=FIRST + 2)
    assert [cell.amount_cents for cell in set_] == [None, 5_000_005, 5_000_005]
    bought = await rows("select bought_decidays, price_cents, scenario from funded_capacity order by month")
    assert [tuple(each) for each in bought] == [(200, 1_600_000, row.id)] * 2
    adoption = (await queries.adoption_by_scenario(owner, [row.id]))[row.id]
    held = await value("select number from planning_round where scenario = $1", row.id)
    assert (adoption.adopted_by, adoption.round_number, adoption.reason) == (board.person_id, held, "Spring is near.")
    since = [event.action.value for event in await audit_trail(board, limit=20) if event.number > adoption.data_version]
    assert sorted(since) == [
        "budget.set",
        "budget.set",
        "policy.set",
        "round.held",
        "scenario.adopted",
        "scenario.saved",
    ]
    with pytest.raises(Conflict, match="adopted this scenario already"):
        await adopted(board, row)
    with pytest.raises(Conflict, match="so it stays"):
        await discard_scenario(owner, row.id)


async def test_within_the_cycle_the_plan_that_follows_is_the_scenarios_too(
    company: Company, owner: Actor, board: Actor, three: list[RequestRow]
) -> None:
    await round_held(company)
    await ranked(owner, three[2])
    row = await saved(owner, planning="within_cycle", **more_days(month=FIRST + 1))
    wanted = await scenario_plan(row)
    assert wanted.plan.plan.starts[three[0].key] == 0, "the order moved, its places stay"
    await adopted(board, row)
    assert (await current_plan()).plan.starts == wanted.plan.plan.starts
    assert (await queries.adoption_by_scenario(owner, [row.id]))[row.id].round_number is None


async def test_what_others_decide_is_refused_by_name_and_nothing_is_applied(
    company: Company, owner: Actor, board: Actor, three: list[RequestRow]
) -> None:
    conflict = await clash(company)
    question = await raised(company, conflict.crowded)
    option = await option_of(question, OptionKind.WAIT)
    row = await saved(
        owner,
        budgets=[{"month": "2026-12", "amount": "1000"}],
        moves=[{"request": three[2].key, "after": None}],
        requests_in=[{"title": "Chat", "unit": "finance", "efforts": [{"team": "platform", "days": "3"}]}],
        requests_out=[three[0].key],
        effort_factor="1.2",
        options=[str(option.id)],
        **more_days("-1", bought=False),
    )
    before = await counted()
    with pytest.raises(RuleViolation, match="decided by others") as refused:
        await adopted(board, row)
    assert refused.value.rule == "decided_by_others"
    said = {each.path: each.message for each in refused.value.violations}
    assert set(said) == {
        "changes.capacity.0",
        "changes.options.0",
        "changes.requests_out.0",
        "changes.moves.0",
        "changes.requests_in.0",
        "changes.effort_factor",
    }
    assert "Platform itself (Ivo Plath)" in said["changes.capacity.0"]
    assert "(Rita Reed)" in said["changes.moves.0"]
    assert "(Fay Finch)" in said["changes.requests_in.0"]
    assert "withdraws or parks" in said["changes.requests_out.0"]
    assert f"Priority question {question.number} is answered by" in said["changes.options.0"]
    assert await counted() == before


async def test_figures_of_older_data_are_not_adopted(
    company: Company, owner: Actor, board: Actor, three: list[RequestRow]
) -> None:
    row = await saved(owner, **more_days())
    seen = (await current_plan()).data_version
    await set_budget(board, FIRST, 100_000_00)
    await logged(company, FIRST + 1, days=split(30, 0, 0, 0))
    before = await counted()
    with pytest.raises(Conflict) as refused:
        await adopt_scenario(board, row.id, expected_data_version=seen, reason="Now.")
    assert "Ivo Plath logged the capacity of a team for December 2026" in refused.value.message
    assert "Bo Board set the budget for November 2026" in refused.value.message
    assert await counted() == before
    with pytest.raises(RuleViolation, match="Say why"):
        await adopted(board, row, reason=" ")
    with pytest.raises(Forbidden, match="the governance board may"):
        await adopted(owner, row)
    with pytest.raises(Forbidden):
        await adopted(await company.it_platform.as_actor(), row)


async def test_a_scenario_that_changes_nothing_any_more_is_not_adopted(
    company: Company, owner: Actor, board: Actor
) -> None:
    row = await saved(owner, budgets=[{"month": "2026-12", "amount": "1000"}])
    await set_budget(board, FIRST + 1, 100_000)
    with pytest.raises(RuleViolation, match="The budget is this already"):
        await adopted(board, row)


async def test_in_a_race_a_scenario_is_adopted_exactly_once(
    company: Company, owner: Actor, three: list[RequestRow]
) -> None:
    row = await saved(owner, **more_days())
    version = (await current_plan()).data_version
    members = [await company.board.as_actor(), await company.board_chair.as_actor()]

    async def adopt(member: Actor) -> DomainError | ScenarioRow:
        try:
            return await adopt_scenario(member, row.id, expected_data_version=version, reason="First come.")
        except DomainError as refused:
            return refused

    done = await asyncio.gather(*(adopt(member) for member in members * 4))
    assert sum(isinstance(one, ScenarioRow) for one in done) == 1
    assert {type(one) for one in done} == {ScenarioRow, Conflict}
    assert await value("select count(*) from funded_capacity") == 2
    assert await value("select count(*) from planning_round") == 1


async def test_what_somebody_else_changes_meanwhile_is_never_adopted_unseen(
    company: Company, owner: Actor, board: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = await saved(owner, budgets=[{"month": "2026-12", "amount": "1000"}], planning="within_cycle")
    chair = await company.board_chair.as_actor()

    async def meanwhile(*given: Any, **named: Any) -> Any:
        somebody = asyncio.create_task(set_budget(chair, FIRST + 5, 100), context=Context())
        await somebody
        return await budget_set(*given, **named)

    monkeypatch.setattr(commands_adoption, "budget_set", meanwhile)
    with pytest.raises(Conflict, match="at this moment"):
        await adopted(board, row)
    assert [each["month"] for each in await rows("select month from budget")] == [(FIRST + 5).first]
    assert not (await queries.scenario(row.id)).adopted


async def test_few_plans_are_kept(company: Company, owner: Actor, three: list[RequestRow]) -> None:
    several = [await saved(owner, **more_days(str(days))) for days in range(1, planning.MOST_PLANS + 4)]
    for row in several:
        await scenario_summary(row)
    assert len(planning._plans) <= planning.MOST_PLANS
    assert len(planning._comparisons) <= planning.MOST_COMPARISONS
