"""The plan of most value: against every plan there is on small cases, and never above what no plan can exceed."""

from dataclasses import replace
from random import Random

import numpy as np
import pytest

from domain.planning.bound import bound
from domain.planning.exchanges import Items
from domain.planning.gain import choice, gain
from domain.planning.one_period import items, proved
from domain.planning.optimum import Optimum, Seeking, ended, optimum, seeking, sought
from domain.planning.rules import Problem, Team, Work
from domain.planning.schedule import scheduled
from domain.planning.timetable import Timetable
from domain.planning.value_program import Program, program
from tests.domain.planning.cases import crowded, drawn
from tests.support.cases import CASES, each_case

FEW = CASES // 10  # each tries every plan there is


def best_of_all(problem: Problem) -> int:
    """What the best of all feasible plans gains, by trying every start of everything that is up for choice."""
    given = choice(problem, scheduled(problem)).problem
    table = Timetable(given)
    table.keep_fixed()
    order = _prerequisites_first(table)
    best = 0

    def tried(at: int, gained: int) -> None:
        nonlocal best
        if at == len(order):
            best = max(best, gained)
            return
        number = order[at]
        tried(at + 1, gained)
        first = table.opens(number)
        if first is None:
            return
        shape = table.shapes[number]
        for t in range(first, shape.last + 1):
            if table.earliest(shape, t, t) is not None:
                table.put(number, t)
                tried(at + 1, gained + gain(given, given.works[number], t + shape.duration - 1))
                table.lift(number)

    tried(0, 0)
    return best


def _prerequisites_first(table: Timetable) -> list[int]:
    order: list[int] = []
    while True:
        more = [
            number
            for number, work in enumerate(table.works)
            if work.fixed is None
            and number not in order
            and all(one in order or table.works[one].fixed is not None for one in table.before[number] or ())
        ]
        if not more:
            return order
        order.extend(more)


def checked(problem: Problem, found: Optimum) -> None:
    """The plan holds, nobody before what it waits for, and it gains what is said."""
    given = choice(problem, scheduled(problem)).problem
    table = Timetable(given)
    table.keep_fixed()
    works = {work.request: work for work in given.works}
    total = 0
    for request, t in sorted(found.starts, key=lambda pair: pair[1]):
        number = table.index[request]
        first = table.opens(number)
        assert first is not None
        assert first <= t
        assert table.earliest(table.shapes[number], t, t) == t
        table.put(number, t)
        total += gain(given, works[request], t + table.shapes[number].duration - 1)
    assert total == found.value
    assert found.order_value <= found.value <= found.bound


def small(chance: Random) -> Problem:
    problem = crowded(chance) if chance.random() < 0.5 else drawn(chance, dependencies=chance.random() < 0.5, most=6)
    return replace(problem, works=problem.works[:6], valuation=chance.choice((4, 12, 36)))


@each_case(30_000, cases=FEW)
def test_the_best_plan_is_found_and_proved(chance: Random) -> None:
    problem = small(chance)
    found = optimum(problem, scheduled(problem))
    checked(problem, found)
    assert found.proved
    assert found.value == best_of_all(problem)
    assert found.gap == 0
    assert found.text.startswith("Proved")


@each_case(60_000, cases=FEW)
def test_no_plan_exceeds_the_bound(chance: Random) -> None:
    problem = small(chance)
    given = choice(problem, scheduled(problem)).problem
    assert bound(given, program(given)).cents >= best_of_all(problem)


def large(chance: Random, requests: int) -> Problem:
    teams = tuple(Team(f"T{number}", (60,) * 6) for number in range(4))
    works = tuple(
        Work(
            f"r{number}",
            "u",
            tuple((team.team, chance.randint(5, 40)) for team in chance.sample(teams, 2)),
            value=chance.randint(100, 9_000),
            duration=chance.randint(1, 3),
            mandatory=chance.random() < 0.05,
        )
        for number in range(requests)
    )
    return Problem(teams, works, horizon=6)


def test_a_large_portfolio_gets_a_plan_and_a_bound_the_same_each_time() -> None:
    problem = large(Random(5), 250)
    plan = scheduled(problem)

    def soon(state: Seeking) -> Optimum:
        while state.search is None or state.search.moves == 0:
            state = sought(state)
        result = ended(state).result
        assert result is not None
        return result

    found = soon(seeking(problem, plan))
    checked(problem, found)
    assert found == soon(seeking(problem, plan))
    assert found.value > found.order_value
    assert found.price_of_order == pytest.approx(1 - found.order_value / found.value)
    if not found.proved:
        assert found.text.startswith("Not proved, within ")
        assert "no plan can exceed" in found.text
        assert 0 < found.gap < 0.2


def test_mandatory_and_committed_requests_stay_where_the_owners_plan_has_them() -> None:
    teams = (Team("T", (10, 10)),)
    works = (
        Work("must", "u", (("T", 10),), after=("first",), mandatory=True, duration=1),
        Work("first", "u", (("T", 4),), duration=1),
        Work("rich", "u", (("T", 10),), value=1_000, duration=1),
        Work("poor", "u", (("T", 6),), value=1, duration=1),
    )
    problem = Problem(teams, works, horizon=2)
    found = optimum(problem, scheduled(problem))
    assert found.starts == (("poor", 0),)  # the rich one would need what the mandatory ones have
    assert found.proved


def test_what_costs_more_than_it_brings_stays_out() -> None:
    works = (Work("loss", "u", (("T", 5),), one_off_cost=900, value=10, duration=1),)
    problem = Problem((Team("T", (10,)),), works, horizon=1)
    found = optimum(problem, scheduled(problem))
    assert (found.starts, found.value, found.order_value) == ((), 0, -550)
    assert found.price_of_order is None
    assert "costs nothing" in found.price_text


def test_one_more_person_month_is_worth_what_the_bound_says() -> None:
    works = tuple(Work(f"r{number}", "u", (("T", 100),), value=10, duration=1) for number in range(4))
    problem = Problem((Team("T", (200,)), Team("idle", (50,))), works, horizon=1, valuation=11)
    found = optimum(problem, scheduled(problem))
    assert found.value == found.bound == 200
    assert dict(found.person_month) == {"T": 200, "idle": 0}  # 200 decidays more would hold two more of 100 each


@each_case(90_000, cases=4)
def test_neither_order_nor_units_change_what_fits_together_best(chance: Random) -> None:
    teams = tuple(Team(f"T{number}", (chance.randint(900, 1_500),)) for number in range(4))
    works = [
        Work(
            f"r{number}",
            "u",
            tuple((team.team, chance.randint(1, 200)) for team in teams),
            value=chance.randint(100, 900),
            duration=1,
        )
        for number in range(25)
    ]
    found = {}
    for factor in (1, 7):
        problem = Problem(teams[::-1] if factor > 1 else teams, tuple(works), horizon=1, longest=1, valuation=2)
        made = program(problem)
        assert made is not None
        alone = items(made)
        assert alone is not None
        choice_found, most = proved(alone, np.zeros(len(works), dtype=np.bool_), 60.0, 50_000)
        assert alone.fits(choice_found)
        assert alone.gain(choice_found) == most
        found[factor] = {made_of(problem, made, alone, at) for at in np.flatnonzero(choice_found).tolist()}
        works = [replace(work, value=work.value * 7) for work in chance.sample(works, len(works))]
    assert found[1] == found[7]


def made_of(problem: Problem, made: Program, alone: Items, at: int) -> str:
    """The request that an item stands for."""
    return problem.works[int(made.request[alone.column[at]])].request
