"""The portfolio as everybody sees it: who holds months, then the one order, with dates, worth and reasons.

Everyone signed in sees all of it.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from domain.actor import Actor
from domain.calculation.queries import Forecast, RequestForecast, newest_forecast
from domain.calibration.queries_value import calibration_by_request
from domain.calibration.value import Factor
from domain.database import clock
from domain.database.engine import rows
from domain.planning.current import CurrentPlan
from domain.planning.facts import Demand
from domain.planning.queries import current_plan, explain
from domain.planning.why import Why, why
from domain.portfolio.rules import Chance, late, sureness
from domain.quantities import Month
from domain.scenarios.ideas import Idea
from domain.value.rules import effort_cost

# Where a request stands in the list: its place (0: holds its months), its start among those, its number.
Standing = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A request's place in the portfolio order with its dates, its worth and the reason.

    place: from 1; 0 for a committed or running request, which holds its months and stands before the order.
    own_place: in the unit's list, 0 when it is in none. exception: above the commit line and not in the plan
    although it is estimated (without an estimate there is nothing to plan yet); fill_in: below it and in the plan.
    Money is cents: as promised at commitment, before that by today's benefits and estimates at the scope that
    decisions left. teams: those that are short before its start. plan: the one that all of this is from.
    """

    request: UUID
    key: str
    unit: UUID
    place: int
    own_place: int
    start: Month | None
    finish: Month | None
    above_line: bool
    exception: bool
    fill_in: bool
    promised_cents: int
    calibrated_cents: int
    cost_cents: int
    effort_decidays: int
    chance: Chance
    chance_text: str
    chance_until: Month
    forecast: RequestForecast | None
    late: bool
    teams: tuple[UUID, ...]
    why: Why
    undecided: bool
    standing: Standing
    plan: CurrentPlan


@dataclass(frozen=True, slots=True)
class PortfolioPage:
    """Some places in order, with the plan that they come from; `total` counts all."""

    items: tuple[PlaceRow, ...]
    has_next: bool
    total: int
    plan: CurrentPlan


async def portfolio(
    actor: Actor,
    *,
    first: int,
    after: Standing | None = None,
    plan: CurrentPlan | None = None,
    scenario: UUID | None = None,
) -> PortfolioPage:
    """A page of the portfolio below a standing: first who holds months, by start, then the order by place.

    By the live plan unless another one is given, a scenario's.
    """
    plan = plan or await current_plan()
    listed = _listed(plan)
    begin = 0 if after is None else bisect_right(listed, after, key=lambda each: each[0])
    wanted = [key for _, key in listed[begin : begin + first]]
    shown = await places(actor, plan, wanted, scenario=scenario)
    return PortfolioPage(shown, begin + first < len(listed), len(listed), plan)


async def place_by_request(actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, PlaceRow]:
    """The place of each request that is ranked, committed or in delivery."""
    plan = await current_plan()
    wanted = [key for one in ids if (key := plan.keys.get(one)) and _standing(plan, key)]
    return {row.request: row for row in await places(actor, plan, wanted)}


async def listed_by_request(actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, PlaceRow]:
    """The same, with what stands in a unit's list and lost its place in the order: at place 0, with the reason."""
    plan = await current_plan()
    wanted = [
        key
        for one in ids
        if (key := plan.keys.get(one)) and (_standing(plan, key) or plan.input.demands[key].is_ranked)
    ]
    return {row.request: row for row in await places(actor, plan, wanted)}


async def all_places(actor: Actor, plan: CurrentPlan, *, scenario: UUID | None = None) -> tuple[PlaceRow, ...]:
    """Every place of a plan, in its order."""
    return await places(actor, plan, [key for _, key in _listed(plan)], scenario=scenario)


async def requests_by_place(actor: Actor) -> tuple[UUID, ...]:
    """Every request of the portfolio in its order."""
    plan = await current_plan()
    return tuple(plan.input.demands[key].id for _, key in _listed(plan))


