"""Made-up portfolios of any size, the same for the same seed."""

from datetime import UTC, datetime, timedelta
from random import Random

from domain.planning.rules import Problem, Team, Work
from domain.ranking.order import Ranked, UnitList, portfolio_order

TEAMS = 30
SHOWN = 12  # months in which work may start
KNOWN = 24  # months of capacity
LOAD = 2.0  # effort asked for each day that the teams have in the months shown


def unit_lists(requests: int, *, seed: int = 7) -> tuple[tuple[UnitList, ...], dict[str, Work]]:
    """Ranked lists of units of about fifty requests each, and the work behind every request."""
    chance = Random(seed)
    units = max(2, requests // 50)
    lists: list[list[Ranked]] = [[] for _ in range(units)]
    works: dict[str, Work] = {}
    begun = datetime(2026, 1, 1, tzinfo=UTC)
    for number in range(requests):
        request, unit = f"REQ-{number + 1}", chance.randrange(units)
        teams = chance.sample(range(TEAMS), chance.choices((1, 2, 3), (5, 3, 2))[0])
        effort = tuple((f"team-{team}", 10 * max(1, round(chance.lognormvariate(2.6, 0.9)))) for team in sorted(teams))
        work = Work(
            request,
            f"unit-{unit}",
            effort,
            one_off_cost=chance.randrange(0, 3_000_000),
            value=chance.randrange(100_000, 4_000_000),
            after=(f"REQ-{chance.randrange(number) + 1}",) if number and chance.random() < 0.05 else (),
            duration=chance.choices((1, 2, 3, 4), (4, 3, 2, 1))[0],
        )
        works[request] = work
        lists[unit].append(Ranked(request, work.size, begun + timedelta(minutes=number)))
    return (
        tuple(
            UnitList(f"unit-{unit}", f"Unit {unit}", chance.randint(1, 9), tuple(ranked))
            for unit, ranked in enumerate(lists)
        ),
        works,
    )


def problem(lists: tuple[UnitList, ...], works: dict[str, Work]) -> Problem:
    """The planning problem in portfolio order, with capacity for half of what is asked."""
    asked = dict.fromkeys((f"team-{team}" for team in range(TEAMS)), 0)
    for work in works.values():
        for team, amount in work.effort:
            asked[team] += amount
    teams = tuple(
        Team(team, (max(10, round(amount / LOAD / SHOWN)),) * KNOWN, day_rate=80_000, name=team)
        for team, amount in asked.items()
    )
    order = portfolio_order(lists)
    return Problem(teams, tuple(works[place.request] for place in order), horizon=SHOWN)
