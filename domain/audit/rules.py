"""Who may read what stands in the trail."""

from uuid import UUID

from domain.actor import Actor, Role
from domain.audit.actions import Action

# What only the one who did it sees: drafts are their author's, a face is given in confidence, and comparisons are on
# the way to a ballot.
OWN = frozenset({Action.DRAFT_SAVED, Action.DRAFT_DISCARDED, Action.PULSE_GIVEN, Action.REQUESTS_COMPARED})
# What concerns somebody's access: theirs, and of those who watch over the installation.
ACCESS = frozenset(
    {
        Action.PREFERENCES_SET,
        Action.PASSWORD_CHANGED,
        Action.SIGNED_IN,
        Action.SIGNED_OUT,
        Action.SIGN_IN_REFUSED,
        Action.TOKEN_CREATED,
        Action.TOKEN_REVOKED,
        Action.PORTFOLIO_IMPORTED,
    }
)
OVERSIGHT = frozenset({Role.BOARD, Role.ADMIN, Role.SYSTEM})


def hidden_from(actor: Actor) -> frozenset[Action]:
    """The kinds of events that an actor sees only when it was them."""
    return OWN if actor.roles & OVERSIGHT else OWN | ACCESS


def sees(actor: Actor, action: Action, *, doer: UUID, subject: UUID) -> bool:
    """Whether an actor may know that `doer` did this to `subject`: their own doings and what befell them always."""
    return actor.person_id in (doer, subject) or action not in hidden_from(actor)
