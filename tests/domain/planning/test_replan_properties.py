"""What always holds of a stable replan: nobody is moved back but by what happened to it."""

from dataclasses import replace
from random import Random

from domain.planning.replan import replanned
from domain.planning.rules import Plan, Problem, Work, difference, plan_value
from domain.planning.schedule import scheduled
from tests.domain.planning.cases import crowded, drawn
from tests.domain.planning.cases import work as drawn_work
from tests.domain.planning.serial import Serial
from tests.support.cases import each_case


def standing(chance: Random) -> tuple[Problem, Plan]:
    """A portfolio with a plan from the order, which some earlier change may have made a stable one."""
    problem = crowded(chance) if chance.random() < 0.6 else drawn(chance, dependencies=True)
    plan = scheduled(problem)
    if chance.random() < 0.5:
        gone = chance.choice(problem.works).request
        problem = replace(problem, works=tuple(one for one in problem.works if one.request != gone))
        plan = replanned(problem, plan)
    return problem, plan


def more(chance: Random, problem: Problem) -> Problem:
    """More capacity; how long work takes stays as it is."""
    teams = tuple(
        replace(team, typical=team.ordinary, net=tuple(one + chance.choice((0, 0, 2, 5)) for one in team.net))
        for team in problem.teams
    )
    budget = problem.budget and tuple(one + chance.choice((0, 0, 8)) for one in problem.budget)
    return replace(problem, teams=teams, budget=budget)


def is_feasible(plan: Plan) -> bool:
    loads = (*plan.loads, *([plan.budget] if plan.budget else []))
    return all(planned <= net for load in loads for planned, net in zip(load.planned, load.net, strict=True))


@each_case(410_000)
def test_more_capacity_makes_nobody_later_and_loses_no_value(chance: Random) -> None:
    problem, plan = standing(chance)
    richer = more(chance, problem)
    after = replanned(richer, plan)
    assert not any(change.later for change in difference(plan, after))
    assert plan_value(richer, after) >= plan_value(problem, plan)
    assert is_feasible(after)


@each_case(420_000)
def test_replanning_twice_changes_nothing(chance: Random) -> None:
    problem, plan = standing(chance)
    assert replanned(problem, plan) == plan
    changed = more(chance, problem) if chance.random() < 0.5 else less(chance, problem)
    after = replanned(changed, plan)
    assert replanned(changed, after) == after


@each_case(430_000)
def test_a_request_that_leaves_makes_nobody_later(chance: Random) -> None:
    problem, plan = standing(chance)
    if not problem.works:
        return
    gone = chance.choice(problem.works).request
    left = replace(problem, works=tuple(one for one in problem.works if one.request != gone))
    after = replanned(left, plan)
    waits = {gone}  # what waits for it has lost what it waits for, and with it whatever waits for that
    while more_waiting := {one.request for one in left.works if set(one.after) & waits} - waits:
        waits |= more_waiting
    assert not any(change.later for change in difference(plan, after) if change.request not in waits)
    kept = [one for one in problem.works if one.request not in waits]
    assert plan_value(replace(problem, works=tuple(kept)), after) >= plan_value(
        replace(problem, works=tuple(kept)), plan
    )


@each_case(440_000)
def test_a_new_request_pushes_nobody_wherever_it_ranks(chance: Random) -> None:
    problem, plan = standing(chance)
    names = tuple(team.team for team in problem.teams)
    new = replace(drawn_work(chance, 100, names, tails=True), value=chance.randint(0, 5000))
    works = list(problem.works)
    works.insert(chance.randint(0, len(works)), new)
    wider = replace(problem, works=tuple(works))
    after = replanned(wider, plan)
    assert not any(change.later for change in difference(plan, after))
    assert is_feasible(after)


def less(chance: Random, problem: Problem) -> Problem:
    teams = tuple(
        replace(team, typical=team.ordinary, net=tuple(max(0, one - chance.choice((0, 0, 2, 5))) for one in team.net))
        for team in problem.teams
    )
    return replace(problem, teams=teams)


@each_case(450_000)
def test_less_capacity_gives_a_feasible_plan_in_which_nobody_could_start_earlier(chance: Random) -> None:
    problem, plan = standing(chance)
    poorer = less(chance, problem)
    after = replanned(poorer, plan)
    assert is_feasible(after)
    alone = Serial(poorer)
    alone.starts = dict(after.starts)
    for work in poorer.works:
        beside = {name: start for name, start in after.starts.items() if name != work.request}
        first = alone.first(work, beside)
        assert first == after.starts.get(work.request)


@each_case(460_000)
def test_the_order_of_the_facts_decides_nothing(chance: Random) -> None:
    problem, plan = standing(chance)
    changed = more(chance, problem) if chance.random() < 0.5 else less(chance, problem)

    def turned(one: Work) -> Work:
        return replace(one, effort=tuple(reversed(one.effort)), after=tuple(reversed(one.after)))

    again = replace(changed, teams=tuple(reversed(changed.teams)), works=tuple(turned(one) for one in changed.works))
    after = replanned(changed, plan)
    assert repr(replanned(changed, plan)).encode() == repr(after).encode()
    assert replanned(again, plan).starts == after.starts
