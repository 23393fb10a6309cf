"""The plan from the order: known answers, and what always holds."""

from dataclasses import replace

import pytest
from hypothesis import given

from domain.errors import RuleViolation
from domain.planning.explain import explained
from domain.planning.rules import Plan, Problem, Reason, Team, Work, commit_line
from domain.planning.schedule import scheduled
from domain.planning.timetable import profile
from tests.domain.planning.problems import alone, problems, starts


def test_known_anomaly_a_bigger_team_makes_the_second_request_later() -> None:
    works = (
        Work("A", "u", (("X", 10), ("Y", 5)), duration=1),
        Work("B", "u", (("Y", 5),), duration=1),
    )
    small = Problem((Team("X", (5, 10)), Team("Y", (5, 5))), works)
    assert starts(scheduled(small)) == [1, 0]
    assert starts(scheduled(replace(small, teams=(Team("X", (10, 10)), Team("Y", (5, 5)))))) == [0, 1]


def test_known_prerequisites_are_pulled_forward_or_rolled_back() -> None:
    works = (alone("r0", 6, after=("r1",)), alone("r2", 8), alone("r1", 4))
    problem = Problem((Team("T", (10, 10, 10)),), works)
    assert scheduled(problem).starts == {"r0": 1, "r1": 0, "r2": 2}
    impossible = replace(problem, works=(alone("r0", 11, after=("r1",)), *works[1:]))
    assert scheduled(impossible).starts == {"r2": 0, "r1": 1}


def test_known_full_team_leaves_the_third_request_out() -> None:
    problem = Problem((Team("T", (10, 10)),), (alone("A", 10), alone("B", 9), alone("C", 6)))
    plan = scheduled(problem)
    assert starts(plan) == [0, 1, None]
    why = explained(problem, plan, ["C", "B"])
    assert why[0].reason is Reason.SHORT
    assert why[0].binding == (("T",),)
    assert why[0].instead == ("B",)
    assert why[0].constraint == "T"
    assert (why[0].nearest, why[0].short[0].short) == (1, 5)
    assert why[1].instead == ("A",)
    assert plan.loads[0].planned == (10, 9)


def test_reasons_name_deadline_prerequisite_and_earliest_start() -> None:
    works = (
        alone("A", 10),
        alone("late", 5, deadline=0),
        alone("waits", 1, after=("never",)),
        alone("unranked", 1, after=("elsewhere",)),
        alone("never", 30),
        alone("next", 1, earliest=9),
        alone("kept", 10, fixed=1),
    )
    plan = scheduled(Problem((Team("T", (10, 10, 10)),), works, horizon=3))
    reasons = {one.request: one.reason for one in plan.entries}
    assert reasons == {
        "A": Reason.FITS,
        "late": Reason.DEADLINE,
        "waits": Reason.PREREQUISITE,
        "unranked": Reason.NOT_RANKED,
        "never": Reason.SHORT,
        "next": Reason.NOT_BEFORE,
        "kept": Reason.KEPT,
    }
    texts = {
        one.request: one.text
        for one in explained(Problem((Team("T", (10,) * 3),), works, horizon=3), plan, list(reasons))
    }
    assert all(text.endswith(".") for text in texts.values())
    assert texts["waits"] == "Waits for never, not in this plan."


def test_days_help_against_a_deadline_only_where_they_bring_a_request_in_before_it() -> None:
    works = (
        alone("A", 8),
        alone("short", 4, deadline=0),
        alone("long", 3, duration=3, deadline=1),
        alone("opens", 3, duration=3, earliest=1, deadline=1),
        alone("none", 1, duration=1, earliest=1, deadline=0),
    )
    problem = Problem((Team("T", (10,) * 6, name="Data"),), works, horizon=6)
    short, long, opens, none = explained(problem, scheduled(problem), [work.request for work in works[1:]])
    assert {one.reason for one in (short, long, opens, none)} == {Reason.DEADLINE}
    assert (short.nearest, short.binding, short.no_time) == (0, (("T",),), None)
    assert (
        short.text
        == "It fits only after its deadline; before it, a start in month 1 lacks 0.2 days of Data in month 1."
    )
    for one, no_time, text in (
        (long, (3, 0, 2), "It needs 3 months and 2 are left before its deadline."),
        (opens, (3, 1, 1), "It needs 3 months; from month 2, its first possible month, 1 is left before its deadline."),
        (
            none,
            (1, 1, 0),
            "It needs 1 month; from month 2, its first possible month, none is left before its deadline.",
        ),
    ):
        assert (one.no_time, one.text) == (no_time, text)
        assert (one.nearest, one.short, one.binding, one.instead) == (None, (), (), ())


def test_budget_binds_like_a_team_and_running_cost_follows_the_finish() -> None:
    works = (alone("A", 1, one_off_cost=50, run_cost=20), alone("B", 1, one_off_cost=90))
    plan = scheduled(Problem((Team("T", (10, 10, 10)),), works, budget=(100, 100, 110), horizon=3))
    assert starts(plan) == [0, 2]
    assert plan.budget is not None
    assert plan.budget.planned == (50, 20, 110)


def test_long_work_takes_half_an_ordinary_month_at_most() -> None:
    plan = scheduled(Problem((Team("T", (100,) * 6),), (Work("A", "u", (("T", 220),)),), horizon=6))
    assert (plan.entries[0].start, plan.entries[0].finish) == (0, 4)
    assert plan.loads[0].planned == (44, 44, 44, 44, 44, 0)
    assert profile(7, 3) == (3, 2, 2)


def test_circles_repetitions_and_unknown_teams_are_refused() -> None:
    team = (Team("T", (10,)),)
    for works, rule in (
        ((alone("A", 1, after=("B",)), alone("B", 1, after=("A",))), "no_dependency_circle"),
        ((alone("A", 1), alone("A", 1)), "ranked_once"),
        ((Work("A", "u", (("nobody", 1),)),), "team_known"),
    ):
        with pytest.raises(RuleViolation) as refusal:
            scheduled(Problem(team, works))
        assert refusal.value.rule == rule


def test_the_commit_line_flags_what_lies_on_the_wrong_side() -> None:
    works = tuple(alone(f"r{number}", 1 if number == 2 else 10, duration=1) for number in range(5))
    stuck = replace(works[2], deadline=-1)
    blocked = replace(works[3], deadline=-1)
    plan = scheduled(Problem((Team("T", (10,) * 5),), (*works[:2], stuck, blocked, works[4])))
    line = commit_line(plan)
    assert (line.place, line.exceptions, line.fill_ins) == (3, ("r2",), ("r4",))
    assert (line.effort, line.planned) == (21, 20)


@given(problems(dependencies=True))
def test_every_request_is_explained_by_better_ranked_or_committed_work(problem: Problem) -> None:
    plan: Plan = scheduled(problem)
    place = {one.request: one.effective_place for one in plan.entries}
    for why in explained(problem, plan, [work.request for work in problem.works]):
        assert why.text.endswith(".")
        assert all(place[other] <= place[why.request] for other in why.instead)
        if why.reason is Reason.SHORT:
            assert why.short
            assert why.binding
