"""Who would give way, to which month, and what that defers.

The smallest sets over all starts: of the asking unit's own requests alone, and of anybody's; by least value lost, by
fewest requests, and by what is gained on balance. Next to them those further sets that are better than every other in
something. Every set is tried out: the request is put in place and the displaced are planned again at or after their
old start, everybody else fixed.
"""

from collections.abc import Iterator, Sequence

from domain.decisions.attempts import Attempt
from domain.decisions.candidates import Aim
from domain.decisions.conflict import Conflict
from domain.decisions.kinds import OptionKind
from domain.decisions.pools import FoundSet, Pool, best_set, next_sets
from domain.decisions.rules import Displaced, Option, consent_for
from domain.decisions.wording import Wording
from domain.planning.rules import value_from

# Cards side by side: the smallest sets are always among them.
MOST_DISPLACING = 5
# Sets looked at beyond the smallest one at each start that is the best in something.
FURTHER = 2


def displacements(conflict: Conflict, anybody: Sequence[Pool], own: Sequence[Pool], say: Wording) -> list[Option]:
    """The displacing options: the smallest sets, and further ones that help to choose."""
    smallest, further = ranked_sets(conflict, anybody, own)
    shown: dict[tuple[object, ...], Option] = {}
    for found in smallest:
        option = tried(conflict, found.attempt, found.members, say)
        shown.setdefault((option.earliest, option.displaced), option)
    for found in further:
        if len(shown) >= MOST_DISPLACING:
            break
        option = tried(conflict, found.attempt, found.members, say)
        if not any(is_as_good(one, option) for one in shown.values()):
            shown[option.earliest, option.displaced] = option
    return list(shown.values())


def ranked_sets(
    conflict: Conflict, anybody: Sequence[Pool], own: Sequence[Pool]
) -> tuple[list[FoundSet], Iterator[FoundSet]]:
    """The smallest sets of each pool and aim, and some more: the best at the earliest start, and the next ones."""
    of_anybody = [
        best_set(conflict, anybody, Aim.LEAST_VALUE),
        best_set(conflict, anybody, Aim.LEAST_VALUE, on_balance=True),
        best_set(conflict, anybody, Aim.FEWEST),
    ]
    smallest = [*of_anybody, *(best_set(conflict, own, aim) for aim in Aim)]
    return [one for one in smallest if one is not None], further(
        anybody, [one for one in of_anybody if one is not None]
    )


def further(anybody: Sequence[Pool], smallest: Sequence[FoundSet]) -> Iterator[FoundSet]:
    """Sets beside the smallest ones: of least value at the earliest start, and the next ones at the starts found."""
    possible = [
        (pool.attempt.t, floor, at) for at, pool in enumerate(anybody) if (floor := pool.floor(Aim.LEAST_VALUE))
    ]
    if possible:
        yield from next_sets(anybody[min(possible)[2]], (), 1)
    seen: list[Attempt] = []
    for found in smallest:
        if found.attempt not in seen:
            seen.append(found.attempt)
            pool = next(one for one in anybody if one.attempt is found.attempt)
            known = [one.members for one in smallest if one.attempt is found.attempt]
            yield from next_sets(pool, known, FURTHER)


def is_as_good(one: Option, other: Option) -> bool:
    """Whether an option is nowhere worse than another: start, requests, value deferred, units asked, mandatory work."""
    return all(mine <= yours for mine, yours in zip(merits(one), merits(other), strict=True))


def merits(option: Option) -> tuple[int, ...]:
    return (
        option.earliest or 0,
        len(option.displaced),
        option.deferred,
        len({one.unit for one in option.displaced} - {option.unit}),
        sum(one.mandatory for one in option.displaced),
    )


def tried(conflict: Conflict, attempt: Attempt, chosen: frozenset[int], say: Wording) -> Option:
    """The option after the trial on the timetable, which is left as it was."""
    work, displaced = conflict.work, giving_way(conflict, attempt, chosen)
    return Option(
        "",
        OptionKind.DISPLACE,
        work.request,
        work.unit,
        consent_for(work.unit, displaced, 0),
        0,
        sum(one.deferred for one in displaced),
        conflict.gained(attempt.t),
        attempt.t,
        say.displace(work, attempt.t, displaced),
        displaced=displaced,
        reserved=conflict.reserved(attempt.starts),
    )


def giving_way(conflict: Conflict, attempt: Attempt, chosen: frozenset[int]) -> tuple[Displaced, ...]:
    """Where each of the chosen goes, in rank order at or after its old start, once the request has its place."""
    table, problem = conflict.table, conflict.problem
    before = {number: table.lift(number) for number in sorted(chosen)}
    for number, start in attempt.starts:
        table.put(number, start)
    ranks = table.effective()
    to: dict[int, int] = {}
    for number in sorted(chosen, key=lambda one: (ranks[one], before[one], one)):
        opens = table.opens(number)
        again = None if opens is None else table.earliest(table.shapes[number], max(opens, before[number]))
        if again is not None:
            table.put(number, again)
            to[number] = again
    for number in (*to, *(number for number, _ in attempt.starts)):
        table.lift(number)
    for number, start in before.items():
        table.put(number, start)
    displaced = []
    for number in sorted(chosen):
        work = table.works[number]
        if to.get(number) == before[number]:
            continue
        duration = table.shapes[number].duration
        value = value_from(problem, work, before[number] + duration - 1)
        later = value_from(problem, work, to[number] + duration - 1) if number in to else 0
        displaced.append(
            Displaced(work.request, work.unit, before[number], to.get(number), value - later, work.mandatory)
        )
    return tuple(displaced)
