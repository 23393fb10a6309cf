"""`Request`, put together from what each capability says about it."""

import strawberry

from api.graphql.request_node import RequestNode


@strawberry.type(description="An IT demand in business terms, with everything that became of it.")
class Request(
    # One line for each capability, upstream first.
    RequestNode,
):
    pass
