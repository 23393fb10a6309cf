"""The facts that a plan is made from, as they stand at one moment of the database."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

from domain.actor import Actor
from domain.audit.queries import DataVersion, data_version
from domain.calibration.effort import remembered
from domain.calibration.factors import NEUTRAL, times_up
from domain.calibration.queries_effort import efforts_of_company
from domain.calibration.queries_value import calibration_by_request
from domain.capacity.queries import BudgetCell, CapacityCell, budgets, capacity
from domain.database.engine import rows, snapshot, value
from domain.demand.rules import Lane, RequestState, Route
from domain.governance.queries import policy_now
from domain.governance.rules import PolicySettings
from domain.organisation.queries import TeamRow, UnitRow, teams, units
from domain.planning.standing import Standing, standing
from domain.quantities import Month, pert_mean
from domain.ranking.queries_credits import credit_by_unit
from domain.ranking.queries_decide_by import COUNTED_FROM

# Who stands in the order or holds months: everything between submission and delivery.
IN_PLAY = ("submitted", "estimated", "ranked", "committed", "in_delivery")
WHOLE = Decimal(1)
FINISHED = (RequestState.DELIVERED, RequestState.IN_REVIEW, RequestState.CLOSED)


@dataclass(frozen=True, slots=True)
class Need:
    """Another request that must be finished first, and how far it is."""

    key: str
    state: RequestState


@dataclass(frozen=True, slots=True)
class Demand:
    """A request as planning sees it, with every fact that its place and its dates follow from.

    rank: its place as stored in the unit's list, None outside it. estimated: expected decidays by team (PERT means);
    empty while nobody has estimated it. effort: what is planned for them, by effort_factors: what such estimates have
    come out at. value_cents: the likely promise in the valuation period; value_factor: what such promises came true
    at. kept: the part of the scope that a decision left. endorsed: the share of the cost by other unit. counted_from:
    the day from which the months count in which it is to be decided; None where nothing counts.
    """

    id: UUID
    number: int
    title: str
    unit: UUID
    route: Route
    lane: Lane
    state: RequestState
    version: int
    submitted_at: datetime
    deadline: date | None
    earliest_start: Month | None
    rank: int | None
    slot: tuple[Month, Month] | None
    started: Month | None
    forecast: Month | None
    not_before: Month | None
    kept: Decimal
    effort: Mapping[UUID, int]
    one_off_cents: int
    run_cents: int
    value_cents: int
    needs: tuple[Need, ...]
    endorsed: tuple[tuple[UUID, Decimal], ...]
    counted_from: date | None = None
    estimated: Mapping[UUID, int] = field(default_factory=dict)
    effort_factors: Mapping[UUID, float] = field(default_factory=dict)
    value_factor: Fraction = NEUTRAL

    @property
    def key(self) -> str:
        return f"REQ-{self.number}"

    @property
    def is_estimated(self) -> bool:
        return bool(self.effort)

    @property
    def is_ranked(self) -> bool:
        return self.state is RequestState.RANKED and self.rank is not None

    @property
    def is_held(self) -> bool:
        """Committed or in delivery: it holds its months whatever is planned later."""
        return self.state in (RequestState.COMMITTED, RequestState.IN_DELIVERY)

    @property
    def is_reserved(self) -> bool:
        """Ranked, and an answered priority question has reserved its months since."""
        return self.state is RequestState.RANKED and self.slot is not None


@dataclass(frozen=True, slots=True)
class Freshness:
    """Names what a plan is made from: another state of the portfolio, or another month, gives another one."""

    version: DataVersion
    month: Month


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that a plan depends on. `first` is the current month; `funded` are decidays bought by decisions.

    credits: decidays of priority that a unit holds, below 0 owes.

    standing: what the plan follows from inside a cycle; without it the plan follows from the order alone.
    """

    fresh: Freshness
    first: Month
    policy_version: int
    policy: PolicySettings
    units: tuple[UnitRow, ...]
    teams: tuple[TeamRow, ...]
    capacity: Mapping[UUID, tuple[CapacityCell, ...]]
    funded: Mapping[tuple[UUID, Month], int]
    budgets: tuple[BudgetCell, ...]
    demands: tuple[Demand, ...]
    standing: Standing | None = None
    credits: Mapping[UUID, int] = field(default_factory=dict)


async def freshness(now: datetime) -> Freshness:
    """The state of the data at this moment."""
    return Freshness(await data_version(), Month.of(now.date()))


async def facts(now: datetime) -> Facts:
    """Read everything at one moment, so that no plan mixes two states of the portfolio."""
    reader = Actor.system()  # nothing that a plan reads is hidden from anybody
    async with snapshot():
        policy = await policy_now()
        settings = policy.settings
        first = Month.of(now.date())
        last = first + (settings.horizon_months - 1)
        return Facts(
            fresh=await freshness(now),
            first=first,
            policy_version=policy.version,
            policy=settings,
            units=await units(reader),
            teams=await teams(reader),
            capacity=await capacity(reader, first=first, last=last),
            funded=await _funded(first),
            budgets=await budgets(reader, first=first, last=last),
            demands=await _demands(settings),
            standing=await standing(),
            credits=await credit_by_unit(reader),
        )


async def kept_scope(request: UUID) -> Decimal:
    """The share of a request's scope that decisions left; the whole where none took any."""
    kept: Decimal | None = await value(
        "select kept from scope where request = $1 order by at desc, id desc limit 1", request
    )
    return WHOLE if kept is None else kept


