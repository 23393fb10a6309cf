"""The examples of docs/engine.md against what one would expect; each is as small as such an example can be."""

from dataclasses import replace

from domain.planning.replan import replanned
from domain.planning.rules import Problem, Team, plan_value
from domain.planning.schedule import scheduled
from tests.domain.planning.problems import alone


def one_team(*net: int) -> Team:
    return Team("T", net)


def test_more_capacity_can_drop_a_request_and_lose_value() -> None:
    works = (alone("A", 3, value=1), alone("B", 1, value=5, duration=2))
    small = Problem((one_team(2, 4),), works, horizon=2)
    large = replace(small, teams=(one_team(3, 4),))
    assert scheduled(small).starts == {"A": 1, "B": 0}
    assert scheduled(large).starts == {"A": 0}
    assert plan_value(large, scheduled(large)) < plan_value(small, scheduled(small))
    stable = replanned(large, scheduled(small))
    assert stable.starts == {"A": 1, "B": 0}


def test_a_request_gone_can_make_another_one_later() -> None:
    works = (alone("A", 1, duration=2), alone("B", 2), alone("C", 1))
    problem = Problem((one_team(2, 2),), works, horizon=2)
    assert scheduled(problem).starts == {"A": 0, "B": 1, "C": 0}
    without = replace(problem, works=works[1:])
    assert scheduled(without).starts == {"B": 0, "C": 1}
    assert replanned(without, scheduled(problem)).starts == {"B": 1, "C": 0}


def test_a_smaller_request_can_make_another_one_later() -> None:
    problem = Problem((one_team(1, 2),), (alone("A", 2), alone("B", 1)), horizon=2)
    assert scheduled(problem).starts == {"A": 1, "B": 0}
    smaller = replace(problem, works=(alone("A", 1), problem.works[1]))
    assert scheduled(smaller).starts == {"A": 0, "B": 1}
    assert replanned(smaller, scheduled(problem)).starts == {"A": 1, "B": 0}


def test_a_longer_horizon_can_make_a_request_later() -> None:
    works = (alone("A", 3, duration=2), alone("B", 2))
    short = Problem((one_team(1, 3),), works, horizon=2)
    assert scheduled(short).starts == {"B": 1}
    longer = replace(short, teams=(one_team(1, 3, 4),), horizon=3)
    assert scheduled(longer).starts == {"A": 1, "B": 2}
