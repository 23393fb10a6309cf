"""Reading what past planning rounds gave up or gained: the plan of each, weighed by what came true since.

The round kept which request started when. What its teams had and what was estimated then is read as of its day.
"""

import asyncio
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from domain.actor import Actor
from domain.capacity.queries import capacity
from domain.database.engine import rows
from domain.demand.rules import Lane
from domain.governance.queries import policy_now
from domain.planning.rules import Problem, Team, Work
from domain.planning.timetable import profile
from domain.quantities import Month, pert_mean
from domain.realisation.queries_regret import DecisionRegret, Known, known_rates
from domain.realisation.regret import Rate, Regret
from domain.realisation.regret_of_plan import regret_of_plan, weighed_plan

# A round's regret, kept as long as nothing else is known of its requests.
_kept: dict[UUID, tuple[Mapping[UUID, Rate], Regret]] = {}


async def round_regrets(actor: Actor) -> tuple[DecisionRegret, ...]:
    """The regret of every planning round of which as many requests are measured as the policy's smallest sample."""
    settings = (await policy_now()).settings
    known = await known_rates()
    found = []
    for read in await rows("select id, number, month, starts, ordinary, at from planning_round order by number desc"):
        first = Month.of(read["month"])
        starts = {UUID(one): Month.parse(month) for one, month in read["starts"].items()}
        # What ran already when the round was held had its months whatever it decided.
        rates = {one: known.rates[one] for one in sorted(starts) if one in known.rates and starts[one] >= first}
        if len(rates) < settings.minimum_sample:
            continue
        kept = _kept.get(read["id"])
        if kept is None or kept[0] != rates:
            problem = await _problem(actor, first, read["at"], starts, read["ordinary"], known)
            at = {str(one): month - first for one, month in starts.items()}
            realised = {str(one): int(rate.realised) for one, rate in rates.items()}
            weighed = await asyncio.to_thread(weighed_plan, problem, at, realised)
            kept = _kept[read["id"]] = (rates, regret_of_plan(weighed))
        found.append(DecisionRegret(read["id"], None, read["number"], read["at"], kept[1]))
    return tuple(found)


async def _problem(
    actor: Actor, first: Month, at: datetime, starts: Mapping[UUID, Month], ordinary: Mapping[str, int], known: Known
) -> Problem:
    """The requests of a round as they were estimated then, and the days that their teams had or were given."""
    works = await _works(first, at, starts, ordinary, known)
    last = max((starts[UUID(work.request)] - first + (work.duration or 1) for work in works), default=1)
    periods = max(1, last)
    teams = []
    for team, cells in (await capacity(actor, first=first, last=first + (periods - 1))).items():
        given = _given(str(team), works, starts, first, periods)
        net = tuple(max(cell.net_decidays, taken) for cell, taken in zip(cells, given, strict=True))
        teams.append(Team(str(team), net))
    return Problem(tuple(teams), tuple(works), horizon=periods, longest=periods, valuation=known.valuation)


async def _works(
    first: Month, at: datetime, starts: Mapping[UUID, Month], ordinary: Mapping[str, int], known: Known
) -> list[Work]:
    about = await rows(
        "select id, unit, lane, earliest_start from request where id = any($1) order by submitted_at, id", list(starts)
    )
    effort: defaultdict[UUID, dict[str, int]] = defaultdict(dict)
    for read in await rows(
        "select distinct on (request, team) request, team, low_decidays, likely_decidays, high_decidays from estimate"
        " where request = any($1) and made_at <= $2 order by request, team, version desc",
        list(starts),
        at,
    ):
        amount = pert_mean(read["low_decidays"], read["likely_decidays"], read["high_decidays"])
        effort[read["request"]][str(read["team"])] = amount
    needs: defaultdict[UUID, list[str]] = defaultdict(list)
    for read in await rows(
        "select request, needs from dependency where request = any($1) and needs = any($1) order by request, needs",
        list(starts),
    ):
        needs[read["request"]].append(str(read["needs"]))
    return [_work(read, first, effort, needs, ordinary, known) for read in about]


def _work(
    read: Any,
    first: Month,
    effort: Mapping[UUID, Mapping[str, int]],
    needs: Mapping[UUID, Sequence[str]],
    ordinary: Mapping[str, int],
    known: Known,
) -> Work:
    rate, opens = known.rates.get(read["id"]), read["earliest_start"]
    taken = effort.get(read["id"], {})
    # As plans have it: one request takes at most half of a team's ordinary month.
    lasting = max((-(-2 * each // ordinary[team]) for team, each in taken.items() if ordinary.get(team)), default=1)
    return Work(
        request=str(read["id"]),
        unit=str(read["unit"]),
        effort=tuple(sorted(taken.items())),
        value=0 if rate is None else int(rate.promised),
        earliest=0 if opens is None else max(0, Month.of(opens) - first),
        after=tuple(needs.get(read["id"], ())),
        mandatory=read["lane"] == Lane.MANDATORY,
        duration=known.durations.get(read["id"], max(1, lasting)),
    )


def _given(team: str, works: Sequence[Work], starts: Mapping[UUID, Month], first: Month, periods: int) -> list[int]:
    """The decidays of a team that the round's plan took in each period."""
    taken = [0] * periods
    for work in works:
        start = starts[UUID(work.request)] - first
        for amount in (amount for one, amount in work.effort if one == team and amount):
            for period, each in enumerate(profile(amount, work.duration or 1), start):
                if period >= 0:
                    taken[period] += each
    return taken
