"""How the facts of the portfolio become the problem that is planned."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.audit.queries import DataVersion
from domain.capacity.queries import BudgetCell, CapacityCell
from domain.capacity.rules import Split
from domain.demand.rules import Lane, RequestState, Route
from domain.governance.rules import PolicySettings
from domain.organisation.queries import TeamRow, UnitRow
from domain.planning.current import planned
from domain.planning.facts import Demand, Facts, Freshness, Need
from domain.planning.ordering import SMALL_LANE
from domain.planning.problem import UNLIMITED_CENTS, planning_problem
from domain.planning.rules import Reason
from domain.planning.why import Why, why
from domain.quantities import Month

FIRST = Month(2026, 11)
RETAIL, FINANCE, LOGISTICS = (UUID(int=number) for number in (1, 2, 3))
TEAM = UUID(int=9)
UNITS = tuple(UnitRow(unit, name, name.lower()) for unit, name in ((RETAIL, "Retail"), (FINANCE, "Finance")))
START = datetime(2026, 1, 1, tzinfo=UTC)


def demand(number: int, **changes: Any) -> Demand:
    """A ranked request of Retail that takes ten days, at the place of its number, but for what the test changes."""
    made: dict[str, Any] = {
        "id": UUID(int=1000 + number),
        "number": number,
        "title": f"Wish {number}",
        "unit": RETAIL,
        "route": Route.IT_DELIVERY,
        "lane": Lane.NORMAL,
        "state": RequestState.RANKED,
        "version": 1,
        "submitted_at": START + timedelta(days=number),
        "deadline": None,
        "earliest_start": None,
        "rank": number,
        "slot": None,
        "started": None,
        "forecast": None,
        "not_before": None,
        "kept": Decimal(1),
        "effort": {TEAM: 100},
        "one_off_cents": 0,
        "run_cents": 0,
        "value_cents": 0,
        "needs": (),
        "endorsed": (),
    }
    return Demand(**made | changes)


def facts(demands: Sequence[Demand], *, net: int = 200, budgets: Sequence[int | None] = (), **policy: Any) -> Facts:
    """Two units and one team with twenty days a month."""
    settings = PolicySettings(**policy)
    months = [FIRST + offset for offset in range(settings.horizon_months)]
    money = [*budgets, *[None] * len(months)][: len(months)]
    return Facts(
        Freshness(DataVersion(7, 7), FIRST),
        FIRST,
        1,
        settings,
        UNITS,
        (TeamRow(TEAM, "Platform", "platform", 80_000),),
        {TEAM: tuple(CapacityCell(TEAM, month, Split(net), logged=True) for month in months)},
        {},
        tuple(BudgetCell(month, amount) for month, amount in zip(months, money, strict=True)),
        tuple(demands),
    )


def keys(demands: Sequence[Demand], **policy: Any) -> list[str]:
    return [place.request for place in planning_problem(facts(demands, **policy)).order]


def test_held_requests_come_first_then_the_order_and_what_nobody_ranked_is_not_planned() -> None:
    given_ = planning_problem(
        facts(
            [
                demand(1),
                demand(2, unit=FINANCE, rank=1),
                demand(3, state=RequestState.COMMITTED, rank=None, slot=(FIRST + 1, FIRST + 2)),
                demand(4, state=RequestState.ESTIMATED, rank=None),
                demand(5, state=RequestState.SUBMITTED, rank=None, effort={}),
                demand(6, effort={}),
            ]
        )
    )
    assert [work.request for work in given_.problem.works] == ["REQ-3", "REQ-1", "REQ-2"]
    assert (given_.held, given_.ranked, list(given_.unranked)) == (("REQ-3",), ("REQ-1", "REQ-2"), ["REQ-4"])
    assert [work.request for work in given_.with_unranked.works] == ["REQ-3", "REQ-1", "REQ-2", "REQ-4"]
    assert given_.unestimated == ("REQ-6",)
    assert {place.request for place in given_.order} == {"REQ-1", "REQ-2", "REQ-6"}
    work = given_.problem.works[0]
    assert (work.fixed, work.duration) == (1, 2)


def test_what_nobody_ranked_holds_no_days_and_says_what_would_help() -> None:
    unranked = demand(2, state=RequestState.ESTIMATED, rank=None, effort={TEAM: 200})
    wishes = [demand(1, effort={TEAM: 200}), unranked, demand(3, needs=(Need("REQ-2", RequestState.ESTIMATED),))]
    plan, alone = (planned(planning_problem(facts(each))) for each in (wishes, [wishes[0], wishes[2]]))
    assert (plan.plan, plan.line, plan.starts) == (alone.plan, alone.line, alone.starts)
    assert (plan.start_month("REQ-2"), plan.place_of(unranked.id)) == (None, None)
    assert why(plan, "REQ-2") == Why(
        "Nobody has ranked it yet: what has no place in its unit's list is not planned.",
        "not ranked",
        ("It takes 20 days of Platform.",),
        "A place in the list of Retail, which its owner gives: then it is planned by that place.",
    )
    waits = why(plan, "REQ-3")
    assert waits is not None
    assert waits.text == "Waits for REQ-2, which is not ranked yet."


def test_entitlements_of_the_policy_make_the_order() -> None:
    wishes = [demand(number) for number in (1, 2, 3)] + [
        demand(number, unit=FINANCE, rank=number) for number in (4, 5, 6)
    ]
    assert keys(wishes) == ["REQ-1", "REQ-4", "REQ-2", "REQ-5", "REQ-3", "REQ-6"]
    assert keys(wishes, entitlements={FINANCE: 3})[:4] == ["REQ-4", "REQ-5", "REQ-1", "REQ-6"]


def test_promised_value_moves_nobody() -> None:
    wishes = [demand(1), demand(2, unit=FINANCE, rank=1), demand(3)]
    assert keys(wishes) == keys([replace(one, value_cents=10**12) if one.number == 3 else one for one in wishes])


def test_support_makes_a_request_earlier_at_the_supporters_expense() -> None:
    wishes = [demand(1), demand(2), demand(3, unit=FINANCE, rank=1), demand(4, unit=FINANCE, rank=2)]
    assert keys(wishes) == ["REQ-1", "REQ-3", "REQ-2", "REQ-4"]
    supported = [wishes[0], replace(wishes[1], endorsed=((FINANCE, Decimal("0.9")),)), *wishes[2:]]
    assert keys(supported) == ["REQ-1", "REQ-3", "REQ-2", "REQ-4"]
    assert keys([replace(wishes[0], endorsed=((FINANCE, Decimal(1)),)), *wishes[1:]])[:2] == ["REQ-1", "REQ-2"]


def test_mandatory_requests_stand_first_and_small_ones_in_their_lane() -> None:
    given_ = planning_problem(
        facts(
            [
                demand(1, effort={TEAM: 2000}),
                demand(2, lane=Lane.SMALL, effort={TEAM: 50}),
                demand(3, lane=Lane.MANDATORY),
                demand(4, lane=Lane.SMALL, effort={TEAM: 900}),
            ]
        )
    )
    assert [place.request for place in given_.order][:2] == ["REQ-3", "REQ-2"]
    by_request = {place.request: place for place in given_.order}
    assert by_request["REQ-2"].unit == SMALL_LANE
    small, other = why(planned(given_), "REQ-2"), why(planned(given_), "REQ-1")
    assert small is not None
    assert other is not None
    assert small.facts[0].startswith("It stands 1 of 1 in the quick-win lane")
    assert "12% is set apart for the quick-win lane; the units share the rest." in other.facts
    # Too large for the lane: it stands in its unit's list, counted as its owner sees it.
    assert (by_request["REQ-4"].unit, by_request["REQ-4"].own_place) == (str(RETAIL), 4)


def test_running_work_keeps_what_is_left_of_it() -> None:
    running = demand(
        1,
        state=RequestState.IN_DELIVERY,
        rank=None,
        slot=(FIRST + -2, FIRST + 1),
        started=FIRST + -2,
        effort={TEAM: 400},
    )
    plan = planned(planning_problem(facts([running])))
    assert plan.plan.loads[0].planned[:3] == (100, 100, 0)
    later = planned(planning_problem(facts([replace(running, forecast=FIRST + 2)])))
    assert later.plan.loads[0].planned[:4] == (80, 80, 80, 0)
    late = planned(planning_problem(facts([replace(running, slot=(FIRST + -3, FIRST + -1), started=FIRST + -3)])))
    assert (late.start_month("REQ-1"), late.finish_month("REQ-1")) == (FIRST + -3, FIRST)
    assert late.plan.loads[0].planned[0] == 100


def test_a_committed_request_that_did_not_start_takes_its_days_from_now_on() -> None:
    late = demand(1, state=RequestState.COMMITTED, rank=None, slot=(FIRST + -2, FIRST + -1))
    plan = planned(planning_problem(facts([late])))
    assert (plan.start_month("REQ-1"), plan.finish_month("REQ-1")) == (FIRST, FIRST + 1)
    reason = why(plan, "REQ-1")
    assert reason is not None
    assert "not started yet" in reason.text


def test_months_that_a_decision_reserved_stay_while_the_request_keeps_its_place() -> None:
    plan = planned(planning_problem(facts([demand(1), demand(2, slot=(FIRST + 3, FIRST + 4))])))
    assert [place.request for place in plan.input.order] == ["REQ-1", "REQ-2"]
    assert (plan.start_month("REQ-2"), plan.finish_month("REQ-2")) == (FIRST + 3, FIRST + 4)
    reason = why(plan, "REQ-2")
    assert reason is not None
    assert reason.text == (
        "A decided priority question holds its months, February 2027 to March 2027; nothing ranked later takes them."
    )
    assert (reason.constraint, reason.would_help) == ("decided", None)


@pytest.mark.parametrize(
    ("deadline", "last"),
    [(date(2027, 1, 31), 2), (date(2027, 1, 30), 1), (date(2026, 11, 29), -1), (date(2026, 10, 31), None)],
)
def test_a_deadline_is_kept_by_whole_months_and_binds_until_it_has_passed(deadline: date, last: int | None) -> None:
    assert planning_problem(facts([demand(1, deadline=deadline)])).problem.works[0].deadline == last


def test_the_latest_of_earliest_start_and_deferral_counts() -> None:
    (work,) = planning_problem(facts([demand(1, earliest_start=FIRST + 2, not_before=FIRST + 4)])).problem.works
    assert work.earliest == 4
    (work,) = planning_problem(facts([demand(1, earliest_start=FIRST + -5)])).problem.works
    assert work.earliest == 0


def test_a_scope_that_was_cut_takes_and_brings_its_share() -> None:
    (work,) = planning_problem(
        facts([demand(1, kept=Decimal("0.333"), one_off_cents=1000, value_cents=360_000)])
    ).problem.works
    assert (work.effort, work.one_off_cost, work.value) == (((str(TEAM), 34),), 333, 3330)


def test_a_month_without_a_budget_limits_nothing() -> None:
    assert planning_problem(facts([])).problem.budget is None
    budget = planning_problem(facts([], budgets=[500])).problem.budget
    assert budget is not None
    assert budget[:2] == (500, UNLIMITED_CENTS)


def test_bought_days_add_capacity_and_change_no_duration() -> None:
    given_ = facts([demand(1, effort={TEAM: 300})])
    (team,) = planning_problem(replace(given_, funded={(TEAM, FIRST): 1000})).problem.teams
    assert (team.net[:2], team.ordinary) == ((1200, 200), 200)


def test_what_must_be_finished_first_is_named_with_where_it_stands() -> None:
    plan = planned(
        planning_problem(
            facts(
                [
                    demand(1, needs=(Need("REQ-2", RequestState.RANKED), Need("REQ-8", RequestState.PARKED))),
                    demand(2, effort={}),
                    demand(3, needs=(Need("REQ-9", RequestState.DELIVERED),)),
                ]
            )
        )
    )
    reason = why(plan, "REQ-1")
    assert reason is not None
    assert (
        reason.text
        == "Waits for REQ-2, which is not estimated yet and REQ-8, which is not in the plan: it was set aside."
    )
    assert reason.constraint == "prerequisite"
    assert plan.entries["REQ-3"].reason is Reason.FITS
    unknown = why(plan, "REQ-2")
    assert unknown is not None
    assert (unknown.constraint, plan.start_month("REQ-2")) == ("estimate", None)
    assert why(plan, "REQ-8") is None


def test_who_waits_learns_what_is_short_and_what_would_help() -> None:
    plan = planned(planning_problem(facts([demand(1, effort={TEAM: 200}), demand(2, effort={TEAM: 200})])))
    assert (plan.start_month("REQ-1"), plan.start_month("REQ-2")) == (FIRST, FIRST)
    crowded = planned(planning_problem(facts([demand(n, effort={TEAM: 200}) for n in (1, 2, 3)])))
    assert crowded.start_month("REQ-3") == FIRST + 2
    reason = why(crowded, "REQ-3")
    assert reason is not None
    assert reason.constraint == "Platform"
    assert reason.teams == (str(TEAM),)
    assert "In its way: REQ-1 and REQ-2." in reason.facts
    assert "It takes 20 days of Platform." in reason.facts
    assert reason.would_help is not None
    assert "It would start in December 2026 with 10 more days of Platform." in reason.would_help
    assert "Retail's owner can rank it higher" in reason.would_help


def test_the_commit_line_counts_places_of_the_order_alone() -> None:
    held = demand(9, state=RequestState.COMMITTED, rank=None, slot=(FIRST, FIRST))
    wishes = [demand(number, effort={TEAM: 200}) for number in range(1, 25)]
    unranked = demand(30, state=RequestState.ESTIMATED, rank=None)
    plan = planned(planning_problem(facts([held, *[one for one in wishes if one.number != 9], unranked])))
    inside = [key for key in plan.input.ranked if plan.entries[key].start is not None]
    assert 0 < plan.line.place < 23
    assert all(plan.is_above_line(key) == (plan.places[key].place <= plan.line.place) for key in plan.places)
    assert not plan.is_above_line("REQ-9")
    assert plan.line.planned * 100 >= plan.line.effort * 95
    assert set(plan.line.fill_ins) <= set(inside)


def test_a_units_line_follows_the_same_rule_over_its_own_list() -> None:
    full = demand(9, unit=FINANCE, state=RequestState.COMMITTED, rank=None, slot=(FIRST, FIRST), effort={TEAM: 200})
    own = [demand(number, effort={TEAM: effort}) for number, effort in enumerate((200, 8_000, 100), 1)]
    unknown = demand(4, effort={})
    plan = planned(planning_problem(facts([full, *own, unknown])))
    assert [plan.entries[one.key].start is not None for one in own] == [True, False, True]
    places = {one.id: place for place, one in enumerate([*own, unknown], 1)}
    line = plan.line_of(places)
    assert (line.place, line.effort, line.planned) == (1, 200, 200)
    assert (line.exceptions, line.fill_ins) == ((), ("REQ-3",))
    swapped = plan.line_of({own[0].id: 1, own[2].id: 2, unknown.id: 3, own[1].id: 4})
    assert (swapped.place, swapped.effort, swapped.fill_ins) == (2, 300, ())
    nothing = plan.line_of({own[1].id: 1})
    assert (nothing.place, nothing.effort) == (0, 0)
    assert plan.line_of({}).place == 0


@pytest.mark.parametrize(("share", "months"), [(1.0, 1), (0.5, 2), (0.3, 4), (0.1, 10)])
def test_a_request_takes_at_most_its_share_of_a_team_by_the_policy(share: float, months: int) -> None:
    plan = planned(planning_problem(facts([demand(1, effort={TEAM: 200})], request_share_of_team=share)))
    assert plan.problem.share == Fraction(str(share))
    assert plan.finish_month("REQ-1") == FIRST + (months - 1)


@given(
    st.lists(
        st.tuples(
            st.sampled_from([RETAIL, FINANCE]),
            st.sampled_from(list(Lane)),
            st.sampled_from([RequestState.RANKED, RequestState.RANKED, RequestState.ESTIMATED, RequestState.COMMITTED]),
            st.integers(0, 600),
            st.decimals(0, 1, places=4),
        ),
        max_size=12,
    )
)
def test_any_portfolio_can_be_planned_and_explained(
    wishes: list[tuple[UUID, Lane, RequestState, int, Decimal]],
) -> None:
    made = [
        demand(
            number,
            unit=unit,
            lane=lane,
            state=state,
            rank=number if state is RequestState.RANKED else None,
            effort={TEAM: effort} if effort else {},
            slot=(FIRST, FIRST + 1) if state is RequestState.COMMITTED else None,
            endorsed=((FINANCE if unit == RETAIL else RETAIL, share),) if share else (),
        )
        for number, (unit, lane, state, effort, share) in enumerate(wishes, 1)
    ]
    plan = planned(planning_problem(facts(made)))
    ranked = {one.key for one in made if one.state is RequestState.RANKED}
    assert set(plan.places) == ranked
    assert sorted(place.place for place in plan.input.order) == list(range(1, len(ranked) + 1))
    assert all((found := why(plan, one.key)) is not None and found.text for one in made)
    assert plan.line.place <= len(ranked)
    for unit in (RETAIL, FINANCE):
        normal = [
            place
            for place in plan.input.order
            if place.unit == str(unit) and plan.input.demands[place.request].lane is not Lane.MANDATORY
        ]
        assert [place.own_place for place in normal] == sorted(place.own_place for place in normal)
