"""Imports: the files that came in, and what an imported request's source says about it."""

from datetime import datetime
from typing import Annotated

import strawberry

from api.graphql.context import Info
from api.graphql.organisation import Person, person_of
from api.graphql.pages import page_size
from api.graphql.request_node import RequestNode
from domain.exchange import queries
from domain.exchange.queries import ImportBatchRow


@strawberry.type(
    description="A file that was imported whole, and how it differed from what its source had said before."
)
class ImportBatch:
    row: strawberry.Private[ImportBatchRow]
    id: strawberry.ID = strawberry.field(description="The id: unique, stable and without meaning.")
    kind: str = strawberry.field(description="What its rows are: requests, estimate_history, capacity or people.")
    source: str = strawberry.field(description="The portfolio or system that it came from.")
    file_name: str = strawberry.field(description="The file's name.")
    at: datetime = strawberry.field(description="When it was imported.")
    rows: int = strawberry.field(description="How many keys it held.")
    created: int = strawberry.field(description="How many of them were new.")
    changed: int = strawberry.field(description="How many said something else than before.")
    unchanged: int = strawberry.field(description="How many said the same.")
    gone: int = strawberry.field(description="How many known keys it no longer held; nothing of them was deleted.")

    @strawberry.field(description="The administrator who imported it.")
    async def by(self, info: Info) -> Person | None:
        return await person_of(info, self.row.imported_by)


@strawberry.type(description="One thing that the source of an imported request says about it.")
class SourceFact:
    field: str = strawberry.field(description="What it is about, as the import names it: cost, status, start …")
    value: str = strawberry.field(
        description="What the source says; amounts in the source's currency, days as 2026-11-30."
    )


@strawberry.type(description="What the source of an imported request last said about it.")
class SourceStatement:
    facts: list[SourceFact] = strawberry.field(description="Field by field; they decide nothing here.")
    said_at: datetime = strawberry.field(description="When the file that said so last was imported.")
    gone_at: datetime | None = strawberry.field(
        description="Since when the source's newer snapshots no longer hold the request; null while they do."
    )


def _batch(row: ImportBatchRow) -> ImportBatch:
    return ImportBatch(
        row=row,
        id=strawberry.ID(str(row.id)),
        kind=row.kind,
        source=row.source,
        file_name=row.file_name,
        at=row.at,
        rows=row.rows,
        created=row.created,
        changed=row.changed,
        unchanged=row.unchanged,
        gone=row.gone,
    )


@strawberry.type
class ExchangeQuery:
    @strawberry.field(description="The files imported, the latest first.")
    async def imports(
        self,
        info: Info,
        first: Annotated[int, strawberry.argument(description="How many at most, 1 to 100.")] = 20,
    ) -> list[ImportBatch]:
        return [_batch(row) for row in await queries.imports(info.context.actor, first=page_size(first))]


@strawberry.type
class ExchangeOfRequest(RequestNode):
    @strawberry.field(description="What the source of an imported request says about it; null for others.")
    async def source_statement(self, info: Info) -> SourceStatement | None:
        said = await info.context.load(queries.source_facts_by_request, self.row.id)
        if said is None:
            return None
        return SourceStatement(
            facts=[SourceFact(field=name, value=value) for name, value in said.facts.items()],
            said_at=said.said_at,
            gone_at=said.gone_at,
        )
