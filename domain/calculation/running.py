"""The worker does a calculation: in slices in a process of its own, so that nobody ever waits for it.

Between slices, and every second during one or while it waits for its turn, it looks whether it was cancelled or the
data moved on; then the process is ended. Each kind has a process of its own, so that forecasts never wait for plans of
most value. Doing one twice is harmless: it starts anew, the same data give the same result, only the first is kept.
"""

import asyncio
import logging
from functools import cache
from typing import Any
from uuid import UUID

import anyio
import anyio.to_process

from domain.actor import Actor, Deed
from domain.audit import trail
from domain.audit.actions import Action
from domain.audit.queries import data_version
from domain.calculation.commands import enqueued, start_calculation
from domain.calculation.kinds import CalculationKind, CalculationState
from domain.calculation.queries import calculation_row_of, is_fresh, newest_of
from domain.calculation.rows import COLUMNS, OPEN, CalculationRow, calculation_row
from domain.calculation.work import Work, advanced_in_background, begun
from domain.calibration.queries_effort import efforts_of_company
from domain.database.engine import Unavailable, rows, transaction
from domain.jobs.worker import stopping
from domain.planning.queries import current_plan
from domain.planning.simulation import ASSUMED_RESIDUALS, Uncertainty
from domain.scenarios.planning import scenario_plan
from domain.scenarios.queries import scenario as scenario_by_id

logger = logging.getLogger(__name__)

LOOK_SECONDS = 1.0
FINISHED_ANYWAY = 50  # per cent from which newer data no longer stop a calculation; its result says what it knows
KEPT_RESULTS = 3  # of one kind; older ones stay without their figures
# What all work of a team shares where there is no record of it: nothing is known, so something is supposed.
ASSUMED_COMMON = 0.1
SYSTEM = Actor.system()


class Interrupted(Exception):
    """The worker ends; whoever works next does it anew."""


@cache
def _one_process(kind: CalculationKind) -> anyio.CapacityLimiter:
    return anyio.CapacityLimiter(1)


async def calculate(calculation: UUID) -> None:
    """Bring a calculation to its end, whatever end that is."""
    row = await _claimed(calculation)
    if row is None:
        return
    try:
        work = await _prepared(row)
        if work is None:
            await _superseded(row)
            return
        await _worked(row, work)
    except (Interrupted, Unavailable, OSError):
        raise  # again later
    except Exception as error:
        logger.exception("calculation %s failed", row.id)
        await _ended(row, CalculationState.FAILED, error=_plain(error))


async def _worked(row: CalculationRow, work: Work) -> None:
    while True:
        step = await _slice(row, work)
        if step is None:
            return
        work, result = step
        if result is not None:
            await _ended(row, CalculationState.DONE, step=work.step, result=result)
            return
        if not await _progressed(row, work) or not await _is_wanted(row, work):
            return


async def _slice(row: CalculationRow, work: Work) -> tuple[Work, dict[str, Any] | None] | None:
    """One slice in the other process; None when the calculation came to an end meanwhile."""
    doing = asyncio.create_task(_elsewhere(row.kind, work))
    try:
        while True:
            done, _ = await asyncio.wait({doing}, timeout=LOOK_SECONDS)
            if done:
                return doing.result()
            if stopping():
                raise Interrupted("the worker ends")
            if not await _is_wanted(row, work):
                return None
    finally:
        if not doing.done():  # which ends the process as well
            doing.cancel()
            await asyncio.wait({doing})


async def _elsewhere(kind: CalculationKind, work: Work) -> tuple[Work, dict[str, Any] | None]:
    return await anyio.to_process.run_sync(advanced_in_background, work, cancellable=True, limiter=_one_process(kind))


async def _is_wanted(row: CalculationRow, work: Work) -> bool:
    """Whether it is to go on; when the data moved on before half of it was done, it is given up here."""
    now = await calculation_row_of(row.id)
    if now is None or not now.is_open:
        return False
    if work.progress < FINISHED_ANYWAY and (await data_version()).newest > row.data_version:
        await _superseded(row)
        return False
    return True


