"""The board makes a scenario real: policy, budgets, bought days and the planning round that follows, as one deed."""

from collections.abc import Sequence
from uuid import UUID

from domain.actor import Actor, Assignment, Deed
from domain.audit import trail
from domain.audit.actions import LEAVES_PORTFOLIO, Action
from domain.audit.queries import audit_trail, data_version
from domain.audit.tables import OF_PORTFOLIO
from domain.capacity.commands import budget_set
from domain.database.columns import new_id
from domain.database.engine import Transaction, transaction
from domain.errors import Conflict, RuleViolation, Violation
from domain.governance.commands import policy_set
from domain.planning.commands import PLAN_LOCK, held
from domain.scenarios import queries
from domain.scenarios.applying import Supposed
from domain.scenarios.changes import Planning
from domain.scenarios.commands import locked
from domain.scenarios.naming import names_of
from domain.scenarios.planning import scenario_plan
from domain.scenarios.rows import ScenarioRow
from domain.scenarios.wording import Told, of_others, told

LONGEST_REASON = 2000
MOST_TOLD = 3


async def adopt_scenario(actor: Actor, scenario: str | UUID, *, expected_data_version: int, reason: str) -> ScenarioRow:
    """Make real what is the board's in a scenario: policy, budgets, bought days, and the plan that follows.

    `expected_data_version` names the data whose figures the board saw. Raises Forbidden, NotFound; Conflict naming what
    changed since, or that it was adopted or discarded; RuleViolation with every part that others decide. Nothing is
    applied then.
    """
    async with transaction(actor, Deed.ADOPT_SCENARIO) as tx:
        seat = actor.seat()
        if not reason.strip() or len(reason.strip()) > LONGEST_REASON:
            message = "Say why it is adopted." if not reason.strip() else f"At most {LONGEST_REASON:,} characters."
            raise RuleViolation(message, rule="reason", path="reason")
        await tx.lock(PLAN_LOCK)
        row = await locked(tx, scenario)
        _check_stands(row)
        await _check_version(actor, expected_data_version)
        parts = told(row.changes, await names_of(actor, [row.changes]))
        _check_boards(parts)
        planned = await scenario_plan(row)
        given = planned.supposed
        if len(given.notes) == len(parts):
            raise RuleViolation(
                f"Nothing of it would change anything any more. {' '.join(sorted(set(given.notes.values())))}",
                rule="no_change",
            )
        await _applied(tx, row, given, reason=reason.strip(), seat=seat)
        await trail.record(
            tx,
            Action.SCENARIO_ADOPTED,
            subject_kind="scenario",
            subject=row.id,
            before={"data_version": expected_data_version},
            after={"name": row.name, "number": row.number, "parts": [part.text for part in parts]},
            reason=reason.strip(),
            acts_for=seat.acts_for_id,
        )
        round_id = None
        if row.changes.planning is Planning.PLANNING_ROUND:
            round_id = (await held(tx, seat, reason=reason.strip(), scenario=row.id)).id
        await _check_alone(tx, expected_data_version)
        await tx.execute(
            "insert into scenario_adoption (scenario, planning_round, data_version, reason, adopted_by, assignment,"
            " side, at) values ($1, $2, $3, $4, $5, $6, $7, $8)",
            row.id,
            round_id,
            expected_data_version,
            reason.strip(),
            actor.person_id,
            seat.id,
            seat.role.side.value,
            tx.now,
        )
        return await queries.scenario(row.id)


def _check_stands(row: ScenarioRow) -> None:
    if row.adopted:
        raise Conflict("The board adopted this scenario already.")
    if row.discarded_at is not None:
        raise Conflict("Its author discarded this scenario; save it anew to adopt it.")


async def _check_version(actor: Actor, expected: int) -> None:
    """The figures that the board saw are still those of the data. Raises Conflict that names what changed."""
    newest = (await data_version()).newest
    if newest == expected:
        return
    if newest < expected:
        raise RuleViolation("There is no such state of the data.", rule="data_version", path="expected_data_version")
    since = [
        event
        for event in await audit_trail(actor, limit=100)
        if event.number > expected and event.action not in LEAVES_PORTFOLIO
    ]
    if not since:
        raise Conflict("The data moved on since these figures. Look at the new ones and decide again.")
    said = " ".join(event.text if event.text.endswith((".", "”")) else f"{event.text}." for event in since[:MOST_TOLD])
    more = f" And {len(since) - MOST_TOLD} more." if len(since) > MOST_TOLD else ""
    raise Conflict(f"The data moved on since these figures: {said}{more} Look at the new figures and decide again.")


async def _check_alone(tx: Transaction, expected: int) -> None:
    """Nobody else changed the data while this was applied, or the figures that the board saw are not what it gets."""
    others = await tx.value(
        f"select exists (select from audit_event where {OF_PORTFOLIO} and number > $1"
        " and xact <> pg_current_xact_id()::text::bigint)",
        expected,
    )
    if others:
        raise Conflict("Somebody changed the data at this moment. Look at the new figures and decide again.")


def _check_boards(parts: Sequence[Told]) -> None:
    others = of_others(parts)
    if others:
        raise RuleViolation(
            "The board adopts policy, budgets and bought days. Other parts of this scenario are decided by others:"
            f" {' '.join(part.who for part in others[:MOST_TOLD])}",
            rule="decided_by_others",
            violations=tuple(Violation(f"changes.{part.path}", f"{part.text} {part.who}") for part in others),
        )


async def _applied(tx: Transaction, row: ScenarioRow, given: Supposed, *, reason: str, seat: Assignment) -> None:
    """Write the parts of a scenario that still change something; each leaves the event that its own deed leaves."""
    changes = row.changes
    why = f"{reason} (scenario {row.number}: {row.name})"
    if changes.policy is not None:
        wanted = {
            name: value for name, value in changes.policy.settings().items() if f"policy.{name}" not in given.notes
        }
        if wanted:
            await policy_set(tx, wanted, reason=why, seat=seat)
    budgets = {
        month: change.cents
        for number, change in enumerate(changes.budgets)
        if f"budgets.{number}" not in given.notes
        for month in change.months
    }
    known = {cell.month for cell in given.facts.budgets}
    for month in sorted(budgets):
        if month in known:
            await budget_set(tx, month, budgets[month], reason=why, seat=seat)
    for (team, month), (decidays, cents) in sorted(given.bought.items()):
        await tx.execute(
            "insert into funded_capacity (id, team, month, bought_decidays, price_cents, scenario, at)"
            " values ($1, $2, $3, $4, $5, $6, $7)",
            new_id(),
            team,
            month.first,
            decidays,
            cents,
            row.id,
            tx.now,
        )
