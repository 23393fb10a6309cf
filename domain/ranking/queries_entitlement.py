"""Reading what each unit was entitled to and got, month by month: what was delivered, and whose work waited.

Work counts in the month of its delivery, with the person-days that it took, or that were expected where nobody said.
Endorsing units are charged their shares. What law or regulator require and what the quick-win lane brought are charged
to lanes and not to units. A unit's work waited when at every moment of the month at least one estimated request of
its stood ranked that was not undecided for too long.

Estimates, deliveries and scopes stand beside or further down the line, so their tables are read by name.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from uuid import UUID

from domain.actor import Actor
from domain.capacity.queries import capacity
from domain.database.engine import rows
from domain.database.grouping import grouped
from domain.governance.queries import policy_at
from domain.governance.rules import PolicySettings
from domain.organisation.queries import units
from domain.quantities import Month
from domain.ranking.credits import MonthOfUnit, charged, limit
from domain.ranking.decide_by import undecided_too_long
from domain.ranking.order import WHOLE_SHARE
from domain.ranking.queries_decide_by import COUNTED_FROM

# Each request's expected effort of all teams in decidays (PERT means), at the scope that decisions left.
EXPECTED = """
select e.request, sum(ceil(ceil((e.low_decidays + 4 * e.likely_decidays + e.high_decidays) / 6.0)
         * coalesce((select c.kept from scope c where c.request = e.request order by c.at desc, c.id desc limit 1), 1)
       ))::int as decidays
from (select distinct on (request, team) * from estimate order by request, team, version desc) e group by e.request
"""
# When each request stood ranked, from and until: those that are, and those that were until their state changed.
_RANKED = """
select r.id as request, r.state_since as since, null::timestamptz as until from request r where r.state = 'ranked'
union all
select e.request,
       (select max(m.at) from rank_move m where m.request = e.request and m.from_place is null and m.at <= e.at), e.at
from audit_event e
where e.request is not null and e.at >= $1 and e.before ->> 'state' = 'ranked' and e.after ->> 'state' <> 'ranked'
"""


@dataclass(frozen=True, slots=True)
class _Delivered:
    unit: UUID
    month: Month
    decidays: int
    lane: str
    endorsed: tuple[tuple[UUID, Decimal], ...]


async def months_of_units(first: Month, last: Month) -> Mapping[Month, tuple[MonthOfUnit, ...]]:
    """Each month's units by id, with the weight of that month's policy, what was delivered and whether work waited."""
    delivered, waited = await _delivered(first, last), await _waited(first, last)
    everybody = sorted(unit.id for unit in await units(Actor.system()))
    found = {}
    for month in (first + offset for offset in range(last - first + 1)):
        policy = await policy_of(month)
        got = _charged((one for one in delivered if one.month == month), policy)
        found[month] = tuple(
            MonthOfUnit(str(unit), policy.weight(unit), unit in waited[month], got.get(unit, 0)) for unit in everybody
        )
    return found


async def limits(month: Month) -> Mapping[UUID, int]:
    """The most decidays of priority that each unit may hold or owe, by the policy and the capacity of a month."""
    reader = Actor.system()
    policy = await policy_of(month)
    net = sum(
        cell.net_decidays for cells in (await capacity(reader, first=month, last=month)).values() for cell in cells
    )
    largest = {
        each["unit"]: each["largest"]
        for each in await rows(
            f"select r.unit, max(e.decidays) as largest from request r join ({EXPECTED}) e on e.request = r.id"
            " where r.state = 'ranked' group by r.unit"
        )
    }
    everybody = [unit.id for unit in await units(reader)]
    weights = sum(policy.weight(unit) for unit in everybody)
    return {
        unit: limit(policy.credit_months, net, policy.weight(unit), weights, largest.get(unit, 0)) for unit in everybody
    }


async def policy_of(month: Month) -> PolicySettings:
    """The policy at the end of a month: in the current one, as it is now."""
    return (await policy_at(start_of(month + 1))).settings


def start_of(month: Month) -> datetime:
    """The first moment of a month."""
    return datetime(month.year, month.month, 1, tzinfo=UTC)


def _charged(delivered: Iterable[_Delivered], policy: PolicySettings) -> Mapping[UUID, int]:
    """What each unit is charged of a month's deliveries, in decidays."""
    got: defaultdict[UUID, int] = defaultdict(int)
    for one in delivered:
        small = one.lane == "small" and policy.small_lane_percent and one.decidays <= policy.small_item_decidays
        if one.lane == "mandatory" or small:
            continue
        shares = {str(unit): int(share * WHOLE_SHARE) for unit, share in one.endorsed}
        for unit, decidays in charged(one.decidays, str(one.unit), shares).items():
            got[UUID(unit)] += decidays
    return got


async def _delivered(first: Month, last: Month) -> list[_Delivered]:
    found = await rows(
        f"""
        select r.id, r.unit, r.lane, d.delivered_on, coalesce(d.actual_decidays, x.decidays, 0) as decidays,
          array(select e.unit from endorsement e where e.request = r.id and e.cost_share > 0 order by e.unit) as units,
          array(select e.cost_share from endorsement e where e.request = r.id and e.cost_share > 0 order by e.unit)
            as shares
        from delivery d join request r on r.id = d.request left join ({EXPECTED}) x on x.request = r.id
        where d.delivered_on >= $1 and d.delivered_on < $2 order by r.id
        """,
        first.first,
        (last + 1).first,
    )
    return [
        _Delivered(
            each["unit"],
            Month.of(each["delivered_on"]),
            each["decidays"],
            each["lane"],
            tuple(zip(each["units"], each["shares"], strict=True)),
        )
        for each in found
    ]


async def _waited(first: Month, last: Month) -> Mapping[Month, frozenset[UUID]]:
    """The units whose work waited all month, for each month."""
    found = await rows(
        f"""
        select r.unit, s.since, s.until, t.counted_from,
          (select min(e.made_at) from estimate e where e.request = r.id) as estimated
        from ({_RANKED}) s join request r on r.id = s.request left join ({COUNTED_FROM}) t on t.request = r.id
        where s.since is not null and s.since < $2 and (s.until is null or s.until > $1)
        """,
        start_of(first),
        start_of(last + 1),
    )
    waited: dict[Month, frozenset[UUID]] = {}
    for month in (first + offset for offset in range(last - first + 1)):
        begin, end, months = start_of(month), start_of(month + 1), (await policy_of(month)).decide_by_months
        stood = grouped(
            (each["unit"], (max(each["since"], each["estimated"]), each["until"] or end))
            for each in found
            if each["estimated"] is not None
            and not (each["counted_from"] and undecided_too_long(each["counted_from"], months, month))
        )
        waited[month] = frozenset(unit for unit, spans in stood.items() if covered(spans, begin, end))
    return waited


def covered(spans: Iterable[tuple[datetime, datetime]], begin: datetime, end: datetime) -> bool:
    """Whether some span holds at every moment from begin to end."""
    for since, until in sorted(spans):
        if since > begin:
            return False
        begin = max(begin, until)
        if begin >= end:
            return True
    return False
