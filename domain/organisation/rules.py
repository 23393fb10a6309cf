"""Who may hold which role when, how people are named, and how long access lasts. Pure decisions."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import available_timezones

from domain.actor import Deed, Role, Side
from domain.errors import RuleViolation, Violation
from domain.wording import day_name

SHORTEST_PASSWORD = 10
LONGEST_PASSWORD = 1024  # characters: hashing more would be work for an attacker to order

SESSION_IDLE = timedelta(hours=3)
SESSION_ABSOLUTE = timedelta(hours=12)
SESSION_STEP = timedelta(minutes=5)  # a session in use is extended at most this often
SESSIONS_PER_PERSON = 10

SIGN_IN_WINDOW = timedelta(minutes=1)
SIGN_INS_PER_ACCOUNT = 5
SIGN_INS_PER_ADDRESS = 20

TOKEN_MARK = "mdt_"
READ = "read"
SCOPES = frozenset({READ, *(deed.value for deed in Deed)})

_SCOPE = {Role.OWNER: "unit", Role.IT: "team"}
_SPOKEN = {
    Role.OWNER: "business owner",
    Role.IT: "IT staff",
    Role.BOARD: "member of the governance board",
    Role.ADMIN: "administrator",
}


@dataclass(frozen=True, slots=True)
class Held:
    """A role that somebody holds for a time; `until` None means until further notice."""

    role: Role
    from_at: datetime
    until_at: datetime | None
    of: str = ""

    def meets(self, from_at: datetime, until_at: datetime | None) -> bool:
        """Whether there is a moment in both periods; the end of a period is not part of it."""
        if self.until_at == self.from_at or until_at == from_at:
            return False
        return (until_at is None or self.from_at < until_at) and (self.until_at is None or from_at < self.until_at)


def check_one_side(
    name: str,
    role: Role,
    from_at: datetime,
    until_at: datetime | None,
    held: Iterable[Held],
    *,
    standing_in: bool = False,
) -> None:
    """Nobody decides for the business and works for IT at the same time, also not as somebody's deputy.

    Raises RuleViolation that names the role in the way.
    """
    if role.side is Side.NEUTRAL:
        return
    for other in held:
        if other.role.side in (role.side, Side.NEUTRAL) or not other.meets(from_at, until_at):
            continue
        has = f"{name} is {_SPOKEN[other.role]}{f' of {other.of}' if other.of else ''}"
        until = f" until {day_name(other.until_at)}" if other.until_at else ""
        spoken = _SPOKEN[role] if role is Role.IT else f"a {_SPOKEN[role]}"
        cannot = f"{'stand in for' if standing_in else 'be'} {spoken}"
        raise RuleViolation(
            f"{has}{until} and cannot {cannot} at the same time: the business decides priorities, IT never does.",
            rule="one_side",
            path="deputy" if standing_in else "role",
        )


def check_scope(role: Role, *, unit: bool, team: bool) -> None:
    """An owner is owner of a unit, IT staff belong to a team, board and administrators to neither.

    Raises RuleViolation.
    """
    if role not in _SPOKEN:
        raise RuleViolation("This role is not assigned: everyone signed in is a requester.", rule="scope", path="role")
    wanted = _SCOPE.get(role)
    wrong = tuple(
        Violation(kind, f"Say of which {kind}." if wanted == kind else f"A {_SPOKEN[role]} has no {kind}.")
        for kind, given in (("unit", unit), ("team", team))
        if given != (wanted == kind)
    )
    if wrong:
        raise RuleViolation(" ".join(v.message for v in wrong), rule="scope", violations=wrong)


def check_period(from_at: datetime, until_at: datetime | None, *, now: datetime | None = None) -> None:
    """A period ends after it begins; with `now`, it is not over already. Raises RuleViolation."""
    if until_at is None:
        return
    if until_at <= from_at:
        raise RuleViolation("The end must come after the beginning.", rule="period", path="until")
    if now is not None and until_at <= now:
        raise RuleViolation("This period is already over.", rule="period", path="until")


def normal_email(email: str) -> str:
    """An e-mail address as it is kept: without blanks around it, in lower case. Raises RuleViolation."""
    tidy = email.strip().lower()
    name, at, host = tidy.partition("@")
    if not (name and at and host) or "@" in host or any(c.isspace() for c in tidy) or len(tidy) > 254:
        raise RuleViolation("This is not an e-mail address.", rule="email", path="email")
    return tidy


def normal_name(name: str, *, path: str = "name", longest: int = 160) -> str:
    """A name on one line, without blanks around it. Raises RuleViolation."""
    tidy = " ".join(name.split())
    if not tidy or len(tidy) > longest:
        raise RuleViolation(f"Give 1 to {longest} characters.", rule="name", path=path)
    return tidy


def normal_code(code: str) -> str:
    """A short code such as "retail": letters, digits and dashes, in lower case. Raises RuleViolation."""
    tidy = code.strip().lower()
    if not 1 <= len(tidy) <= 24 or not all(c.isalnum() or c in "-_" for c in tidy):
        raise RuleViolation("A code has 1 to 24 letters, digits or dashes.", rule="code", path="code")
    return tidy


def known_locale(locale: str) -> str:
    """A language tag such as "en" or "de-CH". Raises RuleViolation."""
    parts = locale.strip().split("-")
    if not (2 <= len(parts[0]) <= 3 and parts[0].isalpha()) or not all(p.isalnum() for p in parts) or len(locale) > 16:
        raise RuleViolation('Give a language such as "en" or "de".', rule="locale", path="locale")
    return "-".join((parts[0].lower(), *parts[1:]))


def known_time_zone(time_zone: str) -> str:
    """A time zone by its name in the IANA database, such as "Europe/Zurich". Raises RuleViolation."""
    if time_zone not in available_timezones():
        raise RuleViolation('Give a time zone such as "Europe/Zurich".', rule="time_zone", path="timeZone")
    return time_zone


def check_password(password: str, *, path: str = "password") -> None:
    """Length is what makes a password strong; nothing else is asked for. Raises RuleViolation."""
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise RuleViolation(
            f"A password has {SHORTEST_PASSWORD} to {LONGEST_PASSWORD} characters.", rule="password", path=path
        )


def check_scopes(scopes: Iterable[str] | None) -> None:
    """A token's scopes are names of deeds, or "read". Raises RuleViolation that lists the unknown ones."""
    unknown = sorted(set(scopes or ()) - SCOPES)
    if unknown:
        raise RuleViolation(
            f'There is no scope {", ".join(unknown)}; scopes are "{READ}" and the names of deeds such as rank_request.',
            rule="scopes",
            path="scopes",
        )


def digest(secret: str) -> bytes:
    """What is kept of a cookie or a token. Both hold 256 random bits: nobody guesses them back."""
    return hashlib.sha256(secret.encode()).digest()


def session_end(created_at: datetime, now: datetime) -> datetime:
    """When a session in use now ends by itself: three hours without use, twelve in all."""
    return min(now + SESSION_IDLE, created_at + SESSION_ABSOLUTE)
