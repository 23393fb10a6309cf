"""Stable replanning: nobody is pushed back."""

from dataclasses import replace

from hypothesis import given

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


@given(problems())
def test_after_a_planning_round_nobody_owes_anybody_a_place(problem: Problem) -> None:
    assert order_debts(problem, scheduled(problem)) == ()


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
