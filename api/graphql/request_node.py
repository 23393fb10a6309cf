"""The root of `Request`: what every capability's part of it shares."""

import strawberry

from api.graphql.node import Node
from domain.demand.rows import RequestRow


@strawberry.type
class RequestNode(Node):
    """A capability adds its fields in a mixin on this class; `api/graphql/request.py` puts them together."""

    row: strawberry.Private[RequestRow]

    @strawberry.field(description="The id: unique, stable and without meaning.")  # type: ignore[misc]
    def id(self) -> strawberry.ID:
        return strawberry.ID(str(self.row.id))
