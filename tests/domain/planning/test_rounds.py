"""Inside a cycle nobody is later without a named cause; a planning round plans anew and keeps what it changed."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from domain.actor import Actor, Deed
from domain.audit.queries import audit_trail
from domain.capacity.commands import set_budget
from domain.database.clock import clock_at
from domain.database.engine import row, transaction, value
from domain.decisions.kinds import OptionKind
from domain.demand.commands import withdraw_request
from domain.demand.rows import RequestRow
from domain.errors import Conflict, Forbidden, RuleViolation
from domain.governance.commands import set_policy
from domain.planning import queries
from domain.planning.commands import hold_planning_round
from domain.planning.preview import planning_round_preview
from domain.planning.queries import current_plan
from domain.planning.queries_waiting import waiting_by_request
from domain.planning.rounds import changes_by_round, planning_rounds, starts_of_round
from domain.planning.since_round import changes_since_round
from domain.planning.standing import stored
from domain.planning.why import why
from domain.quantities import Month
from tests.support.builders.capacity import logged, split
from tests.support.builders.decisions import answered, clash, committed, option_of, planned, raised
from tests.support.builders.estimation import estimated
from tests.support.builders.planning import AGREED, round_held
from tests.support.builders.ranking import submitted
from tests.support.personas import SYSTEM, Company, founded

NOW = datetime(2026, 11, 9, 12, tzinfo=UTC)
FIRST = Month(2026, 11)


@pytest.fixture
async def company(database: object) -> AsyncIterator[Company]:
    with clock_at(NOW):
        company = await founded()
        whole = {"request_share_of_team": 1.0}
        await set_policy(await company.board.as_actor(), whole, reason="A request may take a whole team.")
        yield company


async def net(company: Company, days: int, month: Month = FIRST, *, team: str = "platform") -> None:
    """What a team has for requests from a month on."""
    await logged(company, month, team=team, days=split(days, 0, 0, 0))


async def wish(
    company: Company, title: str, days: int, *, after: RequestRow | None = None, team: str = "platform"
) -> RequestRow:
    owner = await company.owner_retail.as_actor()
    return await planned(company, owner, company.retail, title, days=days, cents=100_000, after=after, team=team)


async def starts(*requests: RequestRow) -> list[int | None]:
    """In how many months each request starts, by the plan of this moment."""
    plan = await current_plan()
    months = [plan.start_month(one.key) for one in requests]
    return [None if month is None else month - FIRST for month in months]


async def test_known_anomaly_waits_for_the_next_round(company: Company) -> None:
    with clock_at(NOW):
        await net(company, 5)
        await net(company, 10, FIRST + 1)
        await net(company, 5, team="data")
        a = await wish(company, "A", 10)
        await estimated(company, a, team="data", low_decidays=50, likely_decidays=50, high_decidays=50)
        b = await wish(company, "B", 5, after=a, team="data")
        assert await starts(a, b) == [1, 0]
        await round_held(company)
        assert await starts(a, b) == [1, 0]
        await net(company, 10)  # from scratch B would be later now
        assert await starts(a, b) == [1, 0]
        plan = await current_plan()
        assert [(debt.request, debt.start, debt.possible, debt.behind) for debt in plan.debts.values()] == [
            (a.key, 1, 0, (b.key,))
        ]
        preview = await planning_round_preview()
        assert [(one.request, one.place, one.before, one.after, one.later) for one in preview.changes] == [
            (a.id, 1, FIRST + 1, FIRST, False),
            (b.id, 2, FIRST, FIRST + 1, True),
        ]
        assert await starts(a, b) == [1, 0]  # looking changes nothing
        held = await round_held(company)
        assert held.number > 1
        assert await starts(a, b) == [0, 1]
        assert not (await current_plan()).debts
        assert (await changes_by_round(SYSTEM, [held.id]))[held.id] == preview.changes


async def test_before_the_first_round_the_plan_follows_the_order_and_nothing_is_stored(company: Company) -> None:
    with clock_at(NOW):
        await net(company, 10)
        a = await wish(company, "A", 10)
        assert await starts(a) == [0]
        b = await wish(company, "B", 10)
        assert await starts(b, a) == [0, 1]
        plan = await current_plan()
        assert (plan.round, plan.debts, await changes_since_round(plan)) == (None, {}, ())
        assert await value("select count(*) from standing_plan") == 0


async def test_a_new_request_on_top_pushes_nobody_and_is_owed_its_place(company: Company) -> None:
    with clock_at(NOW):
        await net(company, 10)
        a, b = await wish(company, "A", 10), await wish(company, "B", 10)
        assert await starts(b, a) == [0, 1]
        await round_held(company)
        top = await wish(company, "Top", 10)
        assert await starts(top, b, a) == [2, 0, 1]
        plan = await current_plan()
        assert plan.places[top.key].place == 1  # the order follows at once
        debt = plan.debts[top.key]
        assert (debt.possible, debt.behind) == (0, (b.key,))
        said = why(plan, top.key)
        assert said is not None
        assert said.text == (
            f"Starts in January 2027. By its place it could start in November 2026, where {b.key} stands, lower in"
            " the order: within a cycle nobody is pushed back."
        )
        assert said.would_help is not None
        assert "A priority question can ask who gives way" in said.would_help
        assert "due in February 2027" in said.would_help
        (change,) = await changes_since_round(plan)
        assert (change.request, change.before, change.after, change.later) == (top.id, None, FIRST + 2, False)
        await round_held(company)
        assert await starts(top, b, a) == [0, 1, 2]
        plan = await current_plan()
        assert (plan.debts, await changes_since_round(plan)) == ({}, ())


async def test_a_withdrawn_request_lets_others_move_earlier_and_nobody_later(company: Company) -> None:
    with clock_at(NOW):
        await net(company, 10)
        a = await wish(company, "A", 10)
        b = await wish(company, "B", 10, after=a)
        c = await wish(company, "C", 10, after=b)
        await round_held(company)
        await withdraw_request(await company.owner_retail.as_actor(), a.id, reason="Not needed any more.")
        assert await starts(b, c) == [0, 1]
        changes = await changes_since_round(await current_plan())
        assert [(one.request, one.later, one.because) for one in changes] == [
            (b.id, False, None),
            (c.id, False, None),
            (a.id, True, "It was withdrawn."),
        ]


async def test_what_nobody_ranked_is_in_no_plan_round_or_change_and_takes_nobodys_days(company: Company) -> None:
    with clock_at(NOW):
        await net(company, 10)
        a = await wish(company, "A", 10)
        waits = await submitted(await company.owner_retail.as_actor(), company.retail, "Not ranked")
        await estimated(company, waits, low_decidays=100, likely_decidays=100, high_decidays=100)
        before = await planning_round_preview()
        held = await round_held(company)
        assert before.changes == (await changes_by_round(SYSTEM, [held.id]))[held.id] == ()
        assert set(await starts_of_round(held.id)) == {a.id}
        b = await wish(company, "B", 10, after=a)
        assert await starts(a, b, waits) == [0, 1, None]
        plan = await current_plan()
        assert plan.standing is not None
        assert set(plan.standing.starts) == set(plan.starts) == {a.id, b.id}
        assert [one.request for one in await changes_since_round(plan)] == [b.id]
        assert (plan.debts, waits.id in plan.keys) == ({}, True)
        price = (await waiting_by_request(SYSTEM, [waits.id]))[waits.id]
        assert (price.soonest, price.planned) == (FIRST, None)  # what it could do is known, what it will is not


async def test_who_gave_way_and_stands_in_no_list_since_dropped_out_for_that_cause(company: Company) -> None:
    with clock_at(NOW):
        await set_policy(await company.board.as_actor(), {"request_share_of_team": 0.5}, reason="At most half a team.")
        it = await clash(company)
        await round_held(company)
        await committed(company.owner_retail, it.own)
        asked = await raised(company, it.crowded)
        option = await option_of(asked, OptionKind.DISPLACE, displacing=it.own)
        await answered(company.owner_retail, asked, option)
        plan = await current_plan()
        assert (it.own.key in plan.input.unranked, plan.start_month(it.own.key)) == (True, None)
        found = {one.request: one for one in await changes_since_round(plan)}
        assert (found[it.own.id].place, found[it.own.id].after) == (None, None)
        assert found[it.own.id].because == f"It gave way to {it.crowded.key} (priority question {asked.number})."


async def test_less_capacity_makes_later_whoever_ranks_lowest_and_says_who_logged_it(company: Company) -> None:
    with clock_at(NOW):
        await net(company, 10)
        a = await wish(company, "A", 5)
        b = await wish(company, "B", 5, after=a)
        held = await round_held(company)
        assert await starts(a, b) == [0, 0]
        await net(company, 5)
        await net(company, 10, FIRST + 1)
        assert await starts(a, b) == [0, 1]
        plan = await current_plan()
        (change,) = await changes_since_round(plan)
        assert (change.request, change.before, change.after, change.later) == (b.id, FIRST, FIRST + 1, True)
        assert change.because == "Platform has 5 days in November 2026 instead of 10 (logged by Ivo Plath)."
        said = why(plan, b.key)
        assert said is not None
        assert f"Later since planning round {held.number}: {change.because}" in said.facts
        await net(company, 10)  # back again: it moves back and its cause goes
        assert await starts(a, b) == [0, 0]
        assert await changes_since_round(await current_plan()) == ()


async def test_estimates_money_and_months_that_pass_are_named_as_causes(company: Company) -> None:
    with clock_at(NOW):
        await net(company, 10)
        a = await wish(company, "A", 5)
        b = await wish(company, "B", 5, after=a)
        await round_held(company)
        await estimated(company, a, low_decidays=80, likely_decidays=80, high_decidays=80)
        assert await starts(a, b) == [0, 1]
        (change,) = await changes_since_round(await current_plan())
        assert change.because == f"{a.key} takes more days: its estimate changed."
        await estimated(company, b, low_decidays=100, likely_decidays=100, high_decidays=100, one_off_cents=9_000)
        await set_budget(await company.board.as_actor(), FIRST + 1, 8_000)
        assert await starts(a, b) == [0, 2]
        change = (await changes_since_round(await current_plan()))[0]
        assert change.because is not None
        assert "Its estimate changed: it takes 10 days of Platform now." in change.because
        assert "The budget of December 2026 was set to €80 by Bo Board." in change.because
    with clock_at(datetime(2026, 12, 1, tzinfo=UTC)):
        assert await starts(a, b) == [1, 2]
        found = {one.request: one.because for one in await changes_since_round(await current_plan())}
        assert found[a.id] == "Its month, November 2026, is over and nobody committed it."


async def test_a_commitment_keeps_its_month_and_a_late_one_is_named(company: Company) -> None:
    with clock_at(NOW):
        await net(company, 10)
        a = await wish(company, "A", 10)
        b = await wish(company, "B", 10, after=a)
        await round_held(company)
        promise = await committed(company.owner_retail, a)
        assert promise.start_month == FIRST
        assert await starts(a, b) == [0, 1]
    with clock_at(datetime(2026, 12, 3, tzinfo=UTC)):
        assert await starts(a, b) == [1, 2]
        found = {one.request: one.because for one in await changes_since_round(await current_plan())}
    late = "was committed for November 2026 and has not started: it takes its days"
    assert found == {a.id: f"It {late} from December 2026 on.", b.id: f"{a.key} {late} later."}


async def test_another_replica_shows_what_the_first_one_stored(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    with clock_at(NOW):
        await net(company, 10)
        a, _ = await wish(company, "A", 10), await wish(company, "B", 10)
        await round_held(company)
        await wish(company, "C", 10)
        first = await current_plan()
        kept = await row("select data_version, recent, starts from standing_plan")
        assert kept is not None
        assert (kept["data_version"], kept["recent"]) == (first.version.newest, first.version.recent)
        assert kept["starts"][str(a.id)] == str(FIRST + 1)
        monkeypatch.setattr(queries, "_latest", None)  # as another process would find it
        second = await current_plan()
        assert second is not first
        assert (second.starts, second.standing) == (first.starts, first.standing)
        assert await row("select data_version, recent, starts from standing_plan") == kept


async def test_when_two_replicas_plan_at_once_one_is_stored_and_both_show_it(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    with clock_at(NOW):
        await net(company, 10)
        a, b = await wish(company, "A", 10), await wish(company, "B", 10)
        await round_held(company)
        await current_plan()
        slow, fast = asyncio.Event(), asyncio.Event()

        async def late(*args: object, **more: object) -> bool:
            fast.set()
            await slow.wait()
            return await stored(*args, **more)  # type: ignore[arg-type]

        top = await wish(company, "Top", 10)
        monkeypatch.setattr(queries, "stored", late)
        behind = asyncio.create_task(current_plan())
        await fast.wait()
        monkeypatch.setattr(queries, "stored", stored)
        monkeypatch.setattr(queries, "_making", {})
        await withdraw_request(await company.owner_retail.as_actor(), b.id, reason="Not needed any more.")
        newer = await current_plan()
        slow.set()
        older = await behind
        assert older.starts == newer.starts == {top.id: FIRST, a.id: FIRST + 1}
        assert older.version == newer.version
        assert await value("select data_version from standing_plan") == newer.data_version


async def test_inside_a_transaction_the_plan_follows_what_stands_and_is_stored_for_nobody(
    company: Company, owner: Actor
) -> None:
    with clock_at(NOW):
        await net(company, 10)
        a, b = await wish(company, "A", 10), await wish(company, "B", 10)
        await round_held(company)
        before = await current_plan()
        kept = await row("select data_version, at from standing_plan")
        async with transaction(owner, Deed.RANK_REQUEST) as tx:
            await tx.execute("update request set version = version + 1 where id = $1", a.id)
            assert (await current_plan()).starts == before.starts
        assert await row("select data_version, at from standing_plan") == kept
        assert b.id in before.starts


async def test_only_the_board_holds_a_round_with_a_reason_on_what_it_looked_at(company: Company) -> None:
    with clock_at(NOW):
        await net(company, 10)
        a = await wish(company, "A", 10)
        seen = (await planning_round_preview()).data_version
        board = await company.board.as_actor()
        for persona in (company.it_platform, company.owner_retail, company.admin, company.requester):
            with pytest.raises(Forbidden, match="governance board"):
                await hold_planning_round(await persona.as_actor(), expected_data_version=seen, reason=AGREED)
        with pytest.raises(RuleViolation, match="reason"):
            await hold_planning_round(board, expected_data_version=seen, reason=" ")
        await wish(company, "B", 10, after=a)
        with pytest.raises(Conflict, match="Look at the changes again"):
            await hold_planning_round(board, expected_data_version=seen, reason=AGREED)
        assert await value("select count(*) from planning_round") == 0
        held = await round_held(company)
        assert (held.month, held.held_by, held.at) == (FIRST, company.board.id, NOW)
        (event, *_) = await audit_trail(board, limit=1)
        assert event.text == f"Bo Board held planning round {held.number}: “{AGREED}”"
        assert event.after is not None
        assert (event.after["later"], event.after["comes_in"], event.subject) == (0, 0, held.id)
        assert (await planning_rounds(board, first=5)).items == (held,)


async def test_of_two_rounds_at_once_one_is_held(company: Company) -> None:
    with clock_at(NOW):
        await net(company, 10)
        await wish(company, "A", 10)
        seen = (await current_plan()).data_version
        chairs = [await company.board.as_actor(), await company.board_chair.as_actor()]
        done = await asyncio.gather(
            *(hold_planning_round(each, expected_data_version=seen, reason=AGREED) for each in chairs),
            return_exceptions=True,
        )
        assert sorted(type(each).__name__ for each in done) == ["Conflict", "RoundRow"]
        assert await value("select count(*) from planning_round") == 1


async def test_more_capacity_changes_no_duration_inside_a_cycle(company: Company) -> None:
    with clock_at(NOW):
        await net(company, 10)
        a = await wish(company, "A", 20)
        b = await wish(company, "B", 10, after=a)
        await round_held(company)
        before = await current_plan()
        assert before.finish_month(a.key) == FIRST + 1
        for month in range(18):
            await net(company, 30, FIRST + month)
        after = await current_plan()
        assert after.finish_month(a.key) == FIRST + 1  # not squeezed into one month before a round says so
        assert await starts(a, b) == [0, 0]
        await round_held(company)
        assert (await current_plan()).finish_month(a.key) == FIRST
