"""What was imported: the files, and what their sources say about a request."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from domain.actor import MAY, Actor, Deed, Role
from domain.database import clock
from domain.database.engine import rows
from domain.errors import Forbidden
from domain.organisation.queries import PersonRow

LONGEST_LIST = 100


@dataclass(frozen=True, slots=True)
class ImportBatchRow:
    """A file that was imported, and how it differed from what its source had said before."""

    id: UUID
    kind: str
    source: str
    file_name: str
    rows: int
    created: int
    changed: int
    unchanged: int
    gone: int
    imported_by: UUID
    at: datetime


@dataclass(frozen=True, slots=True)
class SourceFacts:
    """What a source last said about a request, field by field as in the file, and since when it says nothing more."""

    request: UUID
    facts: Mapping[str, str]
    said_at: datetime
    gone_at: datetime | None


async def imports(actor: Actor, *, first: int = 20) -> tuple[ImportBatchRow, ...]:
    """The files imported, the latest first. Raises Forbidden for all but administrators and the board."""
    if not actor.roles & {Role.ADMIN, Role.BOARD}:
        raise Forbidden("Only the governance board and administrators see what was imported.")
    found = await rows(
        "select id, kind, source, file_name, rows, created, changed, unchanged, gone, imported_by, at"
        " from import_batch order by at desc, id desc limit $1",
        min(first, LONGEST_LIST),
    )
    return tuple(ImportBatchRow(**dict(each)) for each in found)


async def source_facts_by_request(actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, SourceFacts]:
    """What the sources of imported requests last said. Requests that were written here are absent."""
    found = await rows(
        "select r.subject, r.content, r.gone_at, b.at from imported_row r join import_batch b on b.id = r.batch"
        " where r.kind = 'requests' and r.subject = any($1::uuid[])",
        list(ids),
    )
    return {
        each["subject"]: SourceFacts(
            each["subject"],
            {name: value for name, value in each["content"].items() if value is not None},
            each["at"],
            each["gone_at"],
        )
        for each in found
    }


async def importers() -> tuple[PersonRow, ...]:
    """Who may import now, by e-mail address."""
    found = await rows(
        "select distinct p.id, p.email, p.name, p.locale, p.time_zone, p.active"
        " from person p join assignment a on a.person = p.id"
        " where a.role = any($1::text[]) and p.active and a.from_at <= $2 and (a.until_at is null or a.until_at > $2)"
        " order by p.email",
        [role.value for role in MAY[Deed.IMPORT_PORTFOLIO]],
        clock.now(),
    )
    return tuple(PersonRow(**dict(each)) for each in found)
