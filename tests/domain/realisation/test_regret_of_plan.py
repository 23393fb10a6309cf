"""What a past plan gave up or gained by what came true: known answers and the identity."""

from random import Random

from domain.planning.rules import Problem, Team, Work
from domain.planning.schedule import scheduled
from domain.realisation.regret_of_plan import regret_of_plan, weighed_plan
from tests.support.cases import each_case


def problem(*works: tuple[str, int, int], net: tuple[int, ...] = (100, 100, 100)) -> Problem:
    """One team; each request with its days in decidays and its promised value a period in cents."""
    return Problem(
        teams=(Team("T", net, typical=400),),
        works=tuple(Work(name, "U", (("T", effort),), value=value) for name, effort, value in works),
        horizon=3,
        longest=3,
        valuation=12,
    )


def test_owners_who_ranked_against_right_promises_gave_up_value() -> None:
    given = problem(("A", 100, 1_00), ("B", 100, 9_00))
    starts = scheduled(given).starts
    assert starts == {"A": 0, "B": 1}
    weighed = weighed_plan(given, starts, {"A": 1_00, "B": 9_00})
    assert (weighed.chosen, weighed.best_by_promises, weighed.best_by_truth) == (101_00, 109_00, 109_00)
    assert (weighed.parts.total, weighed.parts.wrong_promises, weighed.parts.choice) == (8_00, 0, 8_00)
    regret = regret_of_plan(weighed)
    assert regret.approximate
    assert regret.text == (
        "Weighed by what came true of 2 requests, the plan brought €101; the best that was found brings €109. No"
        " promise misled; the choice itself cost €8 against the best by the promises."
    )


def test_owners_who_knew_better_than_the_promises_are_told_so() -> None:
    given = problem(("A", 100, 1_00), ("B", 100, 9_00))
    weighed = weighed_plan(given, scheduled(given).starts, {"A": 9_00, "B": 1_00})
    assert (weighed.parts.total, weighed.parts.wrong_promises, weighed.parts.choice) == (0, 8_00, -8_00)
    assert "the owners knew better than the promises by €8" in regret_of_plan(weighed).text


def test_who_is_not_measured_keeps_the_days_that_the_plan_gave() -> None:
    given = problem(("A", 100, 1_00), ("B", 100, 9_00), ("C", 100, 5_00))
    weighed = weighed_plan(given, scheduled(given).starts, {"B": 9_00, "C": 5_00})
    # A's first month is nobody's to take, and B is before C already.
    assert weighed.parts.total == 0
    assert weighed.requests == 2


@each_case(951)
def test_the_parts_add_up_whatever_came_true(chance: Random) -> None:
    given = problem(
        *((f"R{n}", chance.randint(20, 160), chance.randint(0, 900)) for n in range(chance.randint(1, 6))),
        net=tuple(chance.randint(60, 200) for _ in range(4)),
    )
    starts = scheduled(given).starts
    realised = {one: chance.randint(0, 900) for one in starts if chance.random() < 0.8}
    weighed = weighed_plan(given, starts, realised, moves=20)
    parts = weighed.parts
    assert parts.total == parts.wrong_promises + parts.choice
    assert parts.total >= 0
    assert parts.wrong_promises >= 0
    kept = {work.request: work.value for work in given.works if work.request in realised}
    assert weighed_plan(given, starts, kept, moves=20).parts.wrong_promises == 0
    assert weighed_plan(given, starts, realised, moves=20) == weighed
