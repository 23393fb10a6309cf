"""Small planning problems from a source of chance, for properties that are tried on thousands of them."""

from dataclasses import replace
from random import Random

from domain.planning.rules import Problem, Team, Work

NAMES = ("X", "Y", "Z")


def drawn(chance: Random, *, dependencies: bool = False, most: int = 7, tails: bool = True) -> Problem:
    """Up to 3 teams, 4 periods and 7 requests of up to 3 periods, some with budget, tails or deadlines."""
    periods = chance.randint(1, 4)
    names = NAMES[: chance.randint(1, 3)]
    teams = tuple(
        Team(name, tuple(chance.randint(0, 12) for _ in range(periods)), day_rate=10 * chance.randint(1, 300))
        for name in names
    )
    works = [work(chance, number, names, tails=tails) for number in range(chance.randint(1, most))]
    if dependencies:
        works = [waiting(chance, works, number) for number in range(len(works))]
        # ids point both ways along the order, so that low prerequisites are pulled
        chance.shuffle(works)
    budget = tuple(chance.randint(0, 40) for _ in range(periods)) if chance.random() < 0.5 else None
    return Problem(teams, tuple(works), budget, horizon=periods)


def crowded(chance: Random) -> Problem:
    """Up to 9 requests that fit alone and not together, so that there is much to give way and little to spare."""
    periods = chance.randint(1, 4)
    names = NAMES[: chance.randint(1, 3)]
    teams = tuple(
        Team(name, tuple(chance.randint(5, 12) for _ in range(periods)), day_rate=10 * chance.randint(1, 300))
        for name in names
    )
    works = []
    for number in range(chance.randint(2 + periods, 9)):
        duration = chance.choice((1, 1, 1, min(2, periods)))
        works.append(
            Work(
                f"r{number}",
                chance.choice("uvw"),
                tuple((name, chance.randint(1, 7) * duration) for name in names if chance.random() < 0.75),
                one_off_cost=chance.randint(0, 30),
                run_cost=chance.choice((0, 0, 0, 3)),
                run_effort=((names[-1], 1),) if chance.random() < 0.1 else (),
                value=chance.randint(0, 20) * 10,
                earliest=chance.choice((0, 0, 0, 0, 1)),
                deadline=chance.choice((None, None, None, chance.randint(0, 3))),
                mandatory=chance.random() < 0.1,
                duration=duration,
            )
        )
    if chance.random() < 0.5:
        works = [waiting(chance, works, number) for number in range(len(works))]
        chance.shuffle(works)
    budget = tuple(chance.randint(15, 50) for _ in range(periods)) if chance.random() < 0.5 else None
    return Problem(teams, tuple(works), budget, horizon=periods)


def work(chance: Random, number: int, names: tuple[str, ...], *, tails: bool) -> Work:
    return Work(
        f"r{number}",
        chance.choice("uvw"),
        tuple((name, chance.randint(1, 10)) for name in names if chance.random() < 0.6),
        one_off_cost=chance.randint(0, 30),
        run_cost=chance.choice((0, 0, chance.randint(0, 4))) if tails else 0,
        run_effort=((names[0], 1),) if tails and chance.random() < 0.15 else (),
        value=chance.randint(0, 20) * 100,
        earliest=chance.choice((0, 0, 0, 1)),
        deadline=chance.choice((None, None, chance.randint(0, 3))),
        mandatory=chance.random() < 0.1,
        duration=chance.choice((1, 1, 2, 3)),
    )


def waiting(chance: Random, works: list[Work], number: int) -> Work:
    """The same request, perhaps waiting for one or two of those drawn before it."""
    some = [one.request for one in works[:number]]
    return replace(works[number], after=tuple(chance.sample(some, min(len(some), chance.choice((0, 0, 0, 1, 1, 2))))))


def with_fixed(chance: Random, problem: Problem, starts: dict[str, int]) -> Problem:
    """The same problem with some planned requests committed, and some of these in delivery."""

    def held(one: Work) -> Work:
        if one.request not in starts or chance.random() < 0.85:
            return one
        return replace(one, fixed=starts[one.request], underway=chance.random() < 0.5)

    return replace(problem, works=tuple(held(one) for one in problem.works))
