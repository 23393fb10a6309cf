"""Owners, the board and IT have heavy work calculated, or call it off. It decides nothing and changes no plan."""

from uuid import UUID

from domain.actor import Actor, Deed
from domain.audit import trail
from domain.audit.actions import Action
from domain.audit.queries import data_version
from domain.calculation.kinds import CalculationKind, CalculationState
from domain.calculation.rows import COLUMNS, OPEN, CalculationRow, calculation_row
from domain.database.columns import new_id
from domain.database.engine import Transaction, transaction
from domain.errors import Conflict, NotFound
from domain.jobs import enqueue
from domain.quantities import Month
from domain.scenarios.queries import scenario as scenario_by_ref

CALCULATE = "calculation"


async def start_calculation(
    actor: Actor, kind: CalculationKind, *, scenario: str | UUID | None = None
) -> CalculationRow:
    """Have something calculated on the data as they are now, of the plan as it is or of a scenario.

    One that waits or runs on the same data is shared: it is returned in place of a second one. Those on older data are
    superseded. Raises NotFound for an unknown scenario, Forbidden.
    """
    about = None if scenario is None else (await scenario_by_ref(scenario)).id
    async with transaction(actor, Deed.START_CALCULATION) as tx:
        version, month = (await data_version()).newest, Month.of(tx.now.date())
        # Whoever comes second waits here for the first one's COMMIT, and then finds it.
        made = await tx.row(
            f"""
            insert into calculation (id, kind, scenario, data_version, month, asked_by, asked_at)
            values ($1, $2, $3, $4, $5, $6, $7)
            on conflict do nothing returning {COLUMNS}
            """,
            new_id(),
            kind.value,
            about,
            version,
            month.first,
            None if actor.is_system else actor.person_id,
            tx.now,
        )
        if made is None:
            found = await tx.row(
                f"select {COLUMNS} from calculation where kind = $1 and scenario is not distinct from $2"
                " and data_version = $3 and state = any($4)",
                kind.value,
                about,
                version,
                OPEN,
            )
            if found is None:
                raise Conflict("Such a calculation has just ended. Look at it, or start again.")
            return calculation_row(found)
        row = calculation_row(made)
        await tx.execute(
            "update calculation set state = $1, ended_at = $2 where kind = $3 and scenario is not distinct from $4"
            " and id <> $5 and state = any($6)",
            CalculationState.SUPERSEDED.value,
            tx.now,
            kind.value,
            about,
            row.id,
            OPEN,
        )
        await enqueued(tx, row.id)
        if not actor.is_system:
            await trail.record(
                tx,
                Action.CALCULATION_STARTED,
                subject_kind="calculation",
                subject=row.id,
                after={"kind": kind.value.replace("_", " "), "scenario": about},
            )
        return row


async def enqueued(tx: Transaction, calculation: UUID) -> None:
    """Have the worker do it; once, however often this is asked."""
    await enqueue(tx, CALCULATE, {"calculation": calculation}, dedupe_key=f"{CALCULATE}:{calculation}")


async def cancel_calculation(actor: Actor, calculation: UUID) -> CalculationRow:
    """Call a calculation off that waits or runs. Raises NotFound, Forbidden, Conflict when it has ended already."""
    async with transaction(actor, Deed.CANCEL_CALCULATION) as tx:
        before = await tx.row(f"select {COLUMNS} from calculation where id = $1 for update", calculation)
        if before is None:
            raise NotFound("There is no such calculation.")
        row = calculation_row(before)
        if not row.is_open:
            raise Conflict("The calculation has ended already, so there is nothing to cancel.")
        after = await tx.row(
            f"update calculation set state = $1, ended_at = $2 where id = $3 returning {COLUMNS}",
            CalculationState.CANCELLED.value,
            tx.now,
            calculation,
        )
        assert after is not None
        await trail.record(
            tx,
            Action.CALCULATION_CANCELLED,
            subject_kind="calculation",
            subject=calculation,
            before={"state": row.state},
            after={"kind": row.kind.value.replace("_", " "), "state": CalculationState.CANCELLED},
        )
        return calculation_row(after)
