"""A scenario's changes applied to the facts: what they make different, and when they change nothing any more."""

from dataclasses import replace
from decimal import Decimal
from random import Random
from typing import Any
from uuid import UUID

import pytest

from domain.demand.rules import RequestState, Route
from domain.errors import RuleViolation
from domain.planning.current import afresh
from domain.planning.facts import Demand, Facts, Need
from domain.planning.problem import planning_problem
from domain.scenarios.changes import changes_of
from domain.scenarios.checking import check_changes
from domain.scenarios.differences import Comparison, RequestMove, StepKind, compared
from domain.scenarios.figures import outcome
from domain.scenarios.planning import ScenarioPlan
from domain.scenarios.summaries import summary
from domain.scenarios.taking import TakenOption
from domain.scenarios.totals import Figure, totals
from tests.domain.scenarios.facts import (
    FINANCE,
    FIRST,
    RETAIL,
    START,
    TEAM,
    demand,
    drawn,
    drawn_changes,
    facts,
    in_cycle,
    live,
    scenario,
    starts,
    suppose,
)
from tests.support.cases import each_case

ONE, TWO, THREE = (UUID(int=1000 + number) for number in (1, 2, 3))


def three(**policy: Any) -> Facts:
    """Three requests of ten days each for a team with ten days a month, so that they stand one after the other."""
    policy = {"request_share_of_team": 1.0, **policy}
    return facts([demand(1), demand(2), demand(3)], net=100, **policy)


def test_bought_days_bring_requests_forward_and_have_their_price() -> None:
    given = three()
    plan = scenario(given, capacity=[{"team": TEAM, "month": FIRST, "days": "10"}])
    assert starts(live(given)) == {"REQ-1": 0, "REQ-2": 1, "REQ-3": 2}
    assert starts(plan.plan) == {"REQ-1": 0, "REQ-2": 0, "REQ-3": 1}
    assert plan.bought == {(TEAM, FIRST): (100, 800_000)}


def test_fewer_days_are_a_fact_of_the_team_and_never_below_none() -> None:
    changed = suppose(three(), capacity=[{"team": TEAM, "month": FIRST, "days": "-99", "bought": False}])
    assert changed.facts.capacity[TEAM][0].net_decidays == 0
    assert changed.facts.capacity[TEAM][1].net_decidays == 100
    assert changed.bought == {}


def test_a_budget_of_months_limits_them() -> None:
    given = facts([demand(1, one_off_cents=500), demand(2, one_off_cents=500)], net=1000)
    plan = scenario(given, budgets=[{"month": FIRST, "until_month": FIRST + 1, "amount": "5"}])
    assert starts(live(given)) == {"REQ-1": 0, "REQ-2": 0}
    assert starts(plan.plan) == {"REQ-1": 0, "REQ-2": 1}


def test_lists_and_moves_change_the_order_and_nothing_else() -> None:
    plan = scenario(three(), order=[{"unit": RETAIL, "requests": [THREE]}], moves=[{"request": TWO, "after": THREE}])
    assert [place.request for place in plan.plan.input.order] == ["REQ-3", "REQ-2", "REQ-1"]
    assert starts(plan.plan) == {"REQ-3": 0, "REQ-2": 1, "REQ-1": 2}


def test_a_request_that_nobody_has_ranked_gets_a_place_by_a_move() -> None:
    given = facts([demand(1), demand(2, state=RequestState.ESTIMATED, rank=None)], net=100, request_share_of_team=1.0)
    plan = scenario(given, moves=[{"request": TWO, "after": None}])
    assert [place.request for place in plan.plan.input.order] == ["REQ-2", "REQ-1"]
    assert starts(plan.plan) == {"REQ-2": 0, "REQ-1": 1}


