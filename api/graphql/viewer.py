"""Whoever is signed in: what they hold, what they may do, their preferences and their API tokens."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import strawberry

from api.graphql.access import Audience, admit
from api.graphql.context import Info
from api.graphql.demand import DemandOfViewer
from api.graphql.errors import Problem
from api.graphql.node import as_uuid
from api.graphql.notifications import NotificationsOfViewer
from api.graphql.organisation import Person, Team, Unit, people_of
from domain.actor import Deed, Role, may
from domain.errors import NotFound
from domain.organisation import commands, commands_tokens, queries, queries_access
from domain.organisation.queries import PersonRow
from domain.organisation.queries_access import ApiTokenRow


@strawberry.type(
    description="A token by which a program acts as its person. The token itself is shown once, when made."
)
class ApiToken:
    id: strawberry.ID = strawberry.field(description="The id: unique, stable and without meaning.")
    name: str = strawberry.field(description="What it is for.")
    prefix: str = strawberry.field(description="Its first characters, by which it can be recognised.")
    scopes: list[str] | None = strawberry.field(
        description='What it may do: "read" and names of deeds such as rank_request; null means all that you may do.'
    )
    created_at: datetime = strawberry.field(description="When it was made.")
    expires_at: datetime | None = strawberry.field(description="When it ends by itself; null means never.")
    revoked_at: datetime | None = strawberry.field(description="When it was revoked.")

    @classmethod
    def of(cls, row: ApiTokenRow) -> "ApiToken":
        return cls(
            id=strawberry.ID(str(row.id)),
            name=row.name,
            prefix=row.prefix,
            scopes=None if row.scopes is None else list(row.scopes),
            created_at=row.created_at,
            expires_at=row.expires_at,
            revoked_at=row.revoked_at,
        )


@strawberry.type
class ViewerNode:
    """The root of `Viewer`; a capability adds its fields in a mixin, `Viewer` below puts them together."""

    row: strawberry.Private[PersonRow]

    @strawberry.field(description="The id of this view of yourself; the person's own id is `person.id`.")
    def id(self) -> strawberry.ID:
        return strawberry.ID(f"viewer:{self.row.id}")

    @strawberry.field(description="You, as others see you.")
    def person(self) -> Person:
        return Person.of(self.row)

    @strawberry.field(description="The roles that you hold now, as a deputy too.")
    def roles(self, info: Info) -> list[Role]:
        return [role for role in Role if role in info.context.actor.roles]

    @strawberry.field(description="The units whose priorities you decide, as owner or deputy.")
    async def units(self, info: Info) -> list[Unit]:
        rows = await info.context.load_many(queries.unit_by_id, sorted(info.context.actor.unit_ids))
        return [Unit.of(row) for row in sorted(rows, key=lambda row: row.name)]

    @strawberry.field(description="The teams whose facts you state.")
    async def teams(self, info: Info) -> list[Team]:
        rows = await info.context.load_many(queries.team_by_id, sorted(info.context.actor.team_ids))
        return [Team.of(row) for row in sorted(rows, key=lambda row: row.name)]

    @strawberry.field(description="For whom you stand in as a deputy now.")
    async def acts_for(self, info: Info) -> list[Person]:
        principals = {a.acts_for_id for a in info.context.actor.assignments if a.acts_for_id is not None}
        return await people_of(info, sorted(principals))

    @strawberry.field(description="Your language.")
    def locale(self) -> str:
        return self.row.locale

    @strawberry.field(description="Your time zone, by its IANA name.")
    def time_zone(self) -> str:
        return self.row.time_zone

    @strawberry.field(
        description="The deeds that some role of yours allows, such as rank_request; each object says more."
    )
    def may(self, info: Info) -> list[str]:
        actor = info.context.actor
        return [deed.value for deed in Deed if may(actor, deed)]

    @strawberry.field(description="Whether this installation shows the demo company.")
    def demo(self, info: Info) -> bool:
        return info.context.demo

    @strawberry.field(description="The one currency of this installation (ISO 4217).")
    def currency(self, info: Info) -> str:
        return info.context.currency

    @strawberry.field(description="Your API tokens that are not revoked, the newest first.")
    async def tokens(self, info: Info) -> list[ApiToken]:
        rows = await info.context.load(queries_access.tokens_by_person, self.row.id, ())
        return [ApiToken.of(row) for row in rows]


@strawberry.type(description="Whoever is signed in.")
class Viewer(
    # One line for each capability, upstream first.
    ViewerNode,
    DemandOfViewer,
    NotificationsOfViewer,
):
    pass


@strawberry.type(description="Your preferences as they are now.")
class PreferencesPayload:
    me: Viewer = strawberry.field(description="You.")


@strawberry.type(description="A new API token.")
class ApiTokenPayload:
    token: str = strawberry.field(description="The token itself: shown here, once, and nowhere else.")
    api_token: ApiToken = strawberry.field(description="What is known of it from now on.")


@strawberry.type(description="A token that no longer opens anything.")
class TokenRevoked:
    api_token: ApiToken = strawberry.field(description="The token, revoked.")


PreferencesResult = Annotated[
    PreferencesPayload | Problem,
    strawberry.union("PreferencesResult", description="Your preferences, or why they were not set."),
]
CreateApiTokenResult = Annotated[
    ApiTokenPayload | Problem,
    strawberry.union("CreateApiTokenResult", description="The new token, or why there is none."),
]
RevokeApiTokenResult = Annotated[
    TokenRevoked | Problem,
    strawberry.union("RevokeApiTokenResult", description="The revoked token, or why it was not revoked."),
]


async def _viewer(info: Info) -> Viewer:
    return Viewer(row=await queries.person(info.context.actor.person_id))


async def _token(info: Info, token: UUID) -> ApiToken:
    row = await queries_access.token_of(info.context.actor, token)
    assert row is not None, "just written by this person"
    return ApiToken.of(row)


@strawberry.type
class ViewerQuery:
    @strawberry.field(description="Whoever is signed in; null when nobody is.")
    async def me(self, info: Info) -> Viewer | None:
        if info.context.signed_in is None:
            return None
        # An API token must hold the scope to read here too.
        admit(info.context.signed_in, Audience.SIGNED_IN)
        return await _viewer(info)


@strawberry.type
class ViewerMutation:
    @strawberry.mutation(description="Choose your language and time zone; what is not given stays.")
    async def set_preferences(
        self,
        info: Info,
        locale: Annotated[str | None, strawberry.argument(description="A language, such as de.")] = None,
        time_zone: Annotated[
            str | None, strawberry.argument(description="A time zone by its IANA name, such as Europe/Zurich.")
        ] = None,
    ) -> PreferencesResult:
        await commands.set_preferences(info.context.actor, locale=locale, time_zone=time_zone)
        return PreferencesPayload(me=await _viewer(info))

    @strawberry.mutation(description="Make a token for your programs. Without scopes it may do all that you may do.")
    async def create_api_token(
        self,
        info: Info,
        name: Annotated[str, strawberry.argument(description="What it is for.")],
        scopes: Annotated[
            list[str] | None,
            strawberry.argument(description="What it may do: read, and names of deeds such as rank_request."),
        ] = None,
        expires_at: Annotated[
            datetime | None, strawberry.argument(description="When it ends by itself; without it never.")
        ] = None,
    ) -> CreateApiTokenResult:
        created = await commands_tokens.create_api_token(
            info.context.actor, name=name, scopes=scopes, expires_at=expires_at
        )
        return ApiTokenPayload(token=created.secret, api_token=await _token(info, created.id))

    @strawberry.mutation(description="End a token at once: your own, or anybody's as an administrator.")
    async def revoke_api_token(
        self, info: Info, token: Annotated[strawberry.ID, strawberry.argument(description="The id of the token.")]
    ) -> RevokeApiTokenResult:
        wanted = as_uuid(token)
        if wanted is None:
            raise NotFound("There is no such token.")
        await commands_tokens.revoke_api_token(info.context.actor, wanted)
        return TokenRevoked(api_token=await _token(info, wanted))
