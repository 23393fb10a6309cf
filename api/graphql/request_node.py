"""The root of `Request`: what every capability's part of it shares."""

import strawberry

from api.graphql.node import Node
from domain.demand.rows import RequestRow


def _id(root: "RequestNode") -> strawberry.ID:
    return strawberry.ID(str(root.row.id))


@strawberry.type
class RequestNode(Node):
    """A capability adds its fields in a mixin on this class; `api/graphql/request.py` puts them together."""

    id: strawberry.ID = strawberry.field(resolver=_id, description="The id: unique, stable and without meaning.")
    row: strawberry.Private[RequestRow]