def test_a_new_request_stands_where_it_is_put_and_takes_its_days() -> None:
    new = {"title": "Chat for refunds", "unit": RETAIL, "efforts": [{"team": TEAM, "days": "10"}], "value": "720"}
    below = scenario(three(), requests_in=[{**new, "after": ONE}])
    assert starts(below.plan) == {"REQ-1": 0, "NEW-1": 1, "REQ-2": 2, "REQ-3": 3}
    assert below.supposed.ideas == ("NEW-1",)
    top = scenario(three(), requests_in=[{**new, "at_top": True}, new])
    assert [place.request for place in top.plan.input.order] == ["NEW-1", "REQ-1", "REQ-2", "REQ-3", "NEW-2"]
    line = outcome(below.plan).lines[below.plan.input.demands["NEW-1"].id]
    assert (line.is_idea, line.title, line.promised) == (True, "Chat for refunds", 72_000 * 34 // 36)


def test_a_request_that_leaves_takes_what_waits_for_it_out_of_the_plan() -> None:
    given = facts(
        [demand(1), demand(2, needs=(Need("REQ-1", RequestState.RANKED),)), demand(3)],
        net=100,
        request_share_of_team=1.0,
    )
    assert starts(scenario(given, requests_out=[ONE]).plan) == {"REQ-3": 0}


def test_estimates_times_a_factor_are_rounded_up() -> None:
    changed = suppose(facts([demand(1, effort={TEAM: 101}, estimated={TEAM: 95})]), effort_factor="1.15")
    one = changed.facts.demands[0]
    assert (one.effort, one.estimated) == ({TEAM: 117}, {TEAM: 110})


def test_efforts_are_planned_as_estimated_or_at_what_such_estimates_came_out_at() -> None:
    given = facts([demand(1, effort={TEAM: 121}, estimated={TEAM: 100}, effort_factors={TEAM: 1.205})])
    plain = suppose(given, policy={"calibrate_efforts": False}).facts
    assert plain.demands[0].effort == {TEAM: 100}
    assert suppose(plain, policy={"calibrate_efforts": True}).facts.demands == given.demands


def test_entitlements_move_the_portfolio_order() -> None:
    given = facts([demand(1), demand(2), demand(3, unit=FINANCE, rank=1), demand(4, unit=FINANCE, rank=2)])
    plan = scenario(given, policy={"entitlements": {FINANCE: 9}})
    assert [place.request for place in plan.plan.input.order] == ["REQ-3", "REQ-4", "REQ-1", "REQ-2"]


def option(kind: str, **changes: Any) -> TakenOption:
    made: dict[str, Any] = {
        "id": UUID(int=60),
        "question": UUID(int=61),
        "question_number": 4,
        "open": True,
        "request": THREE,
        "kind": kind,
        "title": "As asked",
        "displaced": (),
        "extra": (),
        "reserved": {},
        "earliest": None,
        "finish": None,
        "scope_share": None,
        "route": None,
    }
    return TakenOption(**made | changes)


def took(given: Facts, one: TakenOption) -> dict[str, Demand]:
    changed = suppose(given, {one.id: one}, options=[one.id])
    assert changed.notes == {}
    return {each.key: each for each in changed.facts.demands}


def test_an_option_taken_has_the_consequences_of_its_decision() -> None:
    given = three()
    displaced = took(given, option("displace", displaced=((ONE, FIRST + 4),), reserved={THREE: FIRST}, finish=FIRST))
    assert displaced["REQ-1"].not_before == FIRST + 4
    assert displaced["REQ-3"].slot == (FIRST, FIRST)
    assert took(given, option("shrink", scope_share=Decimal("0.5")))["REQ-3"].kept == Decimal("0.5")
    assert took(given, option("wait", earliest=FIRST + 5))["REQ-3"].not_before == FIRST + 5
    assert "REQ-3" not in took(given, option("reroute", route=Route.BOUGHT_SERVICE))
    funded = option("fund", extra=((TEAM, FIRST, 50, 400_000), (None, FIRST, 0, 900)), reserved={THREE: FIRST})
    changed = suppose(
        replace(given, budgets=facts([], budgets=[100]).budgets), {funded.id: funded}, options=[funded.id]
    )
    assert changed.facts.funded == {(TEAM, FIRST): 50}
    assert changed.facts.budgets[0].amount_cents == 1000
    assert changed.facts.demands[2].slot == (FIRST, FIRST)


def test_a_displaced_commitment_is_none_any_more() -> None:
    given = facts([demand(1, state=RequestState.COMMITTED, rank=None, slot=(FIRST, FIRST)), demand(3)])
    gone = took(given, option("displace", displaced=((ONE, None),)))["REQ-1"]
    assert (gone.state, gone.slot, gone.not_before) == (RequestState.ESTIMATED, None, FIRST + 18)


@pytest.mark.parametrize(
    ("changes", "path", "note"),
    [
        ({"budgets": [{"month": FIRST + -1, "amount": "1"}]}, "budgets.0", "Its months are over."),
        ({"requests_out": [UUID(int=5)]}, "requests_out.0", "It has left the portfolio already."),
        ({"moves": [{"request": UUID(int=5)}]}, "moves.0", "It is not up for ranking any more."),
        ({"moves": [{"request": ONE}]}, "moves.0", "It stands there already."),
        ({"order": [{"unit": RETAIL, "requests": [ONE, TWO]}]}, "order.0", "The list stands like this already."),
        ({"policy": {"commit_share": 0.95}}, "policy.commit_share", "The policy says so already."),
        ({"options": [UUID(int=60)]}, "options.0", "There is no such option any more."),
    ],
)
def test_what_changes_nothing_any_more_says_why_and_changes_nothing(
    changes: dict[str, Any], path: str, note: str
) -> None:
    given = three()
    plan = scenario(given, **changes)
    assert plan.supposed.notes == {path: note}
    assert starts(plan.plan) == starts(live(given))
    with pytest.raises(RuleViolation) as refusal:
        check_changes(given, changes_of(changes), {}, at=START)
    assert [each.path.startswith(f"changes.{path}") for each in refusal.value.violations] == [True]


def test_a_closed_question_and_a_request_in_delivery_are_out_of_reach() -> None:
    given = facts([demand(1, state=RequestState.IN_DELIVERY, rank=None, started=FIRST)])
    assert suppose(given, requests_out=[ONE]).notes["requests_out.0"].startswith("REQ-1 is in delivery")
    closed = option("fund", open=False)
    notes = suppose(given, {closed.id: closed}, options=[closed.id]).notes
    assert notes == {"options.0": "Priority question 4 is closed."}


def test_a_list_of_another_units_requests_and_months_beyond_the_plan_are_refused() -> None:
    given = facts([demand(1), demand(2, unit=FINANCE, rank=1)])
    wanted = changes_of(
        {
            "order": [{"unit": RETAIL, "requests": [TWO, ONE]}],
            "capacity": [{"team": TEAM, "month": FIRST, "until_month": FIRST + 18, "days": "1"}],
        }
    )
    with pytest.raises(RuleViolation) as refusal:
        check_changes(given, wanted, {}, at=START)
    assert {each.path: each.message for each in refusal.value.violations} == {
        "changes.capacity.0.until_month": "The plan looks ahead to April 2028.",
        "changes.order.0.requests.0": "REQ-2 belongs to another unit's list.",
    }


@each_case(41)
def test_a_scenario_leaves_its_facts_alone_and_always_comes_out_the_same(chance: Random) -> None:
    seed = chance.random()
    given = drawn(Random(seed))
    changes = drawn_changes(chance, given)
    first, again = (planning_problem(suppose(given, **changes).facts) for _ in range(2))
    assert first.problem == again.problem
    assert first.order == again.order
    assert given == drawn(Random(seed))


@each_case(43)
def test_the_steps_between_two_values_add_up_exactly(chance: Random) -> None:
    given = drawn(chance)
    plan = scenario(given, **drawn_changes(chance, given))
    comparison = compared([outcome(plan.live), outcome(plan.plan, plan.bought)])
    steps = {step.kind: step for step in comparison.waterfalls[0]}
    between = [step for kind, step in steps.items() if kind not in (StepKind.TOTAL, StepKind.BOUGHT)]
    assert sum(step.promised for step in between) == steps[StepKind.TOTAL].promised
    assert sum(step.calibrated for step in between) == steps[StepKind.TOTAL].calibrated
    moved = sum(1 for row_ in comparison.rows if row_.moves[1] is not RequestMove.SAME)
    assert moved == comparison.different == sum(1 for row_ in comparison.rows[:moved] if not row_.same)
    assert sum(each.promised for each in comparison.effects[1]) == (
        comparison.outcomes[1].total.promised - comparison.outcomes[0].total.promised
    )


def beside(plan: ScenarioPlan) -> Comparison:
    """A scenario beside the live plan, split as it is for everybody who looks."""
    alone = outcome(plan.live.anew) if plan.has_round else None
    return compared([outcome(plan.live), outcome(plan.plan, plan.bought)], [None, alone])


def moved_up(given: Facts) -> Facts:
    """The third request on top and the first at the end, while the plan that stands keeps their months."""
    one, two, three_ = given.demands
    return replace(given, demands=(replace(one, rank=3), two, replace(three_, rank=1)))


def test_a_round_alone_and_the_change_are_told_apart() -> None:
    given = moved_up(in_cycle(three()))
    plan = scenario(given, capacity=[{"team": TEAM, "month": FIRST, "days": "10"}])
    found = beside(plan)
    short = summary(found)
    assert short.text == (
        "Holding a planning round today: 1 request starts earlier and 1 starts later; days and value stay."
        " The change on top: 2 requests start earlier; days and value stay. It takes 10 days bought for €8,000."
    )
    assert short.split is not None
    assert (short.split.round_alone.earlier, short.split.round_alone.later, short.change.earlier) == (1, 1, 2)
    steps = {step.kind: step.requests for step in found.waterfalls[0]}
    assert (steps[StepKind.ROUND], steps[StepKind.EARLIER], steps[StepKind.LATER]) == (2, 2, 0)


def test_a_change_that_moves_nobody_says_so_whatever_the_round_moves() -> None:
    """Days so late that nobody needs them: what moves, the round moves."""
    plan = scenario(moved_up(in_cycle(three())), capacity=[{"team": TEAM, "month": FIRST + 9, "days": "1"}])
    found = summary(beside(plan))
    assert "The change on top: no request moves; days and value stay." in found.text
    assert found.change.effects == ()


@pytest.mark.parametrize("planning", ["planning_round", "within_cycle"])
def test_there_is_nothing_to_split_within_the_cycle_and_before_the_first_round(planning: str) -> None:
    given = three() if planning == "planning_round" else moved_up(in_cycle(three()))
    plan = scenario(given, capacity=[{"team": TEAM, "month": FIRST, "days": "10"}], planning=planning)
    found = beside(plan)
    assert found.splits == (None, None)
    assert summary(found).text.startswith("Against the plan as it is ")
    assert StepKind.ROUND not in {step.kind for step in found.waterfalls[0]}


@each_case(59)
def test_the_round_alone_and_the_change_add_up_to_the_whole(chance: Random) -> None:
    given = in_cycle(drawn(chance))
    ranks = [one.rank for one in given.demands if one.unit == RETAIL]
    chance.shuffle(ranks)
    given = replace(
        given,
        demands=tuple(replace(one, rank=ranks.pop()) if one.unit == RETAIL else one for one in given.demands),
    )
    found = beside(scenario(given, **drawn_changes(chance, given)))
    short = summary(found)
    assert short.split is not None
    both = (short.split.round_alone, short.split.change)
    assert sum(one.promised for one in both) == short.whole.promised
    assert sum(one.calibrated for one in both) == short.whole.calibrated
    assert sum(one.effort for one in both) == short.whole.effort
    for one in (*both, short.whole):
        assert sum(each.promised for each in one.effects) == one.promised
    steps = found.waterfalls[0]
    assert sum(step.promised for step in steps[:-2]) == steps[-2].promised
    assert sum(step.calibrated for step in steps[:-2]) == steps[-2].calibrated


@pytest.mark.parametrize("change", [{"effort_factor": "1"}, {"effort_factor": "1.00", "planning": "within_cycle"}])
def test_a_factor_of_one_changes_nothing_and_is_refused(change: dict[str, Any]) -> None:
    given = three()
    with pytest.raises(RuleViolation, match="Change something") as refusal:
        check_changes(given, changes_of(change), {}, at=START)
    assert refusal.value.rule == "no_change"
    assert [(each.path, each.message) for each in refusal.value.violations] == [
        ("changes.effort_factor", "A factor of 1 leaves all estimates as they are.")
    ]


def test_a_policy_out_of_bounds_is_refused_as_the_policy_refuses_it() -> None:
    given = three()
    wrong = {"commit_share": 1.5, "mandatory_weight": -1}
    with pytest.raises(RuleViolation) as by_policy:
        given.policy.changed(wrong)
    with pytest.raises(RuleViolation) as refusal:
        check_changes(given, changes_of({"policy": wrong}), {}, at=START)
    assert {each.path: each.message for each in refusal.value.violations} == {
        f"changes.policy.{each.path}": each.message for each in by_policy.value.violations
    }
    assert len(refusal.value.violations) == 2
    with pytest.raises(RuleViolation) as refusal:
        check_changes(given, changes_of({"policy": {"displayed_months": 30}}), {}, at=START)
    assert [each.path for each in refusal.value.violations] == ["changes.policy.displayed_months"]
    assert "more months than it looks ahead" in refusal.value.violations[0].message


def test_totals_that_read_the_same_are_the_same() -> None:
    """One more day in a month of many changes the load by less than anybody can read."""
    given = three()
    plan = scenario(given, capacity=[{"team": TEAM, "month": FIRST + 9, "days": "0.1"}])
    found = {one.figure: one for one in totals([outcome(plan.live), outcome(plan.plan, plan.bought)])}
    load = found[Figure.LOAD]
    assert load.values[0] != load.values[1]
    assert load.texts[0] == load.texts[1]
    assert load.same
    assert not found[Figure.BOUGHT_PRICE].same


@each_case(47)
def test_bought_days_within_the_cycle_make_nobody_later(chance: Random) -> None:
    given = in_cycle(drawn(chance))
    month = FIRST + chance.randint(0, 5)
    days = chance.randint(1, 20)
    plan = scenario(given, capacity=[{"team": TEAM, "month": month, "days": days}], planning="within_cycle")
    comparison = compared([outcome(plan.live), outcome(plan.plan, plan.bought)])
    moves = {row_.moves[1] for row_ in comparison.rows}
    assert not moves & {RequestMove.LATER, RequestMove.DROPPED_OUT, RequestMove.OTHER}


def test_a_planning_round_scenario_plans_from_the_order_whatever_stands() -> None:
    given = in_cycle(three())
    moved = replace(
        given, demands=(replace(given.demands[0], rank=3), given.demands[1], replace(given.demands[2], rank=1))
    )
    assert starts(live(moved)) == {"REQ-1": 0, "REQ-2": 1, "REQ-3": 2}
    later = {"team": TEAM, "month": FIRST + 9, "days": "1"}
    assert (
        starts(scenario(moved, capacity=[later]).plan) == starts(afresh(moved)) == {"REQ-3": 0, "REQ-2": 1, "REQ-1": 2}
    )
    within = scenario(moved, capacity=[later], planning="within_cycle")
    assert starts(within.plan) == starts(live(moved))
    assert planning_problem(moved).problem.teams != within.plan.problem.teams
