"""Owners and the board save what-ifs; their authors discard them. The live plan never changes by it."""

import asyncio
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from domain.actor import Actor, Assignment, Deed, Role, check
from domain.audit import trail
from domain.audit.actions import Action
from domain.database import clock
from domain.database.columns import new_id
from domain.database.engine import Transaction, row, transaction
from domain.database.refusals import refuse
from domain.errors import Conflict, Forbidden, NotFound, RuleViolation, Violation
from domain.planning.queries import current_plan
from domain.scenarios import queries
from domain.scenarios.changes import changes_of
from domain.scenarios.checking import check_changes
from domain.scenarios.references import resolved
from domain.scenarios.rows import SCENARIO_COLUMNS, ScenarioRow, scenario_row

LONGEST_NAME = 160
LONGEST_PURPOSE = 4000

refuse("scenario.discarded", Forbidden("Only who saved a scenario discards it, once."))


async def save_scenario(
    actor: Actor,
    *,
    name: str,
    changes: Mapping[str, Any],
    purpose: str = "",
    follows: str | UUID | None = None,
) -> ScenarioRow:
    """Save a what-if: changes from the data as they are now. It decides nothing and leaves the live plan alone.

    `changes` as `domain.scenarios.changes.Changes` takes them; teams and units may be named by code, requests by key.
    Raises Forbidden, NotFound for `follows`, RuleViolation that lists everything to correct.
    """
    check(actor, Deed.SAVE_SCENARIO)
    earlier = None if follows is None else await queries.scenario(follows)
    asked = _text_violations(name, purpose)
    known, missing = await resolved(changes)
    if asked or missing:
        message = "The scenario cannot be saved like this."
        raise RuleViolation(message, rule="scenario_changes", violations=(*asked, *missing))
    made = changes_of(known)
    live = await current_plan()
    options = await queries.options_by_id(made.options)
    # Beside the event loop, because a large portfolio is looked through for it.
    await asyncio.to_thread(check_changes, live.input.facts, made, options, at=clock.now())
    async with transaction(actor, Deed.SAVE_SCENARIO) as tx:
        office = _office(actor)
        new = new_id()
        saved = await tx.row(
            f"with s as (insert into scenario (id, name, purpose, changes, data_version, month, follows, saved_by,"
            " assignment, side, saved_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) returning *)"
            f" select {SCENARIO_COLUMNS} from s",
            new,
            name.strip(),
            purpose.strip(),
            made.model_dump(mode="json", exclude_none=True),
            live.data_version,
            live.months[0].first,
            earlier.id if earlier else None,
            actor.person_id,
            office.id,
            office.role.side.value,
            tx.now,
        )
        assert saved is not None
        kept = scenario_row(saved)
        await trail.record(
            tx,
            Action.SCENARIO_SAVED,
            subject_kind="scenario",
            subject=kept.id,
            after={
                "name": kept.name,
                "number": kept.number,
                "changes": sum(1 for _ in made.parts()),
            },
            acts_for=office.acts_for_id,
        )
        return kept


def _text_violations(name: str, purpose: str) -> tuple[Violation, ...]:
    found = []
    if not name.strip():
        found.append(Violation("name", "Give it a name."))
    elif len(name.strip()) > LONGEST_NAME:
        found.append(Violation("name", f"At most {LONGEST_NAME} characters."))
    if len(purpose) > LONGEST_PURPOSE:
        found.append(Violation("purpose", f"At most {LONGEST_PURPOSE:,} characters."))
    return tuple(found)


def _office(actor: Actor) -> Assignment:
    """The assignment by which somebody on the business side saves: as owner or on the board, the own one first."""
    held = [each for each in actor.assignments if each.role in (Role.OWNER, Role.BOARD)]
    if not held:
        raise Forbidden("Only a business owner or the governance board may save a scenario.")
    return min(held, key=lambda each: (each.acts_for_id is not None, each.id))


async def locked(tx: Transaction, ref: str | UUID) -> ScenarioRow:
    """A scenario, locked until the deed is done. Raises NotFound."""
    known = await queries.scenario(ref)
    found = await tx.row("select id from scenario where id = $1 for update", known.id)
    if found is None:
        raise NotFound("There is no such scenario.")
    return await queries.scenario(known.id)


async def discard_scenario(actor: Actor, scenario: str | UUID) -> ScenarioRow:
    """Who saved a scenario takes it out of the list; it stays in the record. Raises Forbidden, NotFound, Conflict."""
    async with transaction(actor, Deed.DISCARD_SCENARIO) as tx:
        kept = await locked(tx, scenario)
        await _check_author(actor, kept)
        if kept.adopted:
            raise Conflict("The board adopted this scenario, so it stays.")
        if kept.discarded_at is not None:
            raise Conflict("You discarded this scenario already.")
        await tx.execute("update scenario set discarded_at = $2 where id = $1", kept.id, tx.now)
        await trail.record(
            tx,
            Action.SCENARIO_DISCARDED,
            subject_kind="scenario",
            subject=kept.id,
            after={"name": kept.name, "number": kept.number},
        )
        return await queries.scenario(kept.id)


async def _check_author(actor: Actor, kept: ScenarioRow) -> None:
    if kept.saved_by != actor.person_id:
        author = await row("select name from person where id = $1", kept.saved_by)
        raise Forbidden(f"Only {author['name'] if author else 'its author'}, who saved it, discards this scenario.")
