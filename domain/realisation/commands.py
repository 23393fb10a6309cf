"""Owners record what came true, the clock opens the reviews, the board closes them.

IT has no part in it: not in the permission matrix, not in the database's grants, and a measurement's or verdict's tag
`business` cannot refer to an assignment in a team.
"""

from datetime import date
from uuid import UUID

from domain import jobs
from domain.actor import Actor, Assignment, Deed
from domain.audit import trail
from domain.audit.actions import Action
from domain.database import clock
from domain.database.columns import new_id
from domain.database.engine import Transaction, rows, transaction
from domain.database.refusals import refuse
from domain.delivery.commands import SCHEDULE_REVIEWS
from domain.demand.commands import Ref, decided_by, locked, step
from domain.demand.rows import RequestRow
from domain.demand.rules import AFTER_GO_LIVE, RequestState
from domain.demand.submission import check_text
from domain.errors import Conflict, Forbidden, RuleViolation
from domain.governance.queries import policy_now
from domain.quantities import Month
from domain.realisation.queries import (
    REVIEWS,
    MeasurementRow,
    ReviewRow,
    effects_by_request,
    figures_by_review,
    measurement_by_id,
    request_of_review,
    review_row,
    reviews_by_id,
)
from domain.realisation.rules import (
    MOST_CENTS,
    ReviewStatus,
    Verdict,
    check_in_turn,
    check_measured,
    check_verdict,
    checkpoint_due_on,
    next_checkpoint,
)
from domain.value.queries import benefit as benefit_named
from domain.wording import day_name

_CORRECTED_ALREADY = "Somebody recorded this month a moment ago; reload and look at it."
refuse("measurement.supersedes", Conflict(_CORRECTED_ALREADY))
refuse("measurement.first_once", Conflict(_CORRECTED_ALREADY))
refuse("review_verdict.review", Conflict("This review was closed a moment ago; reload and look at it."))


async def record_measurement(
    actor: Actor, benefit: Ref, *, month: Month, amount_cents: int, evidence: str
) -> MeasurementRow:
    """An owner of the unit records what a promised benefit brought in a month, in cents, with the evidence.

    A second figure for the same month corrects the first, which stays on record. Of a benefit without a price the
    amount is the money that came of it all the same, mostly 0, and the evidence tells the measure itself.
    """
    evidence = check_text("evidence", "The evidence", evidence, 8000)
    if abs(amount_cents) > MOST_CENTS:
        raise RuleViolation("This amount is out of range.", rule="amount_in_range", path="amount")
    async with transaction(actor, Deed.RECORD_MEASUREMENT) as tx:
        about = await locked(tx, (await benefit_named(benefit)).request)
        measured = await benefit_named(benefit)
        office = await decided_by(tx, about)
        delivered = await _delivered_on(tx, about)
        effect = next(
            (each for each in (await effects_by_request(actor, [about.id]))[about.id] if each.benefit == measured.id),
            None,
        )
        if effect is None:
            raise Conflict("This benefit was not promised when the request was committed; only promises are measured.")
        check_measured(effect, Month.of(delivered), month, Month.of(tx.now.date()))
        corrected = await tx.row(
            "select m.id, m.amount_cents from measurement m where m.benefit = $1 and m.month = $2"
            " and not exists (select from measurement later where later.supersedes = m.id)",
            measured.id,
            month.first,
        )
        made = new_id()
        await tx.execute(
            "insert into measurement (id, benefit, month, amount_cents, evidence, measured_by, assignment, side, at,"
            " supersedes) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
            made,
            measured.id,
            month.first,
            amount_cents,
            evidence,
            actor.person_id,
            office.id,
            office.role.side.value,
            tx.now,
            corrected and corrected["id"],
        )
        if about.state is RequestState.DELIVERED:
            await step(tx, about, RequestState.IN_REVIEW)
        await trail.record(
            tx,
            Action.MEASUREMENT_RECORDED,
            subject_kind="measurement",
            subject=made,
            request=about.id,
            before={"amount_cents": corrected["amount_cents"], "measurement": corrected["id"]} if corrected else None,
            after={"benefit": measured.id, "month": month, "amount_cents": amount_cents, "evidence": evidence},
            acts_for=office.acts_for_id,
        )
        return (await measurement_by_id(actor, [made]))[made]


