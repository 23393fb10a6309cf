"""Stable replanning: nobody is pushed back."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from domain.planning.debts import OrderDebt, order_debts
from domain.planning.replan import marginal_worth, replanned
from domain.planning.rules import Change, Problem, Team, Work, difference, plan_value
from domain.planning.schedule import scheduled
from tests.domain.planning.problems import alone, problems, starts


def test_known_anomaly_does_not_happen_in_a_stable_replan() -> None:
    works = (Work("A", "u", (("X", 10), ("Y", 5)), duration=1), Work("B", "u", (("Y", 5),), duration=1))
    plan = scheduled(Problem((Team("X", (5, 10)), Team("Y", (5, 5))), works))
    richer = Problem((Team("X", (10, 10)), Team("Y", (5, 5))), works)
    assert starts(replanned(richer, plan)) == [1, 0]
    assert order_debts(richer, replanned(richer, plan)) == (OrderDebt("A", 1, 0, ("B",)),)
    assert difference(plan, scheduled(richer)) == (Change("A", 1, 0), Change("B", 0, 1))
    assert [one.later for one in difference(plan, scheduled(richer))] == [False, True]


@given(problems(dependencies=True))
def test_replanning_without_a_change_changes_nothing(problem: Problem) -> None:
    plan = scheduled(problem)
    assert replanned(problem, plan) == plan


@given(problems())
def test_after_a_planning_round_nobody_owes_anybody_a_place(problem: Problem) -> None:
    assert order_debts(problem, scheduled(problem)) == ()


@given(problems(dependencies=True), st.data())
def test_more_capacity_makes_nobody_later_and_loses_no_value(problem: Problem, data: st.DataObject) -> None:
    plan = scheduled(problem)
    teams = tuple(
        replace(team, typical=team.ordinary, net=tuple(one + data.draw(st.integers(0, 6)) for one in team.net))
        for team in problem.teams
    )
    richer = replace(problem, teams=teams)
    after = replanned(richer, plan)
    assert not any(change.later for change in difference(plan, after))
    assert plan_value(richer, after) >= plan_value(problem, plan)
    assert replanned(richer, after) == after


@given(problems(), st.data())
def test_a_withdrawn_request_makes_nobody_later(problem: Problem, data: st.DataObject) -> None:
    plan = scheduled(problem)
    gone = data.draw(st.sampled_from(problem.works))
    left = replace(problem, works=tuple(work for work in problem.works if work is not gone))
    after = replanned(left, plan)
    assert not any(change.later for change in difference(plan, after) if change.request != gone.request)


@given(problems(dependencies=True), st.data())
def test_less_capacity_still_gives_a_feasible_plan(problem: Problem, data: st.DataObject) -> None:
    plan = scheduled(problem)
    teams = tuple(
        replace(team, typical=team.ordinary, net=tuple(max(0, one - data.draw(st.integers(0, 6))) for one in team.net))
        for team in problem.teams
    )
    after = replanned(replace(problem, teams=teams), plan)
    assert all(planned <= net for load in after.loads for planned, net in zip(load.planned, load.net, strict=True))


def test_a_day_is_worth_the_value_of_the_request_that_lacks_it() -> None:
    works = (alone("A", 100, value=10), alone("B", 15, value=7))
    problem = Problem((Team("T", (105, 0)),), works, horizon=2)
    worth = marginal_worth(problem, scheduled(problem))
    assert [(one.period, one.cents) for one in worth] == [(0, 7 * 35), (1, 0)]


@given(problems(dependencies=True, most=5))
def test_the_worth_of_a_day_is_what_replanning_with_it_gains(problem: Problem) -> None:
    plan = scheduled(problem)
    for one in marginal_worth(problem, plan):
        teams = tuple(
            replace(
                team,
                typical=team.ordinary,
                net=tuple(
                    have + (10 if (team.team, period) == (one.team, one.period) else 0)
                    for period, have in enumerate(team.net)
                ),
            )
            for team in problem.teams
        )
        richer = replace(problem, teams=teams)
        assert one.cents == plan_value(richer, replanned(richer, plan)) - plan_value(problem, plan)