async def _claimed(calculation: UUID) -> CalculationRow | None:
    """The calculation, running from now on; None when it has ended already."""
    async with transaction(SYSTEM, Deed.CALCULATE) as tx:
        found = await tx.row(
            "update calculation set state = $1, started_at = coalesce(started_at, $2), progress = 0, step = ''"
            f" where id = $3 and state = any($4) returning {COLUMNS}",
            CalculationState.RUNNING.value,
            tx.now,
            calculation,
            OPEN,
        )
    return None if found is None else calculation_row(found)


async def _prepared(row: CalculationRow) -> Work | None:
    """Everything that the work needs, read at one moment; None when the data have moved on."""
    if row.scenario is None:
        plan = await current_plan()
    else:
        plan = (await scenario_plan(await scenario_by_id(row.scenario))).plan
    if plan.data_version != row.data_version or plan.months[0] != row.month:
        return None
    efforts = await efforts_of_company()
    spread = efforts.spread(calibrate=plan.input.facts.policy.calibrate_efforts)
    known = bool(spread.residuals)
    uncertainty = Uncertainty(
        spread.residuals if known else ASSUMED_RESIDUALS,
        tuple(sorted((str(team), sd) for team, sd in spread.common.items() if team is not None)),
        spread.common.get(None, 0.0) if known else ASSUMED_COMMON,
    )
    return await asyncio.to_thread(
        begun,
        row.kind,
        plan.problem,
        plan.plan,
        uncertainty=uncertainty,
        sample=efforts.sample if known else 0,
        tries=plan.input.facts.policy.simulation_runs,
    )


async def _progressed(row: CalculationRow, work: Work) -> bool:
    """Say how far it is; whether it is still wanted."""
    async with transaction(SYSTEM, Deed.CALCULATE) as tx:
        changed = await tx.execute(
            "update calculation set progress = $1, step = $2 where id = $3 and state = $4",
            work.progress,
            work.step,
            row.id,
            CalculationState.RUNNING.value,
        )
    return bool(changed)


async def _superseded(row: CalculationRow) -> None:
    """Give it up for one on the newer data. A forecast begins by the clock, so that many changes make one."""
    await _ended(row, CalculationState.SUPERSEDED)
    if row.kind is not CalculationKind.FORECAST or row.scenario is not None:
        await start_calculation(SYSTEM, row.kind, scenario=row.scenario)


async def _ended(
    row: CalculationRow,
    state: CalculationState,
    *,
    step: str = "",
    result: dict[str, Any] | None = None,
    error: str | None = None,
) -> None:
    """Keep how it ended, unless it has ended already. Older results of its kind give way."""
    async with transaction(SYSTEM, Deed.CALCULATE) as tx:
        changed = await tx.execute(
            "update calculation set state = $1::text, ended_at = $2, step = $3, result = $4, error = $5,"
            " progress = case when $1::text = 'done' then 100 else progress end where id = $6 and state = any($7)",
            state.value,
            tx.now,
            step,
            result,
            error,
            row.id,
            OPEN,
        )
        if not changed:
            return
        await tx.execute(
            "update calculation set result = '{}' where state = 'done' and result <> '{}' and kind = $1::text"
            " and scenario is not distinct from $2 and id not in (select id from calculation where kind = $1::text"
            " and scenario is not distinct from $2 and state = 'done' order by asked_at desc, id desc limit $3)",
            row.kind.value,
            row.scenario,
            KEPT_RESULTS,
        )
        await trail.record(
            tx,
            Action.CALCULATION_ENDED,
            subject_kind="calculation",
            subject=row.id,
            after={"kind": row.kind.value.replace("_", " "), "state": state},
        )


def _plain(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:4000]


async def keep_forecast(actor: Actor) -> None:
    """A forecast that knows older data than there are is made anew; and what was left lying is taken up again.

    One that failed or was cancelled is not tried again on the same data.
    """
    for each in await rows(f"select {COLUMNS} from calculation where state = any($1)", OPEN):
        async with transaction(actor, Deed.CALCULATE) as tx:
            await enqueued(tx, calculation_row(each).id)
    newest = await newest_of(CalculationKind.FORECAST)
    if newest is None or not await is_fresh(newest) or newest.state is CalculationState.SUPERSEDED:
        await start_calculation(actor, CalculationKind.FORECAST)
