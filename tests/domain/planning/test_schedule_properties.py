"""What always holds of a plan from the order, on many small portfolios; docs/engine.md says what does not."""

from dataclasses import replace
from random import Random

from domain.planning.rules import Plan, Problem, Work
from domain.planning.schedule import place_with_prerequisites, scheduled
from domain.planning.timetable import Timetable
from tests.domain.planning.cases import crowded, drawn, with_fixed
from tests.domain.planning.problems import starts
from tests.domain.planning.serial import Serial
from tests.support.cases import each_case

NEVER = 99


def some(chance: Random, *, dependencies: bool) -> Problem:
    """A portfolio with or without dependencies, half of them crowded."""
    problem = crowded(chance) if chance.random() < 0.5 else drawn(chance, dependencies=dependencies)
    return problem if dependencies else replace(problem, works=tuple(replace(one, after=()) for one in problem.works))


def filled(problem: Problem, plan: Plan) -> Timetable:
    table = Timetable(problem)
    for number, work in enumerate(table.works):
        if work.request in plan.starts:
            table.put(number, plan.starts[work.request])
    return table


def with_works(problem: Problem, works: list[Work]) -> Problem:
    return replace(problem, works=tuple(works))


@each_case(210_000)
def test_the_plan_is_what_its_rules_say(chance: Random) -> None:
    problem = some(chance, dependencies=True)
    if chance.random() < 0.3:
        problem = with_fixed(chance, problem, dict(scheduled(problem).starts))
    assert scheduled(problem).starts == Serial(problem).scheduled()


@each_case(220_000)
def test_a_plan_is_feasible_and_nobody_could_start_earlier(chance: Random) -> None:
    problem = some(chance, dependencies=True)
    plan = scheduled(problem)
    for load in (*plan.loads, *([plan.budget] if plan.budget else [])):
        assert all(planned <= net for planned, net in zip(load.planned, load.net, strict=True))
    table = filled(problem, plan)
    for number, work in enumerate(table.works):
        start, opens = plan.starts.get(work.request), table.opens(number)
        if start is None:
            assert opens is None or table.earliest(table.shapes[number], opens) is None
            continue
        assert opens is not None
        assert opens <= start
        assert start >= work.earliest
        finish = table.finish(number)
        assert work.deadline is None or (finish is not None and finish <= work.deadline)
        table.lift(number)
        assert table.earliest(table.shapes[number], opens) == start
        table.put(number, start)


@each_case(230_000)
def test_places_above_do_not_depend_on_what_ranks_below(chance: Random) -> None:
    problem = some(chance, dependencies=False)
    cut = chance.randint(0, len(problem.works))
    below = list(problem.works[cut:])
    chance.shuffle(below)
    other = with_works(problem, [*problem.works[:cut], *below[: chance.randint(0, len(below))]])
    assert starts(scheduled(other))[:cut] == starts(scheduled(problem))[:cut]


@each_case(240_000)
def test_raising_or_shrinking_a_request_never_makes_it_later(chance: Random) -> None:
    problem = some(chance, dependencies=False)
    item = chance.choice(problem.works)
    before = scheduled(problem).starts.get(item.request, NEVER)
    order = [one for one in problem.works if one is not item]
    order.insert(chance.randint(0, problem.works.index(item)), item)
    assert scheduled(with_works(problem, order)).starts.get(item.request, NEVER) <= before
    smaller = replace(
        item,
        effort=tuple((team, chance.randint(0, amount)) for team, amount in item.effort),
        one_off_cost=chance.randint(0, item.one_off_cost),
    )
    works = [smaller if one is item else one for one in problem.works]
    assert scheduled(with_works(problem, works)).starts.get(item.request, NEVER) <= before


@each_case(250_000)
def test_raising_a_request_leaves_everything_above_its_new_place_as_it_was(chance: Random) -> None:
    problem = some(chance, dependencies=True)
    item = chance.choice(problem.works)
    place = chance.randint(0, problem.works.index(item))
    order = [one for one in problem.works if one is not item]
    order.insert(place, item)
    before, after = scheduled(problem), scheduled(with_works(problem, order))
    above = {one.request for one in problem.works[:place]}
    # what stands above may wait for what stands below: its whole line comes with it
    effective = {one.request: one.effective_place for one in before.entries}
    settled = {one for one in above if effective[one] <= place}
    assert {one: before.starts.get(one) for one in settled} == {one: after.starts.get(one) for one in settled}


