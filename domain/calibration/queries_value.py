"""Reading what promised value came true at, and the factor that this puts on a promise.

Delivery and measurement stand further down the line, so their tables are read by name. Every request's factor is seen
by everyone: the owner's record is one share in it among others.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from uuid import UUID

from domain.actor import Actor
from domain.calibration.value import CompanyRecord, Factor, KeptPromise, calibrated, company_record, due_months
from domain.database import clock
from domain.database.engine import rows
from domain.governance.queries import policy_now
from domain.quantities import Month
from domain.value.queries import worth_by_request

# The promise in force: the last one, which is the one that was delivered.
LAST_PROMISE = "select distinct on (request) id, request, finish_month from promise order by request, version desc"
# A measurement that stands: no correction has taken its place.
STANDS = "not exists (select from measurement later where later.supersedes = m.id)"
# The last month that a checkpoint looks at.
LAST_MONTH = "date_trunc('month', d.delivered_on) + make_interval(months => w.checkpoint_months)"
# Whose promise it is: who sponsors the request, else who committed it, or for whom a deputy committed it.
_PROMISER = (
    "select r.id, coalesce(r.sponsor, (select coalesce(a.acts_for, p.committed_by) from promise p"
    " join assignment a on a.id = p.assignment where p.request = r.id order by p.version desc limit 1)) as owner"
    " from request r"
)


async def kept_promises() -> tuple[KeptPromise, ...]:
    """Every delivered request with a price on its promise: what was due up to last month, and what of it came."""
    last = Month.of(clock.now().date()) + -1
    found = await rows(
        f"""
        with judged as (
          select w.request, v.at, {LAST_MONTH} as through from review_verdict v
          join value_review w on w.id = v.review join delivery d on d.request = w.request
          where v.verdict in ('realised', 'partly', 'not_realised')
        ), verified as (
          select distinct m.id from measurement m join benefit b on b.id = m.benefit
          join judged j on j.request = b.request where m.at <= j.at and m.month <= j.through
        ), told as (
          select m.benefit, count(*) as months, sum(m.amount_cents)::bigint as cents,
            count(verified.id) as verified, max(m.at) as at
          from measurement m left join verified on verified.id = m.id where {STANDS} group by m.benefit
        )
        select r.id, r.unit, r.category, r.route, w.owner, d.delivered_on, b.benefit, b.low_cents, b.likely_cents,
          b.high_cents, b.start_month, b.end_month, p.finish_month, coalesce(t.months, 0) as months,
          coalesce(t.cents, 0) as cents, coalesce(t.verified, 0) as verified, t.at
        from delivery d join request r on r.id = d.request join ({_PROMISER}) w on w.id = r.id
        join ({LAST_PROMISE}) p on p.request = r.id
        join promised_benefit b on b.promise = p.id and b.likely_cents > 0
        left join told t on t.benefit = b.benefit
        where d.delivered_on is not null order by r.id, b.number
        """
    )
    kept: dict[UUID, KeptPromise] = {}
    for read in found:
        likely = read["likely_cents"]
        begin, end = due_months(
            *(Month.of(read[each]) for each in ("start_month", "end_month", "finish_month", "delivered_on"))
        )
        before = kept.get(read["id"])
        seen = [at for at in (before.measured_at if before else None, read["at"]) if at is not None]
        kept[read["id"]] = KeptPromise(
            read["id"],
            read["unit"],
            read["owner"],
            read["category"],
            read["route"],
            (before.expected if before else 0) + likely * read["months"],
            (before.realised if before else 0) + read["cents"],
            (before.due if before else 0) + likely * max(0, min(end, last) - begin + 1, read["months"]),
            (before.months if before else 0) + read["months"],
            (before.verified_months if before else 0) + read["verified"],
            max(seen) if seen else None,
            (before.low if before else 0) + read["low_cents"] * read["months"],
            (before.high if before else 0) + read["high_cents"] * read["months"],
        )
    return tuple(kept.values())


# What the record follows from. Measurements, verdicts and promises are only ever added, so their counts and newest ids
# name a state of them; versions of delivered requests name who sponsors them and what they count as.
_STATE = """
select (select count(*) from measurement) as measurements,
  (select id from measurement order by id desc limit 1) as newest_measurement,
  (select count(*) from review_verdict) as verdicts,
  (select id from review_verdict order by id desc limit 1) as newest_verdict,
  (select count(*) from promise) as promises,
  (select coalesce(sum(r.version), 0) from delivery d join request r on r.id = d.request) as versions
"""
_latest: tuple[tuple[object, ...], CompanyRecord] | None = None


async def record_of_company() -> CompanyRecord:
    """The record of all promises, fitted to what is measured now; once for each state of the data."""
    global _latest
    minimum = (await policy_now()).settings.minimum_sample
    state = (minimum, *(await rows(_STATE))[0])
    if _latest is None or _latest[0] != state:
        _latest = state, company_record(await kept_promises(), minimum_sample=minimum)
    return _latest[1]


async def calibration_by_request(actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, Factor]:
    """What each request's promise is expected to come true at, by the record of its owner, unit and category."""
    record = await record_of_company()
    factor = cache(lambda unit, owner, category: calibrated(record, unit=unit, owner=owner, category=category))
    return {
        read["id"]: factor(read["unit"], read["owner"], read["category"])
        for read in await rows(
            "select r.id, r.unit, r.category, coalesce(w.owner, (select b.owner from benefit b"
            " where b.request = r.id and b.dropped_at is null order by b.number limit 1)) as owner"
            f" from request r join ({_PROMISER}) w on w.id = r.id where r.id = any($1)",
            list(ids),
        )
    }


@dataclass(frozen=True, slots=True)
class CalibratedValue:
    """A request's promised value (cents in the valuation period) and what such promises come true at."""

    promised_cents: int
    expected_cents: int
    factor: Factor


async def calibrated_value_by_request(actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, CalibratedValue]:
    """The promised value of each request times its factor, rounded to a cent."""
    factors = await calibration_by_request(actor, ids)
    worth = await worth_by_request(actor, list(factors))
    return {
        request: CalibratedValue(worth[request].value.likely, factor.priced(worth[request].value.likely), factor)
        for request, factor in factors.items()
    }
