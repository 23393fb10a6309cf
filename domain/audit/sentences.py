"""Each event of the trail as one sentence in plain English."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from domain.audit.actions import Action
from domain.quantities import Month
from domain.wording import days, month_name

_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")


@dataclass(frozen=True, slots=True)
class Facts:
    """What a sentence can name. `request` is its key, `subject` the name of the unit, team or person."""

    actor: str
    acts_for: str | None = None
    request: str | None = None
    unit: str | None = None
    subject: str | None = None
    before: Mapping[str, Any] = field(default_factory=dict)
    after: Mapping[str, Any] = field(default_factory=dict)
    reason: str | None = None

    @property
    def the_request(self) -> str:
        return self.request or "a request"

    def after_text(self, *names: str) -> str:
        """The first of these values that the event holds, as text; empty when it holds none."""
        return next((str(self.after[name]) for name in names if self.after.get(name) is not None), "")


def sentence(action: Action, facts: Facts) -> str:
    """What happened, in one sentence, with the reason if one was given."""
    who = f"{facts.actor}, for {facts.acts_for}," if facts.acts_for else facts.actor
    text = f"{who} {_SAID[action](facts)}"
    return f"{text}: “{facts.reason}”" if facts.reason else f"{text}."


def ordinal(place: int) -> str:
    """A place in a list as a word up to ten, then as 11th, 22nd …"""
    if 1 <= place <= len(_ORDINALS):
        return _ORDINALS[place - 1]
    ending = "th" if 10 <= place % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(place % 10, "th")
    return f"{place}{ending}"


def _of_request(verb: str, rest: str = "") -> Callable[[Facts], str]:
    return lambda facts: f"{verb} {facts.the_request}{rest}"


def _of_subject(verb: str, otherwise: str) -> Callable[[Facts], str]:
    return lambda facts: f"{verb} {facts.subject or otherwise}"


def _fixed(text: str) -> Callable[[Facts], str]:
    return lambda _: text


def _ending(text: str, *names: str, before: str = " ") -> Callable[[Facts], str]:
    """`text` about the request, and the first of the named values after `before` when there is one."""

    def said(facts: Facts) -> str:
        value = facts.after_text(*names)
        return text.format(facts.the_request) + (f"{before}{value}" if value else "")

    return said


def _ranked(facts: Facts) -> str:
    place = facts.after.get("place")
    where = f" in {facts.unit}" if facts.unit else ""
    if not isinstance(place, int):
        return f"took {facts.the_request} off the list{where}"
    on_ballot = facts.after.get("ballot_place")
    if isinstance(on_ballot, int) and on_ballot != place:
        return f"put {facts.the_request} {ordinal(on_ballot)} on a ballot; it stands {ordinal(place)}{where}"
    return f"ranked {facts.the_request} {ordinal(place)}{where}"


def _lent(facts: Facts) -> str:
    lent = facts.after.get("credit_decidays")
    what = f"{days(lent)} days of priority" if isinstance(lent, int) else "days of priority"
    whose = f" of {facts.subject}" if facts.subject else ""
    to = facts.after_text("to_name")
    return f"lent {what}{whose}" + (f" to {to}" if to else "")


def _in_month(facts: Facts, what: str) -> str:
    month = facts.after_text("month")
    return f"{what} for {_named(month)}" if month else what


def _named(kept: str) -> str:
    """A month in words, from the way events hold it: a month or its first day."""
    return month_name(Month.parse(kept[:7]))


def _capacity(facts: Facts) -> str:
    return _in_month(facts, f"logged the capacity of {facts.subject or 'a team'}")


_SAID: dict[Action, Callable[[Facts], str]] = {
    Action.INSTALLATION_FOUNDED: _fixed("founded the installation"),
    Action.REQUEST_SUBMITTED: lambda f: f"submitted {f.the_request}" + (f" to {f.unit}" if f.unit else ""),
    Action.REQUEST_CHANGED: _of_request("changed"),
    Action.REQUEST_COMMENTED: _of_request("commented on"),
    Action.REQUEST_SPONSORED: _of_request("became the sponsor of"),
    Action.REQUEST_FOLLOWED: _of_request("follows"),
    Action.REQUEST_UNFOLLOWED: _of_request("no longer follows"),
    Action.CLARIFICATION_ASKED: _of_request("asked for clarification of"),
    Action.CLARIFICATION_ANSWERED: _of_request("answered the clarification asked of"),
    Action.DRAFT_SAVED: _fixed("saved a draft"),
    Action.DRAFT_DISCARDED: _fixed("discarded a draft"),
    Action.BENEFIT_DECLARED: _ending("declared a benefit of {}", "metric", before=": "),
    Action.BENEFIT_DROPPED: _of_request("dropped a benefit of"),
    Action.REQUEST_ESTIMATED: _of_request("estimated"),
    Action.DEPENDENCY_RECORDED: _of_request("recorded what", " depends on"),
    Action.REQUEST_RANKED: _ranked,
    Action.REQUEST_ENDORSED: _of_request("endorsed"),
    Action.RANKING_SUBMITTED: _of_subject("submitted a ranking of", "a unit"),
    Action.REQUESTS_COMPARED: _of_subject("compared requests of", "a unit"),
    Action.REQUEST_RECONFIRMED: _of_request("confirmed", " anew"),
    Action.PRIORITY_LENT: _lent,
    Action.PERIOD_CLOSED: lambda f: _in_month(f, "closed the books of priority"),
    Action.REQUEST_WITHDRAWN: _of_request("withdrew"),
    Action.REQUEST_PARKED: _of_request("parked"),
    Action.REQUEST_RESUMED: _of_request("resumed"),
    Action.ROUTE_CHOSEN: lambda f: f"chose the route of {f.the_request}" + _route(f),
    Action.REQUEST_COMMITTED: _of_request("committed"),
    Action.REQUEST_DISPLACED: _of_request("displaced"),
    Action.DELIVERY_STARTED: _of_request("started the delivery of"),
    Action.REQUEST_DELIVERED: _of_request("delivered"),
    Action.FORECAST_MOVED: lambda f: f"moved the forecast of {f.the_request}" + _finish(f),
    Action.UPDATE_POSTED: _of_request("posted an update on"),
    Action.QUESTION_RAISED: _of_request("raised a priority question about"),
    Action.QUESTION_ANSWERED: _of_request("answered the priority question about"),
    Action.QUESTION_ESCALATED: _of_request("put the priority question about", " to the governance board"),
    Action.QUESTION_DECIDED: _of_request("closed the priority question about", " with a decision"),
    Action.QUESTION_LAPSED: _of_request("ended the priority question about", " without a decision"),
    Action.MEASUREMENT_RECORDED: lambda f: _in_month(f, f"recorded a measurement of {f.the_request}"),
    Action.REVIEWS_SCHEDULED: _of_request("scheduled the value reviews of"),
    Action.REVIEW_OPENED: _of_request("opened a value review of"),
    Action.REVIEW_CLOSED: _of_request("closed a value review of"),
    Action.PULSE_GIVEN: _of_request("gave a pulse on"),
    Action.CAPACITY_LOGGED: _capacity,
    Action.BUDGET_SET: lambda f: _in_month(f, "set the budget"),
    Action.POLICY_SET: _fixed("set the policy"),
    Action.ROUND_HELD: _ending("held planning round", "number"),
    Action.SCENARIO_SAVED: _ending("saved a scenario", "name", before=": "),
    Action.SCENARIO_DISCARDED: _ending("discarded a scenario", "name", before=": "),
    Action.SCENARIO_ADOPTED: _ending("adopted a scenario", "name", before=": "),
    Action.CALCULATION_STARTED: _ending("started a calculation", "kind", before=": "),
    Action.CALCULATION_CANCELLED: _ending("cancelled a calculation", "kind", before=": "),
    Action.CALCULATION_ENDED: _ending("ended a calculation", "kind", before=": "),
    Action.PERSON_ADDED: _of_subject("added", "a person"),
    Action.PERSON_RENAMED: _of_subject("renamed", "a person"),
    Action.UNIT_ADDED: _of_subject("added the unit", "of a new name"),
    Action.TEAM_ADDED: _of_subject("added the team", "of a new name"),
    Action.ROLE_ASSIGNED: lambda f: "assigned a role" + _to(f),
    Action.ASSIGNMENT_ENDED: lambda f: "ended a role" + (f" of {f.subject}" if f.subject else ""),
    Action.DEPUTY_NAMED: lambda f: "named a deputy" + (f": {f.subject}" if f.subject else ""),
    Action.PREFERENCES_SET: _fixed("set preferences"),
    Action.PASSWORD_CHANGED: _fixed("changed the password"),
    Action.SIGNED_IN: _fixed("signed in"),
    Action.SIGNED_OUT: _fixed("signed out"),
    Action.SIGN_IN_REFUSED: _fixed("was refused at sign-in"),
    Action.TOKEN_CREATED: _ending("created an API token", "name", before=" for "),
    Action.TOKEN_REVOKED: _ending("revoked an API token", "name", before=" for "),
    Action.PORTFOLIO_IMPORTED: _ending("imported", "file_name", "kind"),
}


def _route(facts: Facts) -> str:
    route = facts.after_text("route").replace("_", " ")
    return f": {route}" if route else ""


def _finish(facts: Facts) -> str:
    month = facts.after_text("finish_month")
    return f" to {_named(month)}" if month else ""


def _to(facts: Facts) -> str:
    role = facts.after_text("role")
    return (f" ({role})" if role else "") + (f" to {facts.subject}" if facts.subject else "")
