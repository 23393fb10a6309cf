"""Rows of a portfolio become submitted requests of their units; a newer snapshot restates their facts.

An import decides no priority: it ranks, commits, parks and rejects nothing, whatever a status column says; that stays
a fact of the source. So does a cost: an estimate is a team's word about its effort, and a budget is none. A promised
value becomes a benefit only when it is money a year, since a sum without a time is no promise.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import partial
from uuid import UUID

from domain.actor import Actor, Role
from domain.audit import trail
from domain.audit.actions import Action
from domain.audit.trail import Entry
from domain.database import clock
from domain.database.engine import Transaction, rows
from domain.demand.commands_import import locked_imported, restate, submit_imported
from domain.demand.rows import RequestRow
from domain.demand.rules import IN_ORDER, RequestState
from domain.demand.submission import LONGEST_CATEGORY, LONGEST_TEXT, LONGEST_TITLE, NewRequest
from domain.exchange.bringing import Bringing, UnitsNamed, Weighed, shortened
from domain.exchange.meanings import RowError
from domain.exchange.rules import Record
from domain.organisation.queries import units
from domain.quantities import Month, cents
from domain.value.commands import declared
from domain.value.rules import BenefitKind, NewBenefit, ThreePoint, benefit_violations

NO_CATEGORY = "Not stated"
BENEFIT_METRIC = "Promised value a year, as imported"
_PER_YEAR = re.compile(
    r"per year|a year|annual|yearly|p\.?\s?a\.?\b|pro jahr|je jahr|jährlich|im jahr|par an|annuel", re.IGNORECASE
)
# The unit of a request may follow the source only while no owner has placed it in a list.
_MOVABLE = frozenset({RequestState.SUBMITTED, RequestState.ESTIMATED})
_PROMISABLE = IN_ORDER | {RequestState.PARKED}
# column of the request → fields of the file that it follows
_FOLLOWS = {
    "title": ("title",),
    "problem": ("problem",),
    "outcome": ("outcome",),
    "category": ("category",),
    "unit": ("unit_code", "unit_name"),
    "deadline": ("finish",),
    "earliest_start": ("start",),
}


@dataclass(slots=True)
class _Plan:
    by_key: dict[str, NewRequest] = field(default_factory=dict)
    benefits: dict[str, NewBenefit] = field(default_factory=dict)


async def weighed_requests(actor: Actor, bringing: Bringing) -> Weighed:
    """What the rows mean as requests: which units they name, and what cannot be submitted."""
    named = UnitsNamed(await units(actor))
    plan = _Plan()
    errors: list[RowError] = []
    today = clock.now().date()
    yearly = _is_yearly(bringing)
    if yearly and actor.holds(Role.IT) and bringing.said:
        errors.append(
            bringing.error(
                bringing.said[0][0],
                "promised_value",
                "IT promises no value: leave this column out, or let an administrator who is not IT staff import it.",
            )
        )
    for record, _ in bringing.said:
        unit = named.unit(_text(record, "unit_code"), _text(record, "unit_name"))
        if unit is None:
            column = "unit_code" if "unit_code" in bringing.headers else "unit_name"
            errors.append(bringing.error(record, column, "names no unit; every request belongs to one."))
            continue
        plan.by_key[record.key] = _request(record, unit, bringing.source, today)
        if yearly and (benefit := _benefit(record)):
            plan.benefits[record.key] = benefit
            errors += [bringing.error(record, "promised_value", one.message) for one in benefit_violations(benefit)[:1]]
    notes = []
    if "cost" in bringing.headers:
        notes.append(
            f'"{bringing.headers["cost"]}" is kept with each request as its source states it; it is no estimate of'
            " a team."
        )
    if "promised_value" in bringing.headers and not yearly:
        notes.append(
            f'"{bringing.headers["promised_value"]}" is kept as a fact; it becomes a benefit when you say that it is'
            " money a year."
        )
    if "status" in bringing.headers:
        notes.append(f'"{bringing.headers["status"]}" is kept as a fact; owners decide what becomes of a request.')
    notes += await _staying(bringing)
    created = {"units": named.spoken} if named.planned else {}
    return Weighed(partial(_brought, bringing, plan, named), tuple(errors), tuple(notes), created)


async def _staying(bringing: Bringing) -> list[str]:
    """Requests that the source gives to another unit and that stay, since an owner has decided about them."""
    moved = [
        bringing.subjects[record.key]
        for record, changes in bringing.comparison.changed
        if not {change.field for change in changes}.isdisjoint(_FOLLOWS["unit"])
    ]
    found = await rows(
        "select number from request where id = any($1::uuid[]) and state <> all($2::text[]) order by number",
        moved,
        [state.value for state in _MOVABLE],
    )
    if not found:
        return []
    keys = ", ".join(f"REQ-{each['number']}" for each in found[:10]) + (" and others" if len(found) > 10 else "")
    return [f"{keys} {'stays' if len(found) == 1 else 'stay'} with the unit whose owner has decided already."]


async def _brought(bringing: Bringing, plan: _Plan, named: UnitsNamed, tx: Transaction) -> Mapping[str, UUID]:
    await named.create(tx)
    new = bringing.comparison.new
    made = await submit_imported(tx, [plan.by_key[record.key] for record in new])
    for record, request in zip(new, made, strict=True):
        if benefit := plan.benefits.get(record.key):
            await declared(tx, request, benefit)
    await _restated(tx, bringing, plan)
    return {record.key: request.id for record, request in zip(new, made, strict=True)}


async def _restated(tx: Transaction, bringing: Bringing, plan: _Plan) -> None:
    """Let known requests say what the newer snapshot says; only what changed there changes here."""
    known = {record.key: bringing.subjects[record.key] for record, _ in bringing.comparison.changed}
    before = await locked_imported(tx, list(known.values()))
    restated: list[tuple[RequestRow, dict[str, object]]] = []
    for record, changes in bringing.comparison.changed:
        request, said = before[known[record.key]], plan.by_key[record.key]
        changed = {change.field for change in changes}
        facts: dict[str, object] = {}
        for column, follows in _FOLLOWS.items():
            if changed.isdisjoint(follows) or (column == "unit" and request.state not in _MOVABLE):
                continue
            value: object = getattr(said, column)
            if column == "unit":
                value = UUID(said.unit)
            if value != getattr(request, column):
                facts[column] = value.first if isinstance(value, Month) else value
        if facts:
            restated.append((request, facts))
        if "promised_value" in changed and request.state in _PROMISABLE:
            await _promised_anew(tx, request, plan.benefits.get(record.key), bringing.source)
    await restate(tx, restated)


async def _promised_anew(tx: Transaction, request: RequestRow, benefit: NewBenefit | None, source: str) -> None:
    """Replace what an earlier snapshot promised; what people promised since, or dropped, is theirs."""
    dropped = await tx.rows(
        "update benefit set dropped_at = $3 where request = $1 and metric = $2 and dropped_at is null returning id",
        request.id,
        BENEFIT_METRIC,
        tx.now,
    )
    reason = f"A newer snapshot of {source} says otherwise."
    entries = [Entry(each["id"], request.id, reason=reason) for each in dropped]
    await trail.record_many(tx, Action.BENEFIT_DROPPED, subject_kind="benefit", entries=entries)
    if benefit:
        await declared(tx, request, benefit)


def _request(record: Record, unit: UUID, source: str, today: date) -> NewRequest:
    title = _text(record, "title") or record.key
    start, finish = record.values.get("start"), record.values.get("finish")
    begins = Month.of(start) if isinstance(start, date) else None
    return NewRequest(
        title=shortened(title, LONGEST_TITLE),
        problem=(_text(record, "problem") or title)[:LONGEST_TEXT],
        outcome=(_text(record, "outcome") or "")[:LONGEST_TEXT],
        unit=str(unit),
        category=shortened(_text(record, "category") or NO_CATEGORY, LONGEST_CATEGORY),
        # Days that have passed bind nobody any more; they stay facts of the source.
        deadline=finish if isinstance(finish, date) and finish >= today else None,
        earliest_start=begins if begins and begins >= Month.of(today) else None,
        source=source,
        external_key=record.key,
    )


def _benefit(record: Record) -> NewBenefit | None:
    worth = record.values.get("promised_value")
    if not isinstance(worth, Decimal) or not worth:
        return None
    monthly = cents(worth / 12)
    return NewBenefit(
        metric=BENEFIT_METRIC,
        unit_of_measure="money",
        kind=BenefitKind.SAVING,
        money=ThreePoint(monthly, monthly, monthly),
    )


def _is_yearly(bringing: Bringing) -> bool:
    header = bringing.headers.get("promised_value")
    return header is not None and (bringing.options.value_per_year or bool(_PER_YEAR.search(header)))


def _text(record: Record, name: str) -> str | None:
    value = record.values.get(name)
    return value if isinstance(value, str) and value.strip() else None
