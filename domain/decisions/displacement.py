"""The smallest set of requests that frees enough, exactly, and the next smallest ones.

A covering problem: each short cell (row, period) must be freed by the chosen requests together, and whoever depends on
a chosen one goes with it. Amounts are integers (decidays, cents); every answer of the solver is checked in integers and
reduced until no member can stay away.
"""

from collections.abc import Collection, Iterable, Mapping

from domain.decisions.bounds import affordable
from domain.decisions.candidates import Aim, Candidate, Cell, Purchase, alone, covers, is_closed, reduced, relevant
from domain.decisions.covering import Column, Row, optimum

MOST_REPAIRS = 5
# Far below a cent in a thousand million, and far above what the solver takes for nothing.
TIE = 1e-9
# What the solver may take for the limit.
SLACK = 1e-6


def smallest_set(
    needs: Mapping[Cell, int],
    pool: Mapping[int, Candidate],
    aim: Aim,
    *,
    without: Collection[frozenset[int]] = (),
    purchase: Purchase | None = None,
    limit: int | None = None,
) -> frozenset[int] | None:
    """The smallest set of the pool that frees every short cell; None when there is none, or none within the limit.

    The pool must be closed. Ties in value go to fewer requests, ties in number to less value. without: sets that may
    not be part of the answer, which gives the next smallest ones. purchase: what is not freed may be bought; the
    smallest set is then the one whose loss and price together are least, perhaps nobody. limit: what the answer may
    lose (and cost), or how many it may have, by the aim; a low one spares most of the work.
    """
    if not needs:
        return None if frozenset() in without else frozenset()
    wanted = relevant(needs, pool)
    if purchase is None:
        if not covers(needs, wanted.values()):
            return None
        if aim is Aim.FEWEST:
            single = min(
                (one for one in alone(needs, wanted) if not any(part <= {one.number} for part in without)),
                key=lambda one: (one.cost, -one.number),
                default=None,
            )
            if single is not None:
                return frozenset({single.number})
    if aim is Aim.LEAST_VALUE:
        wanted = affordable(needs, wanted, without, purchase, limit)
        if purchase is None and not covers(needs, wanted.values()):
            return None
    refused: list[frozenset[int]] = []
    for _ in range(MOST_REPAIRS):
        found = solved(needs, wanted, aim, refused, without, purchase, limit)
        if found is None:
            return None
        members = [wanted[number] for number in found]
        if purchase is not None and is_closed(members):
            return found
        if purchase is None and covers(needs, members):
            return worst_ranked(needs, wanted, reduced(needs, wanted, found), without)
        refused.append(found)
    return None


def worst_ranked(
    needs: Mapping[Cell, int],
    pool: Mapping[int, Candidate],
    chosen: frozenset[int],
    without: Collection[frozenset[int]],
) -> frozenset[int]:
    """An equally small set in which nobody gives way for whom a lower ranked one of the same value could."""
    swapped = True
    while swapped:
        swapped = False
        for number in sorted(chosen):
            for other in sorted(pool, reverse=True):
                if other <= number:
                    break
                if other in chosen or pool[other].cost != pool[number].cost:
                    continue
                instead = chosen - {number} | {other}
                if not any(part <= instead for part in without) and covers(needs, (pool[one] for one in instead)):
                    chosen, swapped = instead, True
                    break
            if swapped:
                break
    return chosen


def solved(
    needs: Mapping[Cell, int],
    pool: Mapping[int, Candidate],
    aim: Aim,
    refused: Iterable[frozenset[int]],
    without: Collection[frozenset[int]],
    purchase: Purchase | None,
    limit: int | None,
) -> frozenset[int] | None:
    """The integer program: minimise the size; free or buy every cell; take dependents along.

    refused: answers that failed the check in integers; somebody whom they left out must join.
    """
    place = {number: at for at, number in enumerate(pool)}
    total = sum(one.cost for one in pool.values()) + 1
    if aim is Aim.LEAST_VALUE:
        columns = [Column(one.cost / total + TIE) for one in pool.values()]
    else:
        columns = [Column(1 + one.cost / total / 2) for one in pool.values()]
    rows = []
    for cell, need in needs.items():
        terms = [(place[one.number], min(one.cover[cell], need) / need) for one in pool.values() if one.cover.get(cell)]
        if purchase is not None:
            cents, units = purchase.rates[cell]
            terms.append((len(columns), 1.0))  # the part of the need that is bought
            columns.append(Column(need * cents / units / total, whole=False))
        rows.append(Row(terms, at_least=1.0))
    rows.extend(
        Row([(place[drag], 1.0), (place[one.number], -1.0)], at_least=0.0)
        for one in pool.values()
        for drag in one.drags
    )
    rows.extend(Row([(place[one], 1.0) for one in pool if one not in failed], at_least=1.0) for failed in refused)
    rows.extend(
        Row([(place[one], 1.0) for one in sorted(part)], at_most=len(part) - 1.0)
        for part in without
        if part <= pool.keys()
    )
    if limit is not None:
        most = limit / total if aim is Aim.LEAST_VALUE else limit + 0.5
        sizes = [one.cost for one in columns] if aim is Aim.LEAST_VALUE else [1.0] * len(columns)
        rows.append(Row(list(enumerate(sizes)), at_most=most + SLACK))
    values = optimum(columns, rows)
    return None if values is None else frozenset(number for number in pool if values[place[number]] > 0.5)