async def schedule_reviews(actor: Actor, request: Ref) -> tuple[ReviewRow, ...]:
    """The clock sets the value reviews of a delivered request by the policy's checkpoints; nothing when they stand.

    Where the board found the last checkpoint too early, one more follows. Returns the reviews that are new.
    """
    async with transaction(actor, Deed.OPEN_VALUE_REVIEW) as tx:
        about = await locked(tx, request)
        delivered = await _delivered_on(tx, about)
        standing = await tx.rows(
            "select w.checkpoint_months, v.verdict from value_review w left join review_verdict v on v.review = w.id"
            " where w.request = $1 order by w.checkpoint_months",
            about.id,
        )
        if not standing:
            checkpoints = (await policy_now()).settings.review_checkpoint_months
        elif standing[-1]["verdict"] == Verdict.TOO_EARLY and about.state is not RequestState.CLOSED:
            checkpoints = (next_checkpoint([read["checkpoint_months"] for read in standing]),)
        else:
            return ()
        made = {new_id(): months for months in checkpoints}
        for id_, months in made.items():
            await tx.execute(
                "insert into value_review (id, request, checkpoint_months, due_on) values ($1, $2, $3, $4)",
                id_,
                about.id,
                months,
                checkpoint_due_on(delivered, months),
            )
        await trail.record(
            tx,
            Action.REVIEWS_SCHEDULED,
            subject_kind="request",
            subject=about.id,
            request=about.id,
            after={"checkpoint_months": list(made.values())},
        )
        read = await reviews_by_id(actor, list(made))
        return tuple(read[id_] for id_ in made)


async def open_due_reviews(actor: Actor, *, request: UUID | None = None) -> int:
    """The clock opens every review (of one request) whose day has come; how many it opened.

    It also sets the reviews of delivered requests that have none yet, so a lost job loses no review.
    """
    for read in await rows(
        "select d.request from delivery d where d.delivered_on is not null and ($1::uuid is null or d.request = $1)"
        " and not exists (select from value_review w where w.request = d.request) order by d.delivered_on, d.request",
        request,
    ):
        await schedule_reviews(actor, read["request"])
    opened = 0
    for read in await rows(
        "select id, request from value_review where opened_at is null and due_on <= $1"
        " and ($2::uuid is null or request = $2) order by due_on, id",
        clock.now().date(),
        request,
    ):
        opened += await _opened(actor, read["id"], read["request"])
    return opened


async def _opened(actor: Actor, review: UUID, request: UUID) -> bool:
    async with transaction(actor, Deed.OPEN_VALUE_REVIEW) as tx:
        about = await locked(tx, request)
        if not await tx.execute(
            "update value_review set opened_at = $2 where id = $1 and opened_at is null", review, tx.now
        ):
            return False
        if about.state is RequestState.DELIVERED:
            await step(tx, about, RequestState.IN_REVIEW)
        await trail.record(
            tx, Action.REVIEW_OPENED, subject_kind="value_review", subject=review, request=about.id, after={}
        )
        return True


