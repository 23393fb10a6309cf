"""Files as people bring them, and how full the database is."""

import csv
import io
from collections.abc import Sequence

from domain.database.engine import rows, value


def csv_of(*lines: Sequence[object]) -> bytes:
    """A CSV file in UTF-8 with these lines, the header first."""
    text = io.StringIO()
    csv.writer(text).writerows(lines)
    return text.getvalue().encode()


async def counted() -> dict[str, int]:
    """How many rows each table has, to see that nothing was written."""
    tables = await rows("select tablename from pg_tables where schemaname = 'public' and tablename <> 'credential'")
    return {
        each["tablename"]: int(await value(f'select count(*) from "{each["tablename"]}"'))
        for each in tables
        if not each["tablename"].startswith("pgqueuer")
    }
