"""Five people with an HTTP client each, and one who listens: a whole life is walked from here."""

from dataclasses import dataclass, field
from typing import Any

import httpx
from graphql import GraphQLObjectType
from websockets.asyncio.client import ClientConnection

from api.graphql.schema import schema
from tests.support.sockets import said

EVERYBODY = ("requester", "owner_retail", "owner_logistics", "it_platform", "board")
REFUSED = ("FORBIDDEN",)


@dataclass(slots=True)
class Office:
    """Five signed-in clients, and what the live stream of one of them has told."""

    people: dict[str, httpx.AsyncClient]
    line: ClientConnection
    heard: list[str] = field(default_factory=list)

    async def ask(self, who: str, document: str, **variables: Any) -> Any:
        answer = await self.people[who].post("/graphql", json={"query": document, "variables": variables})
        body = answer.json()
        assert answer.status_code == 200, body
        assert not body.get("errors"), body
        return body["data"]

    async def do(self, who: str, deed: str, wanted: str = "__typename", **variables: Any) -> Any:
        """One mutation by the contract's names; its payload, or the Problem."""
        mutation = schema._schema.mutation_type
        assert isinstance(mutation, GraphQLObjectType)
        declared = ", ".join(f"${one}: {mutation.fields[deed].args[one].type}" for one in variables)
        given = ", ".join(f"{one}: ${one}" for one in variables)
        payload = next(
            kind.name
            for kind in schema._schema.get_possible_types(mutation.fields[deed].type.of_type)
            if kind.name != "Problem"
        )
        document = (
            f"mutation ({declared}) {{ {deed}({given}) {{ __typename ... on {payload} {{ {wanted} }}"
            " ... on Problem { code message violations { path message } } } }"
        )
        return (await self.ask(who, document, **variables))[deed]

    async def step(
        self, who: str, deed: str, wanted: str, *, may: tuple[str, ...], event: str, **variables: Any
    ) -> Any:
        """Everybody else tries first and is refused, then who may does it; the trail and the live stream tell."""
        for other in EVERYBODY:
            if other not in (who, *may):
                refused = await self.do(other, deed, **variables)
                assert refused.get("code") in REFUSED, (deed, other, refused)
                assert "may" in refused["message"] or "speak for" in refused["message"]
        done = await self.do(who, deed, wanted, **variables)
        assert done["__typename"] != "Problem", (deed, who, done)
        trail = await self.ask("board", "{ auditTrail(first: 5) { edges { node { action actorName } } } }")
        assert event in [edge["node"]["action"] for edge in trail["auditTrail"]["edges"]], (deed, trail)
        while event not in self.heard:
            self.heard.append((await said(self.line))["payload"]["data"]["events"]["kind"])
        self.heard.clear()
        return done

    async def request(self, who: str, key: str, wanted: str) -> Any:
        return (await self.ask(who, f"query ($key: String!) {{ request(key: $key) {{ {wanted} }} }}", key=key))[
            "request"
        ]

    async def may(self, key: str, what: str) -> set[str]:
        """Who may do something to the request now, as the request itself says to each."""
        allowed = set()
        for who in EVERYBODY:
            if (await self.request(who, key, f"may {{ {what} }}"))["may"][what]:
                allowed.add(who)
        return allowed
