"""No better option of its kind exists: every kind against trying everything, on small cases."""

from collections.abc import Iterator
from dataclasses import replace
from random import Random

from domain.decisions.attempts import Attempt, attempts
from domain.decisions.candidates import Aim
from domain.decisions.combining import best_mix, left_missing
from domain.decisions.conflict import Conflict, conflict_of
from domain.decisions.funding import cheaper_and_later
from domain.decisions.pools import FoundSet, Pool, best_set, next_sets, own_pools, pools
from domain.decisions.shrinking import parts
from domain.planning.rules import Problem, Work
from domain.planning.schedule import scheduled
from tests.domain.decisions.brute_force import BruteForce
from tests.domain.planning.cases import crowded, with_fixed
from tests.support.cases import each_case


def conflicting(chance: Random) -> tuple[Conflict, BruteForce]:
    """A request of a small portfolio, unplanned if there is one, with what is known about it both ways."""
    problem = crowded(chance)
    if chance.random() < 0.3:
        problem = in_millions(chance, problem)
    plan = scheduled(problem)
    problem = with_fixed(chance, problem, dict(plan.starts))
    asked = [work.request for work in problem.works if work.request not in plan.starts]
    request = chance.choice(asked or [work.request for work in problem.works])
    wanted = chance.choice((None, None, chance.randint(0, 3)))
    loose = tuple(replace(work, fixed=None) if work.request == request else work for work in problem.works)
    tried = BruteForce(replace(problem, works=loose), plan.starts, request, wanted)
    return conflict_of(problem, plan, request, wanted), tried


def in_millions(chance: Random, problem: Problem) -> Problem:
    """The same portfolio with amounts as large as they come, to the cent."""

    def large(amount: int) -> int:
        return amount * 9_999_991 + chance.randint(0, 99) if amount else 0

    works = tuple(
        replace(
            one,
            one_off_cost=large(one.one_off_cost),
            run_cost=large(one.run_cost),
            value=large(one.value),
            effort=tuple((team, amount * 97) for team, amount in one.effort),
        )
        for one in problem.works
    )
    teams = tuple(
        replace(team, net=tuple(one * 97 + chance.randint(0, 96) for one in team.net), day_rate=team.day_rate * 1_000)
        for team in problem.teams
    )
    budget = problem.budget and tuple(large(one) for one in problem.budget)
    return replace(problem, teams=teams, works=works, budget=budget)


def either(conflict: Conflict, ways: list[Attempt], *, own: bool) -> list[Pool]:
    return own_pools(conflict, pools(conflict, ways)) if own else pools(conflict, ways)


def swaps(conflict: Conflict, found: FoundSet) -> Iterator[tuple[str, str]]:
    """Who could stay if a lower ranked request of the same value went instead."""
    pool = conflict.candidates()
    for number in sorted(found.members):
        for other in pool:
            if other > number and other not in found.members and pool[other].cost == pool[number].cost:
                yield conflict.table.works[number].request, conflict.table.works[other].request


def names(conflict: Conflict, found: FoundSet) -> frozenset[str]:
    return frozenset(conflict.table.works[number].request for number in found.members)


@each_case(10_000)
def test_no_smaller_set_makes_room(chance: Random) -> None:
    conflict, tried = conflicting(chance)
    own = chance.random() < 0.4
    ways = attempts(conflict)
    possible = [
        (gone, starts[-1][1])
        for starts in tried.placements()
        for gone in tried.sets(own=own)
        if not tried.short(starts, gone)
    ]
    pool = either(conflict, ways, own=own)
    least = best_set(conflict, pool, Aim.LEAST_VALUE)
    fewest = best_set(conflict, pool, Aim.FEWEST)
    balance = best_set(conflict, pool, Aim.LEAST_VALUE, on_balance=True)
    if not possible:
        assert (least, fewest, balance) == (None, None, None)
        return
    assert least is not None
    assert fewest is not None
    assert balance is not None
    for found in (least, fewest, balance):
        assert (names(conflict, found), found.attempt.t) in possible
    # who gives way is judged by what would be lost if it left; then by number, then by the month of the start
    assert (tried.lost(names(conflict, least)), len(least.members), least.attempt.t) == min(
        (tried.lost(gone), len(gone), t) for gone, t in possible
    )
    assert (len(fewest.members), tried.lost(names(conflict, fewest)), fewest.attempt.t) == min(
        (len(gone), tried.lost(gone), t) for gone, t in possible
    )
    assert tried.lost(names(conflict, balance)) - tried.gained(balance.attempt.t) == min(
        tried.lost(gone) - tried.gained(t) for gone, t in possible
    )
    for stays, goes in swaps(conflict, least):
        assert ((names(conflict, least) - {stays}) | {goes}, least.attempt.t) not in possible
    for found in (least, fewest):
        assert not any(gone < names(conflict, found) for gone, t in possible)
    assert not any(gone < names(conflict, balance) and t == balance.attempt.t for gone, t in possible)


