"""Reading what came true: measurements, value reviews and their figures. Everyone signed in sees all of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from asyncpg import Record

from domain.actor import Actor
from domain.calibration.queries_value import LAST_MONTH, LAST_PROMISE, STANDS
from domain.database import clock
from domain.database.engine import row, rows, value
from domain.database.grouping import grouped
from domain.demand.queries import id_of
from domain.errors import NotFound
from domain.quantities import Month
from domain.realisation.rules import (
    Effect,
    Figures,
    Measured,
    ReviewStatus,
    Verdict,
    figures,
    is_overdue,
    result,
    status_of,
)
from domain.value.rules import ThreePoint

# A closed review judged it: it was on record when the board closed a review of a checkpoint at or after its month.
VERIFIED = (
    "exists (select from review_verdict v join value_review w on w.id = v.review"
    " join delivery d on d.request = w.request where w.request = b.request and m.at <= v.at"
    " and v.verdict in ('realised', 'partly', 'not_realised')"
    f" and m.month <= {LAST_MONTH})"
)
_MEASUREMENT = (
    "select m.id, m.benefit, b.request, m.month, m.amount_cents, m.evidence, m.measured_by, a.acts_for, m.at,"
    f" m.supersedes, not ({STANDS}) as superseded, {STANDS} and {VERIFIED} as verified"
    " from measurement m join benefit b on b.id = m.benefit join assignment a on a.id = m.assignment"
)


@dataclass(frozen=True, slots=True)
class MeasurementRow:
    """A realised amount of one benefit in one month, in cents. `superseded`: a correction has taken its place."""

    id: UUID
    benefit: UUID
    request: UUID
    month: Month
    amount_cents: int
    evidence: str
    measured_by: UUID
    acts_for: UUID | None
    at: datetime
    supersedes: UUID | None
    superseded: bool
    verified: bool


def _measurement(read: Record) -> MeasurementRow:
    return MeasurementRow(**{**read, "month": Month.of(read["month"])})


async def measurements_by_benefit(actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, tuple[MeasurementRow, ...]]:
    """Every measurement of each benefit by month, corrections after what they correct."""
    found = await rows(f"{_MEASUREMENT} where m.benefit = any($1) order by m.month, m.at, m.id", list(ids))
    return grouped(((read["benefit"], _measurement(read)) for read in found), ids)


async def measurement_by_id(actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, MeasurementRow]:
    """Measurements for a loader."""
    found = await rows(f"{_MEASUREMENT} where m.id = any($1)", list(ids))
    return {read["id"]: _measurement(read) for read in found}


async def realised_by_benefit(actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, int]:
    """Cents that came true so far, for each benefit that somebody has measured."""
    found = await rows(
        f"select m.benefit, sum(m.amount_cents)::bigint as cents from measurement m"
        f" where m.benefit = any($1) and {STANDS} group by m.benefit",
        list(ids),
    )
    return {read["benefit"]: read["cents"] for read in found}


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """A checkpoint, so many months after delivery. The board's part is None while it is not closed."""

    id: UUID
    request: UUID
    unit: UUID
    checkpoint_months: int
    due_on: date
    opened_at: datetime | None
    delivered_on: date
    verdict: Verdict | None
    lesson: str | None
    promised_cents: int | None
    realised_cents: int | None
    measured_share: float | None
    closed_by: UUID | None
    acted_for: UUID | None
    closed_at: datetime | None
    status: ReviewStatus
    overdue: bool

    @property
    def through(self) -> Month:
        """The last month that the checkpoint looks at."""
        return Month.of(self.delivered_on) + self.checkpoint_months


REVIEWS = (
    "select w.id, w.request, r.unit, w.checkpoint_months, w.due_on, w.opened_at, d.delivered_on, v.verdict, v.lesson,"
    " v.promised_cents, v.realised_cents, v.measured_share, v.closed_by, a.acts_for as acted_for, v.at as closed_at"
    " from value_review w join request r on r.id = w.request join delivery d on d.request = w.request"
    " left join review_verdict v on v.review = w.id left join assignment a on a.id = v.assignment"
)


def review_row(read: Record, today: date) -> ReviewRow:
    """A review from a record of `REVIEWS`, as it stands on a day."""
    closed = read["verdict"] is not None
    status = status_of(read["due_on"], opened=read["opened_at"] is not None, closed=closed, today=today)
    return ReviewRow(
        **{
            **read,
            "verdict": Verdict(read["verdict"]) if closed else None,
            "measured_share": float(read["measured_share"]) if closed else None,
        },
        status=status,
        overdue=is_overdue(read["due_on"], status, today),
    )


async def reviews_by_request(actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, tuple[ReviewRow, ...]]:
    """The checkpoints of each request, the first one first."""
    today = clock.now().date()
    found = await rows(f"{REVIEWS} where w.request = any($1) order by w.checkpoint_months", list(ids))
    return grouped(((read["request"], review_row(read, today)) for read in found), ids)


async def reviews_by_id(actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, ReviewRow]:
    """Reviews for a loader."""
    today = clock.now().date()
    found = await rows(f"{REVIEWS} where w.id = any($1)", list(ids))
    return {read["id"]: review_row(read, today) for read in found}