async def close_value_review(actor: Actor, review: Ref, *, verdict: Verdict, lesson: str) -> ReviewRow:
    """The governance board judges promised against realised at a checkpoint and keeps the lesson; it is final.

    The figures are frozen as the board saw them. The last checkpoint closes the request, unless it came too early: then
    another one follows. Whoever owns the unit, or measured for it, leaves the verdict to another member.
    """
    lesson = check_text("lesson", "The lesson", lesson, 8000)
    review_id, request = await request_of_review(review)
    async with transaction(actor, Deed.CLOSE_VALUE_REVIEW) as tx:
        about = await locked(tx, request)
        office = await _unbiased(tx, about)
        read = await tx.row(f"{REVIEWS} where w.id = $1", review_id)
        assert read is not None
        seen = review_row(read, tx.now.date())
        if seen.status is ReviewStatus.CLOSED:
            raise Conflict("This review is closed; its verdict stands.")
        if seen.opened_at is None:
            raise Conflict(f"This review opens on {day_name(seen.due_on)}.")
        siblings = await tx.rows(
            "select w.checkpoint_months as months, v.id is null as open from value_review w"
            " left join review_verdict v on v.review = w.id where w.request = $1 and w.id <> $2",
            about.id,
            review_id,
        )
        check_in_turn([each["months"] for each in siblings if each["open"] and each["months"] < seen.checkpoint_months])
        stood = (await figures_by_review(actor, [review_id]))[review_id]
        check_verdict(verdict, stood.months_measured)
        made = new_id()
        await tx.execute(
            "insert into review_verdict (id, review, verdict, lesson, promised_cents, realised_cents, measured_share,"
            " closed_by, assignment, side, at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
            made,
            review_id,
            verdict.value,
            lesson,
            stood.promised,
            stood.realised,
            round(stood.measured_share, 4),
            actor.person_id,
            office.id,
            office.role.side.value,
            tx.now,
        )
        state = about.state
        if not any(each["months"] > seen.checkpoint_months for each in siblings):
            if verdict is Verdict.TOO_EARLY:
                await jobs.enqueue(tx, SCHEDULE_REVIEWS, {"request": str(about.id)})
            else:
                state = (await step(tx, about, RequestState.CLOSED)).state
        await trail.record(
            tx,
            Action.REVIEW_CLOSED,
            subject_kind="value_review",
            subject=review_id,
            request=about.id,
            before={"state": about.state},
            after={
                "verdict": verdict,
                "lesson": lesson,
                "checkpoint_months": seen.checkpoint_months,
                "promised_cents": stood.promised,
                "realised_cents": stood.realised,
                "measured_share": round(stood.measured_share, 4),
                "state": state,
            },
            acts_for=office.acts_for_id,
        )
        return (await reviews_by_id(actor, [review_id]))[review_id]


async def _delivered_on(tx: Transaction, request: RequestRow) -> date:
    delivered: date | None = await tx.value("select delivered_on from delivery where request = $1", request.id)
    if delivered is None or request.state not in AFTER_GO_LIVE:
        raise Conflict(f"The request is {request.state.spoken}; value is measured after delivery.")
    return delivered


async def _unbiased(tx: Transaction, request: RequestRow) -> Assignment:
    """The actor's seat on the board, for a unit whose promise is not the actor's own. Raises Forbidden: who may."""
    seat = tx.actor.seat()
    measured = await tx.value(
        "select exists (select from measurement m join benefit b on b.id = m.benefit"
        " where b.request = $1 and m.measured_by = $2)",
        request.id,
        tx.actor.person_id,
    )
    if not tx.actor.owns(request.unit) and not measured:
        return seat
    unit = await tx.value("select name from unit where id = $1", request.unit)
    others = await tx.rows(
        "select distinct p.name from assignment a join person p on p.id = a.person and p.active"
        " where a.role = 'board' and a.person <> $2 and a.from_at <= $3 and (a.until_at is null or a.until_at > $3)"
        " and not exists (select from assignment o where o.person = a.person and o.unit = $1 and o.from_at <= $3"
        " and (o.until_at is null or o.until_at > $3)) order by p.name",
        request.unit,
        tx.actor.person_id,
        tx.now,
    )
    who = " or ".join(read["name"] for read in others) or "another member of the board"
    raise Forbidden(f"You speak for {unit}, whose promise this is. {who} may close its review.")