@each_case(20_000)
def test_the_next_sets_of_a_start_come_in_order_and_none_is_left_out(chance: Random) -> None:
    conflict, tried = conflicting(chance)
    ways = attempts(conflict)
    if not ways:
        return
    way = chance.choice(ways)
    pool = next(one for one in pools(conflict, ways) if one.attempt is way)
    found = [names(conflict, one) for one in next_sets(pool, (), 10)]
    starts = tuple((conflict.table.works[number].request, t) for number, t in way.starts)
    room = [gone for gone in tried.sets() if not tried.short(starts, gone)]
    minimal = sorted(tried.lost(gone) for gone in room if not any(other < gone for other in room))
    assert [tried.lost(one) for one in found] == minimal[:10]
    assert not any(one <= other for one in found for other in found if one is not other)


@each_case(30_000)
def test_no_start_is_both_earlier_and_cheaper(chance: Random) -> None:
    conflict, tried = conflicting(chance)
    found = [(way.t, price) for price, way in cheaper_and_later(conflict, attempts(conflict))]
    prices: dict[int, int] = {}
    for starts in tried.placements():
        short = tried.short(starts)
        if short:
            t = starts[-1][1]
            prices[t] = min(prices.get(t, tried.price(short)), tried.price(short))
    best = [(t, price) for t, price in sorted(prices.items()) if all(prices[s] > price for s in prices if s < t)]
    fits = any(not tried.short(starts) for starts in tried.placements())
    if not fits:
        assert found == best


@each_case(40_000)
def test_no_larger_part_fits(chance: Random) -> None:
    conflict, tried = conflicting(chance)
    if not conflict.shape.rows and not conflict.shape.tails:
        return
    largest = max((percent for _, percent in parts(conflict)), default=None)
    assert largest == largest_part(tried)


def largest_part(tried: BruteForce) -> int | None:
    """The largest whole per cent that fits beside everybody else, with all that it waits for; None without a start."""
    whole = tried.request
    known = None
    for percent in range(100, -1, -1):
        tried.works[whole.request] = part(whole, percent)
        tried.total.clear()
        for starts in tried.placements():
            known = 0 if known is None and not tried.short(starts[:-1]) else known
            if not tried.short(starts):
                return percent
    return known


def part(work: Work, percent: int) -> Work:
    def up(amount: int) -> int:
        return -(-amount * percent // 100)

    return replace(
        work,
        effort=tuple((team, up(amount)) for team, amount in work.effort),
        run_effort=tuple((team, up(amount)) for team, amount in work.run_effort),
        one_off_cost=up(work.one_off_cost),
        run_cost=up(work.run_cost),
    )


@each_case(50_000)
def test_no_mix_of_requests_and_money_is_better(chance: Random) -> None:
    conflict, tried = conflicting(chance)
    own = chance.random() < 0.4
    mix, pure = None, None
    for starts in tried.placements():
        for gone in tried.sets(own=own):
            short = tried.short(starts, gone)
            balance = tried.gained(starts[-1][1]) - tried.lost(gone) - tried.price(short)
            if gone and short:
                mix = balance if mix is None else max(mix, balance)
            else:
                pure = balance if pure is None else max(pure, balance)
    found = best_mix(conflict, either(conflict, attempts(conflict), own=own))
    if found is None:
        assert mix is None or pure is None or mix <= pure
        return
    assert mix is not None
    assert pure is not None
    gone, money = names(conflict, found), conflict.price(left_missing(conflict, found))
    assert gone
    assert tried.gained(found.attempt.t) - tried.lost(gone) - money == mix >= pure
