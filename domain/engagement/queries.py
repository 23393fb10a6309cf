"""Reading pulses and participation. A face is given in confidence: others see groups only, and no small ones."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID

from domain.actor import Actor
from domain.calibration.queries_value import STANDS
from domain.database import clock
from domain.database.engine import rows, value
from domain.engagement.rules import PARTICIPATION, Given, Moment, Participation, PulseSummary, summary
from domain.governance.queries import policy_now
from domain.quantities import Month
from domain.realisation.queries import effects_by_request

_HAPPENED = {
    Moment.SUBMITTED: "true",
    Moment.ESTIMATED: "exists (select from estimate e where e.request = r.id)",
    Moment.QUESTION_ANSWERED: (
        "exists (select from priority_question q where q.request = r.id and q.closed_at is not null)"
    ),
    Moment.UPDATE: "exists (select from progress_update u where u.request = r.id)",
    Moment.DELIVERED: "exists (select from delivery d where d.request = r.id and d.delivered_on is not null)",
    Moment.REVIEWED: (
        "exists (select from value_review w join review_verdict v on v.review = w.id where w.request = r.id)"
    ),
}


async def happened(moment: Moment, request: UUID) -> bool:
    """Whether a moment in the life of a request has come."""
    return bool(await value(f"select {_HAPPENED[moment]} from request r where r.id = $1", request))


async def pulses_by_request(actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, PulseSummary]:
    """How each request felt to people, all moments together."""
    minimum = (await policy_now()).settings.minimum_group
    given: defaultdict[UUID, list[Given]] = defaultdict(list)
    for read in await rows(
        "select request, person, face from pulse where request = any($1) order by at, id", list(ids)
    ):
        given[read["request"]].append(Given(read["person"], read["face"]))
    return {one: summary(given[one], actor.person_id, minimum_group=minimum) for one in ids}


@dataclass(frozen=True, slots=True)
class UnitEngagement:
    """How a unit takes part."""

    unit: UUID
    acts: Participation


async def engagement(actor: Actor, unit: UUID | None = None) -> tuple[UnitEngagement, ...]:
    """How a unit (None: each, by name) took part in the last 180 days, and how its requests felt.

    Asked to rank counts from the first estimate, with as many days as the policy gives for answers; questions and
    measurements count when they were due in that time.
    """
    now = clock.now()
    since = now - PARTICIPATION
    settings = (await policy_now()).settings
    acts: defaultdict[UUID, Participation] = defaultdict(Participation)
    grace = timedelta(days=settings.answer_days)
    for read in await rows(
        """
        select r.unit, count(*) as asked, count(*) filter (where m.at <= e.at + $4) as on_time
        from request r
        join lateral (select min(made_at) as at from estimate where request = r.id) e on e.at is not null
        left join lateral (select min(at) as at from rank_move where request = r.id and to_place is not null) m on true
        where ($1::uuid is null or r.unit = $1) and e.at + $4 between $2 and $3 group by r.unit
        """,
        unit,
        since,
        now,
        grace,
    ):
        acts[read["unit"]] = replace(acts[read["unit"]], asked=read["asked"], ranked_on_time=read["on_time"])
    for read in await rows(
        """
        select p.unit, count(*) as asked, count(*) filter (where exists (
          select from answer a where a.question = q.id and a.unit = p.unit and a.at <= q.due_at)) as answered
        from asked_party p join priority_question q on q.id = p.question
        where p.unit is not null and ($1::uuid is null or p.unit = $1) and q.due_at between $2 and $3 group by p.unit
        """,
        unit,
        since,
        now,
    ):
        acts[read["unit"]] = replace(
            acts[read["unit"]], questions_asked=read["asked"], questions_answered=read["answered"]
        )
    for one, (due, made) in (await _measurements(unit, Month.of(since.date()), Month.of(now.date()))).items():
        acts[one] = replace(acts[one], measurements_due=due, measurements_made=made)
    for read in await rows(
        "select r.unit, count(*) as n, avg(p.face)::float8 as mean, count(distinct p.person) as people from pulse p"
        " join request r on r.id = p.request where ($1::uuid is null or r.unit = $1) and p.at between $2 and $3"
        " group by r.unit",
        unit,
        since,
        now,
    ):
        shown = read["mean"] if read["people"] >= settings.minimum_group else None
        acts[read["unit"]] = replace(acts[read["unit"]], pulse_count=read["n"], pulse_mean=shown)
    found = await rows("select id from unit where $1::uuid is null or id = $1 order by name, id", unit)
    return tuple(UnitEngagement(read["id"], acts[read["id"]]) for read in found)


async def _measurements(unit: UUID | None, first: Month, this_month: Month) -> Mapping[UUID, tuple[int, int]]:
    """Benefit months of each unit that were due from `first` to last month, and how many of them are measured."""
    last = this_month + -1
    delivered = await rows(
        "select r.unit, d.request, d.delivered_on from delivery d join request r on r.id = d.request"
        " where d.delivered_on is not null and ($1::uuid is null or r.unit = $1)",
        unit,
    )
    requests = [read["request"] for read in delivered]
    effects = await effects_by_request(Actor.system(), requests)
    measured = {
        (read["benefit"], Month.of(read["month"]))
        for read in await rows(
            "select m.benefit, m.month from measurement m join benefit b on b.id = m.benefit"
            f" where b.request = any($1) and m.month between $2 and $3 and {STANDS}",
            requests,
            first.first,
            last.first,
        )
    }
    counted: defaultdict[UUID, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for read in delivered:
        for effect in effects[read["request"]]:
            begin, end = effect.window(Month.of(read["delivered_on"]))
            start = max(begin, first)
            months = [start + offset for offset in range(max(0, min(end, last) - start + 1))]
            due, made = counted[read["unit"]]
            counted[read["unit"]] = (
                due + len(months),
                made + sum((effect.benefit, month) in measured for month in months),
            )
    return counted
