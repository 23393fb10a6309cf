"""Small planning problems, drawn at random or spelled out."""

from typing import Any

from hypothesis import strategies as st

from domain.planning.rules import Plan, Problem, Team, Work


def alone(request: str, effort: int, **more: Any) -> Work:
    """A request of one team T that lasts one period unless said otherwise."""
    return Work(request, more.pop("unit", "u"), (("T", effort),), duration=more.pop("duration", 1), **more)


def starts(plan: Plan) -> list[int | None]:
    return [one.start for one in plan.entries]


@st.composite
def problems(draw: st.DrawFn, dependencies: bool = False, most: int = 7, tails: bool = True) -> Problem:
    """Up to 3 teams, 4 periods and 7 requests of up to 3 periods, some with budget, tails or deadlines."""
    periods = draw(st.integers(1, 4))
    names = ["X", "Y", "Z"][: draw(st.integers(1, 3))]
    teams = tuple(
        Team(name, tuple(draw(st.lists(st.integers(0, 12), min_size=periods, max_size=periods))), day_rate=1000)
        for name in names
    )
    works = []
    for number in range(draw(st.integers(1, most))):
        effort = tuple((name, draw(st.integers(1, 10))) for name in names if draw(st.booleans()))
        after: tuple[str, ...] = ()
        if dependencies and number and draw(st.integers(0, 2)) == 0:
            # ids point both ways along the order, so that low prerequisites are pulled
            after = (f"r{draw(st.integers(0, number - 1))}",)
        works.append(
            Work(
                f"r{number}",
                draw(st.sampled_from(["u", "v", "w"])),
                effort,
                one_off_cost=draw(st.integers(0, 30)),
                run_cost=draw(st.integers(0, 4)) if tails else 0,
                run_effort=((names[0], 1),) if tails and draw(st.integers(0, 5)) == 0 else (),
                value=draw(st.integers(0, 20)) * 100,
                earliest=draw(st.sampled_from([0, 0, 0, 1])),
                deadline=draw(st.one_of(st.none(), st.none(), st.integers(0, 3))),
                after=after,
                duration=draw(st.integers(1, 3)),
            )
        )
    order = draw(st.permutations(works)) if dependencies else works
    budget = tuple(draw(st.lists(st.integers(0, 40), min_size=periods, max_size=periods)))
    return Problem(teams, tuple(order), budget if draw(st.booleans()) else None, horizon=periods)