@each_case(260_000)
def test_removing_a_request_leaves_everything_above_as_it_was(chance: Random) -> None:
    problem = some(chance, dependencies=False)
    place = chance.randrange(len(problem.works))
    rest = [one for at, one in enumerate(problem.works) if at != place]
    assert starts(scheduled(with_works(problem, rest)))[:place] == starts(scheduled(problem))[:place]


def richer(chance: Random, problem: Problem) -> Problem:
    """More capacity in some cells, and perhaps more budget; how long work takes stays as it is."""
    teams = tuple(
        replace(team, typical=team.ordinary, net=tuple(one + chance.choice((0, 0, 3, 6)) for one in team.net))
        for team in problem.teams
    )
    budget = problem.budget and tuple(one + chance.choice((0, 0, 10)) for one in problem.budget)
    return replace(problem, teams=teams, budget=budget)


@each_case(270_000)
def test_more_capacity_never_makes_the_first_request_that_changes_later(chance: Random) -> None:
    problem = some(chance, dependencies=False)
    changed = richer(chance, problem)
    before, after = starts(scheduled(problem)), starts(scheduled(changed))
    first = next(((a, b) for a, b in zip(before, after, strict=True) if a != b), None)
    if first is not None:
        assert first[1] is not None
        assert first[0] is None or first[1] < first[0]


@each_case(280_000)
def test_more_capacity_never_makes_the_top_request_later(chance: Random) -> None:
    problem = some(chance, dependencies=True)
    top = problem.works[0].request
    before = scheduled(problem).starts.get(top, NEVER)
    assert scheduled(richer(chance, problem)).starts.get(top, NEVER) <= before


@each_case(290_000)
def test_what_finds_no_place_together_leaves_no_trace(chance: Random) -> None:
    problem = some(chance, dependencies=True)
    table = Timetable(problem)
    for number in range(len(table.works)):
        if table.start[number] is None:
            free, start = [list(row) for row in table.free], list(table.start)
            if not place_with_prerequisites(table, number):
                assert (table.free, table.start) == (free, start)
    plan = scheduled(problem)
    impossible = Work("impossible", "u", ((problem.teams[0].team, 10_000),), after=(problem.works[-1].request,))
    with_it = scheduled(with_works(problem, [impossible, *problem.works]))
    assert with_it.starts == plan.starts


@each_case(300_000)
def test_the_same_problem_gives_the_same_bytes(chance: Random) -> None:
    problem = some(chance, dependencies=True)
    plan = scheduled(problem)
    assert repr(scheduled(problem)).encode() == repr(plan).encode()
    # what a team is called, and in which order facts arrive, decides nothing
    turned = replace(
        problem,
        teams=tuple(reversed(problem.teams)),
        works=tuple(
            replace(one, effort=tuple(reversed(one.effort)), after=tuple(reversed(one.after))) for one in problem.works
        ),
    )
    assert scheduled(turned).starts == plan.starts


def waits_for(table: Timetable, number: int) -> set[int]:
    """All that a request waits for, directly or not."""
    found: set[int] = set()
    stack = [number]
    while stack:
        for one in table.before[stack.pop()] or ():
            if one not in found:
                found.add(one)
                stack.append(one)
    return found


@each_case(310_000)
def test_taking_out_worse_ranked_requests_never_makes_room(chance: Random) -> None:
    problem = some(chance, dependencies=True)
    plan = scheduled(problem)
    table = filled(problem, plan)
    effective = {one.request: one.effective_place for one in plan.entries}
    for number in range(len(table.works)):
        opens = table.opens(number)
        if table.start[number] is not None or opens is None:
            continue
        waits = waits_for(table, number)
        worse = [at for at, one in enumerate(table.works) if effective[one.request] > number + 1 and at not in waits]
        lifted = [(at, table.lift(at)) for at in worse if table.start[at] is not None and chance.random() < 0.7]
        assert table.earliest(table.shapes[number], opens) is None
        for at, start in lifted:
            table.put(at, start)