async def value_review(actor: Actor, ref: str | UUID) -> ReviewRow | None:
    """One review, or None."""
    try:
        id_ = id_of(ref, "value review")
    except NotFound:
        return None
    return (await reviews_by_id(actor, [id_])).get(id_)


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """Some reviews, the one due first first; `total` counts all of the asked status."""

    items: tuple[ReviewRow, ...]
    has_next: bool
    total: int


_STATUS = {
    ReviewStatus.SCHEDULED: "v.id is null and w.opened_at is null and w.due_on > $1",
    ReviewStatus.DUE: "v.id is null and (w.opened_at is not null or w.due_on <= $1)",
    ReviewStatus.CLOSED: "v.id is not null",
}


async def value_reviews(
    actor: Actor,
    status: ReviewStatus | None = None,
    *,
    first: int,
    after: tuple[date, UUID] | None = None,
) -> ReviewPage:
    """Value reviews by the day on which they are due; closed ones the latest first."""
    today = clock.now().date()
    where = _STATUS[status] if status else "true"
    way, beyond = ("desc", "<") if status is ReviewStatus.CLOSED else ("asc", ">")
    total: int = await value(
        "select count(*) from value_review w left join review_verdict v on v.review = w.id"
        f" where $1::date is not null and {where}",
        today,
    )
    found = await rows(
        f"{REVIEWS} where $1::date is not null and {where}"
        f" and ($2::date is null or (w.due_on, w.id) {beyond} ($2::date, $3::uuid))"
        f" order by w.due_on {way}, w.id {way} limit $4",
        today,
        after[0] if after else None,
        after[1] if after else None,
        first + 1,
    )
    return ReviewPage(tuple(review_row(read, today) for read in found[:first]), len(found) > first, total)


async def effects_by_request(actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, tuple[Effect, ...]]:
    """The benefits of each request as they were promised last."""
    found = await rows(
        "select p.request, b.benefit, b.low_cents, b.likely_cents, b.high_cents, b.start_month, b.end_month,"
        f" p.finish_month from ({LAST_PROMISE}) p join promised_benefit b on b.promise = p.id"
        " where p.request = any($1) order by p.request, b.number",
        list(ids),
    )
    return grouped(((read["request"], _effect(read)) for read in found), ids)


def _effect(read: Record) -> Effect:
    priced = read["likely_cents"] is not None
    return Effect(
        read["benefit"],
        ThreePoint(read["low_cents"], read["likely_cents"], read["high_cents"]) if priced else None,
        Month.of(read["start_month"]),
        Month.of(read["end_month"]),
        Month.of(read["finish_month"]),
    )


async def measured_by_request(actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, tuple[Measured, ...]]:
    """The measurements that stand, of each request."""
    found = await rows(
        f"select b.request, m.benefit, m.month, m.amount_cents, {VERIFIED} as verified"
        f" from measurement m join benefit b on b.id = m.benefit where b.request = any($1) and {STANDS}"
        " order by m.month, m.id",
        list(ids),
    )
    return grouped(
        (
            (
                read["request"],
                Measured(read["benefit"], Month.of(read["month"]), read["amount_cents"], read["verified"]),
            )
            for read in found
        ),
        ids,
    )


async def figures_by_review(actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, Figures]:
    """Promised and realised at each review's checkpoint by what is on record now.

    What the board saw when it closed a review stands frozen on its row; corrections since then show here.
    """
    reviews = await reviews_by_id(actor, ids)
    requests = list({each.request for each in reviews.values()})
    effects = await effects_by_request(actor, requests)
    measured = await measured_by_request(actor, requests)
    return {
        each.id: figures(
            [
                result(effect, Month.of(each.delivered_on), each.through, measured[each.request])
                for effect in effects[each.request]
            ]
        )
        for each in reviews.values()
    }


@dataclass(frozen=True, slots=True)
class MeasurementsDue:
    """How many benefit months of a request wait to be measured, and the earliest of them."""

    request: UUID
    months: int
    since: Month


async def measurements_due_by_request(actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, MeasurementsDue]:
    """The whole months up to last month that nobody has measured, of each delivered request that has some."""
    last = Month.of(clock.now().date()) + -1
    delivered = {
        read["request"]: Month.of(read["delivered_on"])
        for read in await rows(
            "select request, delivered_on from delivery where request = any($1) and delivered_on is not null", list(ids)
        )
    }
    effects = await effects_by_request(actor, list(delivered))
    measured = await measured_by_request(actor, list(delivered))
    due: dict[UUID, MeasurementsDue] = {}
    for request, month in delivered.items():
        known = {(each.benefit, each.month) for each in measured[request]}
        missing: list[Month] = []
        for effect in effects[request]:
            begin, end = effect.window(month)
            months = (begin + offset for offset in range(max(0, min(end, last) - begin + 1)))
            missing += [each for each in months if (effect.benefit, each) not in known]
        if missing:
            due[request] = MeasurementsDue(request, len(missing), min(missing))
    return due


async def request_of_review(ref: str | UUID) -> tuple[UUID, UUID]:
    """The ids of a review and of its request. Raises NotFound."""
    found = await row("select id, request from value_review where id = $1", id_of(ref, "value review"))
    if found is None:
        raise NotFound("There is no such value review.")
    return found["id"], found["request"]