async def places(
    actor: Actor, plan: CurrentPlan, keys: Sequence[str], *, scenario: UUID | None = None
) -> tuple[PlaceRow, ...]:
    """The rows of requests of a plan, the live one or a scenario's, in the order asked."""
    demands = [plan.input.demands[key] for key in keys]
    promises = await _promises(one.id for one in demands if one.is_held)
    factors = await calibration_by_request(actor, [one.id for one in demands])
    await explain(plan, keys)
    rates = {team.id: team.day_rate_cents for team in plan.input.facts.teams}
    forecast = await newest_forecast(scenario=scenario)
    return tuple(_row(plan, one, promises, factors, rates, forecast) for one in demands)


def _listed(plan: CurrentPlan) -> list[tuple[Standing, str]]:
    """Who stands in the portfolio, in its order; what only a scenario knows has a place there, but is no request."""
    listed = []
    for key in (*plan.input.held, *(place.request for place in plan.input.order)):
        if isinstance(plan.input.demands[key], Idea):
            continue
        standing = _standing(plan, key)
        assert standing is not None
        listed.append((standing, key))
    return sorted(listed)


def _standing(plan: CurrentPlan, key: str) -> Standing | None:
    one = plan.input.demands[key]
    if one.is_held:
        start = plan.start_month(key)
        return (0, start.ordinal if start else 0, one.number)
    place = plan.places.get(key)
    return None if place is None else (place.place, 0, one.number)


async def _promises(requests: Iterable[UUID]) -> Mapping[UUID, tuple[int, int]]:
    """The value and the cost that were frozen when each request was committed last."""
    found = await rows(
        "select distinct on (request) request, value_cents, cost_cents from promise where request = any($1)"
        " order by request, version desc",
        list(requests),
    )
    return {each["request"]: (each["value_cents"], each["cost_cents"]) for each in found}


def _row(
    plan: CurrentPlan,
    one: Demand,
    promises: Mapping[UUID, tuple[int, int]],
    factors: Mapping[UUID, Factor],
    rates: Mapping[UUID, int],
    forecast: Forecast | None,
) -> PlaceRow:
    place, entry = plan.places.get(one.key), plan.entries.get(one.key)
    own = plan.input.own_place.get(one.key)
    planned = entry is not None and entry.start is not None
    above = one.is_held or plan.is_above_line(one.key)
    value, cost = promises.get(one.id) or (
        int(one.value_cents * one.kept),
        int((one.one_off_cents + effort_cost(one.estimated, rates)) * one.kept),
    )
    factor = factors[one.id]
    reason, standing = why(plan, one.key), _standing(plan, one.key)
    assert reason is not None
    simulated = None if forecast is None else forecast.of(one.key)
    # A forecast counts the months shown from the month that it was made in.
    until = (plan.months[0] if forecast is None or simulated is None else forecast.calculation.month) + (
        len(plan.months) - 1
    )
    sure = sureness(
        held=one.is_held or one.is_reserved,
        planned=planned,
        above_line=above,
        simulated=None if simulated is None else simulated.chance,
        committed_from=plan.input.facts.policy.committed_chance,
        until=until,
        fresh=simulated is None or simulated.fresh,
    )
    return PlaceRow(
        request=one.id,
        key=one.key,
        unit=one.unit,
        place=place.place if place else 0,
        own_place=own[0] if own else 0,
        start=plan.start_month(one.key),
        finish=plan.finish_month(one.key),
        above_line=above,
        exception=above and entry is not None and not planned,
        fill_in=planned and not above,
        promised_cents=value,
        calibrated_cents=factor.priced(value),
        cost_cents=cost,
        effort_decidays=entry.effort if entry else 0,
        chance=sure.chance,
        chance_text=sure.text,
        chance_until=until,
        forecast=simulated,
        late=late(one.deadline, plan.finish_month(one.key), clock.now().date()),
        teams=tuple(UUID(team) for team in reason.teams),
        why=replace(reason, facts=(*reason.facts, factor.text)) if value else reason,
        undecided=one.key in plan.input.undecided,
        standing=standing or (0, 0, one.number),
        plan=plan,
    )