async def _funded(first: Month) -> Mapping[tuple[UUID, Month], int]:
    found = await rows(
        "select team, month, sum(bought_decidays)::int as bought from funded_capacity where month >= $1"
        " group by team, month",
        first.first,
    )
    return {(each["team"], Month.of(each["month"])): each["bought"] for each in found}


# When delivery began and when it is expected to end are the delivery's facts; they are read by their tables' names,
# because planning stands before delivery.
_DEMANDS = f"""
select r.id, r.number, r.title, r.unit, r.category, r.route, r.lane, r.state, r.version, r.submitted_at, r.deadline,
       r.earliest_start, e.place as rank, s.start_month, s.finish_month, d.started_on,
       (select f.finish_month from forecast f where f.request = r.id order by f.at desc, f.id desc limit 1) as forecast,
       (select o.not_before from deferral o where o.request = r.id order by o.at desc, o.id desc limit 1) as not_before,
       (select c.kept from scope c where c.request = r.id order by c.at desc, c.id desc limit 1) as kept,
       t.counted_from
from request r
left join rank_entry e on e.request = r.id and e.unit = r.unit
left join slot s on s.request = r.id and (r.state <> 'ranked' or s.held_at >= r.state_since)
left join delivery d on d.request = r.id
left join ({COUNTED_FROM}) t on t.request = r.id
where r.state = any($1)
order by r.submitted_at, r.id
"""

_OF_DEMANDS = "request in (select id from request where state = any($1))"


async def _demands(settings: PolicySettings) -> tuple[Demand, ...]:
    found = await rows(_DEMANDS, IN_PLAY)
    ids = [each["id"] for each in found]
    category = {each["id"]: each["category"] for each in found}
    factor_of, promises = remembered(await efforts_of_company()), await calibration_by_request(Actor.system(), ids)
    known: dict[tuple[UUID, str], tuple[float, Fraction]] = {}
    estimated: defaultdict[UUID, dict[UUID, int]] = defaultdict(dict)
    factors: defaultdict[UUID, dict[UUID, float]] = defaultdict(dict)
    effort: defaultdict[UUID, dict[UUID, int]] = defaultdict(dict)
    cost: defaultdict[UUID, list[int]] = defaultdict(lambda: [0, 0])
    for each in await rows(
        "select distinct on (request, team) request, team, low_decidays, likely_decidays, high_decidays,"
        f" one_off_cents, run_cents from estimate where {_OF_DEMANDS} order by request, team, version desc",
        IN_PLAY,
    ):
        request, team, low, likely, high, one_off, run = each
        record = team, category[request]
        if record not in known:
            factor = factor_of(*record)
            known[record] = factor.factor, factor.exact if settings.calibrate_efforts else NEUTRAL
        mean = pert_mean(low, likely, high)
        factors[request][team], exact = known[record]
        estimated[request][team] = mean
        effort[request][team] = times_up(mean, exact)
        cost[request][0] += one_off
        cost[request][1] += run
    promised = {
        each["request"]: int(each["value"])
        for each in await rows(
            "select request, sum(likely_cents * greatest(0, least(starts_after_months + duration_months, $2)"
            " - starts_after_months)) as value from benefit"
            f" where {_OF_DEMANDS} and dropped_at is null and likely_cents is not null group by request",
            IN_PLAY,
            settings.valuation_months,
        )
    }
    needs: defaultdict[UUID, list[Need]] = defaultdict(list)
    for each in await rows(
        "select d.request, n.number, n.state from dependency d join request n on n.id = d.needs"
        f" where {_OF_DEMANDS} order by n.number",
        IN_PLAY,
    ):
        needs[each["request"]].append(Need(f"REQ-{each['number']}", RequestState(each["state"])))
    endorsed: defaultdict[UUID, list[tuple[UUID, Decimal]]] = defaultdict(list)
    for each in await rows(
        f"select request, unit, cost_share from endorsement where {_OF_DEMANDS} and cost_share > 0"
        " order by request, unit",
        IN_PLAY,
    ):
        endorsed[each["request"]].append((each["unit"], each["cost_share"]))
    return tuple(
        Demand(
            id=each["id"],
            number=each["number"],
            title=each["title"],
            unit=each["unit"],
            route=Route(each["route"]),
            lane=Lane(each["lane"]),
            state=RequestState(each["state"]),
            version=each["version"],
            submitted_at=each["submitted_at"],
            deadline=each["deadline"],
            earliest_start=_month(each["earliest_start"]),
            rank=each["rank"],
            slot=None
            if each["start_month"] is None
            else (Month.of(each["start_month"]), Month.of(each["finish_month"])),
            started=_month(each["started_on"]),
            forecast=_month(each["forecast"]),
            not_before=_month(each["not_before"]),
            kept=WHOLE if each["kept"] is None else each["kept"],
            effort=effort.get(each["id"], {}),
            one_off_cents=cost[each["id"]][0],
            run_cents=cost[each["id"]][1],
            value_cents=promised.get(each["id"], 0),
            needs=tuple(needs.get(each["id"], ())),
            endorsed=tuple(endorsed.get(each["id"], ())),
            counted_from=each["counted_from"],
            estimated=estimated.get(each["id"], {}),
            effort_factors=factors.get(each["id"], {}),
            value_factor=promises[each["id"]].exact,
        )
        for each in found
    )


def _month(day: date | None) -> Month | None:
    return None if day is None else Month.of(day)
