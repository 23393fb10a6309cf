"""Several replicas, each a process of its own, show one plan for one state of the data."""

import asyncio
import json
import sys
from datetime import UTC, datetime

from domain.database.clock import clock_at
from domain.database.engine import value
from domain.governance.commands import set_policy
from domain.planning.queries import current_plan
from domain.planning.standing import as_document
from domain.quantities import Month
from tests.support.builders.capacity import logged, split
from tests.support.builders.decisions import planned
from tests.support.builders.planning import round_held
from tests.support.database import Database
from tests.support.personas import founded

NOW = datetime(2026, 11, 9, 12, tzinfo=UTC)
REPLICA = """
import asyncio, json, sys
from datetime import datetime
from domain.database.clock import clock_at
from domain.database.engine import connected
from domain.planning.queries import current_plan
from domain.planning.standing import as_document

async def main():
    async with connected(sys.argv[1], size=2, read_size=2):
        with clock_at(datetime.fromisoformat(sys.argv[2])):
            plan = await current_plan()
            print(json.dumps([plan.data_version, plan.version.recent, as_document(plan.starts)]))

asyncio.run(main())
"""


async def replica(database: Database) -> list[object]:
    """What another process shows."""
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-c", REPLICA, database.login_url, NOW.isoformat(), stdout=asyncio.subprocess.PIPE
    )
    told, _ = await child.communicate()
    assert child.returncode == 0
    return list(json.loads(told))


async def test_processes_that_look_at_once_show_one_plan_and_store_it_once(database: Database) -> None:
    with clock_at(NOW):
        company = await founded()
        await set_policy(await company.board.as_actor(), {"request_share_of_team": 1.0}, reason="A whole team.")
        first, owner = Month.of(NOW.date()), await company.owner_retail.as_actor()
        await logged(company, first, days=split(10, 0, 0, 0))
        for title, days in (("A", 10), ("B", 6), ("C", 4)):
            await planned(company, owner, company.retail, title, days=days, cents=1_000)
        await round_held(company)
        await planned(company, owner, company.retail, "Top", days=10, cents=1_000)
        await logged(company, first, days=split(8, 0, 0, 0))
        others = [asyncio.create_task(replica(database)) for _ in range(3)]
        mine = await current_plan()
        shown = [mine.data_version, mine.version.recent, as_document(mine.starts)]
        assert [await one for one in others] == [shown, shown, shown]
        assert await value("select count(*) from standing_plan") == 1
        assert await value("select starts from standing_plan") == shown[2]
        assert len(mine.standing.moves if mine.standing else ()) >= 1
