"""Many requests at once, as a portfolio from elsewhere brings them: all submitted, none ranked."""

from collections.abc import Sequence
from dataclasses import asdict
from uuid import UUID

from domain.audit import trail
from domain.audit.actions import Action
from domain.audit.trail import Entry
from domain.database.columns import new_id
from domain.database.engine import Transaction
from domain.demand.queries import REQUEST_COLUMNS, request_row
from domain.demand.rows import RequestRow
from domain.demand.submission import NewRequest, refuse_violations, submission_violations
from domain.errors import Violation

_AT_ONCE = 1_000
# What a source says about a request and a newer snapshot may say anew. Nothing here is a decision.
FACTS = ("title", "problem", "outcome", "category", "unit", "deadline", "earliest_start")


async def submit_imported(tx: Transaction, new: Sequence[NewRequest]) -> tuple[RequestRow, ...]:
    """Write imported requests inside the deed that brings them, each with its event, in the order given.

    `unit` is an id, `source` and `external_key` are given. Nobody follows them yet and nobody sponsors them.
    Raises RuleViolation naming the place of each that cannot be submitted.
    """
    found: list[Violation] = []
    for place, one in enumerate(new):
        found += [Violation(f"{place}.{each.path}", each.message) for each in submission_violations(one, tx.now.date())]
    refuse_violations(tuple(found))
    made: list[RequestRow] = []
    for start in range(0, len(new), _AT_ONCE):
        made += await _submitted(tx, new[start : start + _AT_ONCE])
    await trail.record_many(
        tx,
        Action.REQUEST_SUBMITTED,
        subject_kind="request",
        entries=[
            Entry(
                request.id,
                request.id,
                after={name: str(value) for name, value in asdict(one).items() if value is not None}
                | {"key": request.key},
            )
            for one, request in zip(new, made, strict=True)
        ],
    )
    return tuple(made)


async def _submitted(tx: Transaction, new: Sequence[NewRequest]) -> list[RequestRow]:
    ids = [new_id() for _ in new]
    read = await tx.rows(
        f"""
        insert into request (id, title, problem, outcome, category, unit, route, state, state_since, submitter,
          submitted_at, deadline, earliest_start, source, external_key)
        select id, title, problem, outcome, category, unit, route, 'submitted', $1, $2, $1, deadline, earliest_start,
          source, external_key
        from unnest($3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[], $8::uuid[], $9::text[], $10::date[],
          $11::date[], $12::text[], $13::text[]) with ordinality
          as brought(id, title, problem, outcome, category, unit, route, deadline, earliest_start, source,
          external_key, place)
        order by place
        returning {REQUEST_COLUMNS}
        """,
        tx.now,
        tx.actor.person_id,
        ids,
        [one.title.strip() for one in new],
        [one.problem.strip() for one in new],
        [one.outcome.strip() for one in new],
        [one.category.strip() for one in new],
        [UUID(one.unit) for one in new],
        [one.route.value for one in new],
        [one.deadline for one in new],
        [one.earliest_start and one.earliest_start.first for one in new],
        [one.source for one in new],
        [one.external_key for one in new],
    )
    by_id = {each["id"]: request_row(each) for each in read}
    return [by_id[one] for one in ids]


async def locked_imported(tx: Transaction, requests: Sequence[UUID]) -> dict[UUID, RequestRow]:
    """Requests held until the deed ends, in the order of their ids so that two deeds cannot wait for each other."""
    read = await tx.rows(
        f"select {REQUEST_COLUMNS} from request where id = any($1::uuid[]) order by id for no key update",
        list(requests),
    )
    return {each["id"]: request_row(each) for each in read}


async def restate(tx: Transaction, changed: Sequence[tuple[RequestRow, dict[str, object]]]) -> None:
    """Write what a newer snapshot says about locked requests: some of FACTS, each by its column; one event each."""
    for start in range(0, len(changed), _AT_ONCE):
        some = changed[start : start + _AT_ONCE]
        columns = [[{**_facts(before), **facts}[name] for before, facts in some] for name in FACTS]
        await tx.execute(
            """
            update request r set title = said.title, problem = said.problem, outcome = said.outcome,
              category = said.category, unit = said.unit, deadline = said.deadline,
              earliest_start = said.earliest_start, version = r.version + 1
            from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::uuid[], $7::date[], $8::date[])
              as said(id, title, problem, outcome, category, unit, deadline, earliest_start)
            where r.id = said.id
            """,
            [before.id for before, _ in some],
            *columns,
        )
    await trail.record_many(
        tx,
        Action.REQUEST_CHANGED,
        subject_kind="request",
        entries=[
            Entry(before.id, before.id, before={name: _facts(before)[name] for name in facts}, after=facts)
            for before, facts in changed
        ],
    )


def _facts(request: RequestRow) -> dict[str, object]:
    return {name: getattr(request, name) for name in FACTS} | {
        "earliest_start": request.earliest_start and request.earliest_start.first
    }
