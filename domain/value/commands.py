"""The business says what a request is to bring. IT may comment on it; it promises nothing."""

from collections.abc import Sequence
from uuid import UUID

from domain.actor import Actor, Deed, Role
from domain.audit import trail
from domain.audit.actions import Action
from domain.database.columns import new_id
from domain.database.engine import Transaction, transaction
from domain.demand.commands import Ref, locked, submit, touched
from domain.demand.permissions import may_promise
from domain.demand.rows import RequestRow
from domain.demand.rules import ASIDE, IN_ORDER, RequestState
from domain.demand.submission import NewRequest, check_reason
from domain.errors import Conflict, Forbidden, RuleViolation, Violation
from domain.value.queries import BENEFIT_COLUMNS, BenefitRow, benefit, benefit_row
from domain.value.rules import NewBenefit, ThreePoint, benefit_violations

MOST_BENEFITS = 50


async def submit_request(
    actor: Actor, new: NewRequest, *, benefits: Sequence[NewBenefit] = (), draft: Ref | None = None
) -> RequestRow:
    """Anyone brings a request, with what it is to bring, and follows it from then on; the draft that it came from goes.

    Everything that is to be changed is refused at once, by path.
    """
    async with transaction(actor, Deed.SUBMIT_REQUEST) as tx:
        violations: list[Violation] = []
        if benefits and actor.holds(Role.IT):
            violations.append(Violation("benefits", "IT promises no value: submit the request without benefits."))
        if len(benefits) > MOST_BENEFITS:
            violations.append(Violation("benefits", f"A request has at most {MOST_BENEFITS} benefits."))
        for place, one in enumerate(benefits):
            violations += benefit_violations(one, f"benefits.{place}.")
        request = await submit(tx, new, more_violations=tuple(violations), draft=draft)
        for one in benefits:
            await declared(tx, request, one)
        return request


async def declare_benefit(actor: Actor, request: Ref, benefit: NewBenefit) -> BenefitRow:
    """An owner of the unit promises an effect of a request; until it is ranked, who brought it may too."""
    violations = benefit_violations(benefit)
    if violations:
        raise RuleViolation(violations[0].message, rule="benefit_complete", violations=violations)
    async with transaction(actor, Deed.DECLARE_BENEFIT) as tx:
        about = await locked(tx, request)
        _check_may_promise(actor, about)
        if await _count(tx, about.id) >= MOST_BENEFITS:
            raise RuleViolation(f"A request has at most {MOST_BENEFITS} benefits.", rule="benefit_count")
        made = await declared(tx, about, benefit)
        await touched(tx, about)
        return made


async def drop_benefit(actor: Actor, dropped: Ref, *, reason: str) -> RequestRow:
    """Who may promise a benefit takes it back, and says why. It stays on record as dropped."""
    reason = check_reason(reason)
    async with transaction(actor, Deed.DROP_BENEFIT) as tx:
        about = await locked(tx, (await benefit(dropped)).request)
        _check_may_promise(actor, about)
        before = await benefit(dropped)
        if before.dropped_at is not None:
            raise Conflict("This benefit was dropped already.")
        await tx.execute("update benefit set dropped_at = $2 where id = $1", before.id, tx.now)
        after = await touched(tx, about)
        await trail.record(
            tx,
            Action.BENEFIT_DROPPED,
            subject_kind="benefit",
            subject=before.id,
            request=about.id,
            before=_seen(before),
            reason=reason,
            acts_for=actor.stands_in_for(about.unit),
        )
        return after


async def declared(tx: Transaction, request: RequestRow, new: NewBenefit) -> BenefitRow:
    """Write a benefit inside the deed that brings it, with its event; the request is locked or new.

    Who decides for the unit answers for it: the sponsor, else the unit's owner, else who declared it.
    """
    money = new.money
    record = await tx.row(
        "insert into benefit (id, request, number, metric, unit_of_measure, kind, baseline, target, low_cents,"
        " likely_cents, high_cents, starts_after_months, duration_months, owner, declared_by, declared_at)"
        " values ($1, $2, (select coalesce(max(number), 0) + 1 from benefit where request = $2), $3, $4, $5, $6, $7,"
        f" $8, $9, $10, $11, $12, $13, $14, $15) returning {BENEFIT_COLUMNS}",
        new_id(),
        request.id,
        new.metric.strip(),
        new.unit_of_measure.strip(),
        new.kind.value,
        new.baseline,
        new.target,
        money and money.low,
        money and money.likely,
        money and money.high,
        new.starts_after_months,
        new.duration_months,
        await _answering(tx, request),
        tx.actor.person_id,
        tx.now,
    )
    assert record is not None
    made = benefit_row(record)
    await trail.record(
        tx,
        Action.BENEFIT_DECLARED,
        subject_kind="benefit",
        subject=made.id,
        request=request.id,
        after=_seen(made),
        acts_for=tx.actor.stands_in_for(request.unit),
    )
    return made


async def _answering(tx: Transaction, request: RequestRow) -> UUID:
    if tx.actor.owns(request.unit):
        return tx.actor.person_id
    if request.sponsor is not None:
        return request.sponsor
    owner: UUID | None = await tx.value(
        "select person from assignment where unit = $1 and role = 'owner' and acts_for is null and from_at <= $2"
        " and (until_at is null or until_at > $2) order by from_at, id limit 1",
        request.unit,
        tx.now,
    )
    return owner or tx.actor.person_id


async def _count(tx: Transaction, request: UUID) -> int:
    return int(await tx.value("select count(*) from benefit where request = $1 and dropped_at is null", request))


def _check_may_promise(actor: Actor, request: RequestRow) -> None:
    """Refuse by the state first for who decides, by the person for everybody else."""
    if may_promise(actor, request):
        return
    if actor.holds(Role.IT):
        raise Forbidden("IT promises no value: a business owner of the unit does, and you may comment.")
    brought = actor.person_id in (request.submitter, request.on_behalf_of)
    if actor.owns(request.unit) or (brought and request.state in ASIDE):
        raise Conflict(f"The request is {request.state.spoken}: its benefits stand as they are.")
    if brought and request.state not in IN_ORDER:
        raise Conflict(f"The request is {request.state.spoken}: its promise is frozen.")
    if brought and request.state is RequestState.RANKED:
        raise Forbidden("The request is ranked: from here on a business owner of the unit promises its value.")
    raise Forbidden("Only a business owner of the unit, or until it is ranked who brought the request, may do this.")


def _seen(one: BenefitRow) -> dict[str, object]:
    money = one.money or ThreePoint()
    return {
        "number": one.number,
        "metric": one.metric,
        "kind": one.kind,
        "low_cents": money.low if one.money else None,
        "likely_cents": money.likely if one.money else None,
        "high_cents": money.high if one.money else None,
        "starts_after_months": one.starts_after_months,
        "duration_months": one.duration_months,
    }
