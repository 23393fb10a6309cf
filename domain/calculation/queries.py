"""Reading calculations and what they found. Everyone signed in may."""

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from domain.actor import Actor
from domain.audit.queries import data_version
from domain.calculation.kinds import CalculationKind, CalculationState
from domain.calculation.results import FoundForecast, FoundMaximum
from domain.calculation.rows import COLUMNS, CalculationRow, calculation_row
from domain.database import clock
from domain.database.engine import row, rows, value
from domain.planning.simulation import Outlook
from domain.quantities import Month
from domain.wording import month_name

# What was found never changes, so each replica reads it once; of a large portfolio it takes a megabyte.
MOST_KEPT = 8
_found: OrderedDict[UUID, FoundForecast | FoundMaximum] = OrderedDict()


async def calculation_row_of(calculation: UUID) -> CalculationRow | None:
    """One calculation."""
    found = await row(f"select {COLUMNS} from calculation where id = $1", calculation)
    return None if found is None else calculation_row(found)


async def calculation_by_id(actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, CalculationRow]:
    """Each calculation that there is."""
    found = await rows(f"select {COLUMNS} from calculation where id = any($1)", list(ids))
    return {each["id"]: calculation_row(each) for each in found}


async def calculations(
    actor: Actor, *, kind: CalculationKind | None = None, scenario: UUID | None = None, first: int = 20
) -> tuple[CalculationRow, ...]:
    """The newest calculations, of one kind or of all, of a scenario or of the plan as it is."""
    found = await rows(
        f"select {COLUMNS} from calculation where ($1::text is null or kind = $1)"
        " and scenario is not distinct from $2 order by asked_at desc, id desc limit $3",
        None if kind is None else kind.value,
        scenario,
        first,
    )
    return tuple(calculation_row(each) for each in found)


async def newest_of(kind: CalculationKind) -> CalculationRow | None:
    """The newest calculation of the plan as it is, however far it came."""
    found = await calculations(Actor.system(), kind=kind, first=1)
    return found[0] if found else None


async def newest_done(kind: CalculationKind, *, scenario: UUID | None = None) -> CalculationRow | None:
    """The newest calculation that came to its end, on whatever data."""
    found = await row(
        f"select {COLUMNS} from calculation where kind = $1 and scenario is not distinct from $2 and state = $3"
        " order by data_version desc, asked_at desc, id desc limit 1",
        kind.value,
        scenario,
        CalculationState.DONE.value,
    )
    return None if found is None else calculation_row(found)


async def is_fresh(calculation: CalculationRow) -> bool:
    """Whether it was made from the data as they are now."""
    return (
        calculation.month == Month.of(clock.now().date()) and calculation.data_version == (await data_version()).newest
    )


async def found(calculation: CalculationRow) -> FoundForecast | FoundMaximum | None:
    """What a calculation found; None while it has not, and once newer ones took the place of its figures."""
    if calculation.state is not CalculationState.DONE:
        return None
    known = _found.get(calculation.id)
    if known is None:
        kept = await value("select result from calculation where id = $1", calculation.id)
        if not kept:
            return None
        kind = FoundForecast if calculation.kind is CalculationKind.FORECAST else FoundMaximum
        known = _found[calculation.id] = kind.read(kept)
        while len(_found) > MOST_KEPT:
            _found.popitem(last=False)
    _found.move_to_end(calculation.id)
    return known


@dataclass(frozen=True, slots=True)
class RequestForecast:
    """When one request will probably be finished; months by which so many of a hundred simulated plans had it done."""

    request: str
    chance: float
    by_deadline: float | None
    p50: Month | None
    p80: Month | None
    p85: Month | None
    p90: Month | None
    runs: int
    basis: str
    data_version: int
    fresh: bool
    made_at: datetime

    @property
    def text(self) -> str:
        """The forecast as a sentence."""
        said = [f"Finished within the months shown in {_of_hundred(self.chance)} simulated plans"]
        if self.by_deadline is not None:
            said.append(f"by its deadline in {_of_hundred(self.by_deadline)}")
        if self.p50 is not None:
            said.append(f"half of them finish it by {month_name(self.p50)}")
        if self.p85 is not None:
            said.append(f"85 of 100 by {month_name(self.p85)}")
        return "; ".join(said) + "."


def _of_hundred(share: float) -> str:
    return f"{round(share * 100)} of 100"


async def request_ids_by_key(actor: Actor, keys: Sequence[str]) -> Mapping[str, UUID]:
    """The id of each request that there is, by its key; what only a scenario knows is none."""
    numbers = [int(key.removeprefix("REQ-")) for key in keys if key.removeprefix("REQ-").isdigit()]
    read = await rows("select id, number from request where number = any($1::int[])", numbers)
    return {f"REQ-{each['number']}": each["id"] for each in read}


@dataclass(frozen=True, slots=True)
class Forecast:
    """The newest forecast of the whole portfolio."""

    calculation: CalculationRow
    found: FoundForecast
    fresh: bool

    def of(self, key: str) -> RequestForecast | None:
        """What it says about a request; None for one that it does not know."""
        outlook = self.found.outlooks.get(key)
        return None if outlook is None else _of_request(self, outlook)


def _of_request(forecast: Forecast, one: Outlook) -> RequestForecast:
    made, first = forecast.calculation, forecast.calculation.month
    assert made.ended_at is not None

    def month(period: int | None) -> Month | None:
        return None if period is None else first + period

    return RequestForecast(
        one.request,
        one.chance,
        one.by_deadline,
        month(one.p50),
        month(one.p80),
        month(one.p85),
        month(one.p90),
        forecast.found.runs,
        forecast.found.basis,
        made.data_version,
        forecast.fresh,
        made.ended_at,
    )


async def newest_forecast(*, scenario: UUID | None = None) -> Forecast | None:
    """The newest forecast, whether or not it knows the data as they are now."""
    made = await newest_done(CalculationKind.FORECAST, scenario=scenario)
    if made is None:
        return None
    result = await found(made)
    return Forecast(made, result, await is_fresh(made)) if isinstance(result, FoundForecast) else None


async def forecast_by_request(actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, RequestForecast]:
    """The newest forecast of each request that it knows."""
    forecast = await newest_forecast()
    if forecast is None:
        return {}
    keys = await rows("select id, number from request where id = any($1)", list(ids))
    return {each["id"]: one for each in keys if (one := forecast.of(f"REQ-{each['number']}")) is not None}


@dataclass(frozen=True, slots=True)
class Maximum:
    """The newest plan of most value."""

    calculation: CalculationRow
    found: FoundMaximum
    fresh: bool


async def newest_maximum(*, scenario: UUID | None = None) -> Maximum | None:
    """The newest plan of most value, whether or not it knows the data as they are now."""
    made = await newest_done(CalculationKind.MAXIMUM_VALUE, scenario=scenario)
    if made is None:
        return None
    result = await found(made)
    return Maximum(made, result, await is_fresh(made)) if isinstance(result, FoundMaximum) else None
