"""The options in plain sentences; figures stay with the option for other languages and screens."""

from collections.abc import Mapping, Sequence

from domain.decisions.rules import Displaced, ExtraCapacity
from domain.planning.rules import Problem, Work
from domain.wording import days, joined, money

# A route as a sentence ends with it.
_WAYS = {
    "quick_win": "as a quick win",
    "bought_service": "a bought service",
    "business_built": "built in the business, with a coach",
    "crowdsourced": "by the crowd",
    "self_service": "self-service",
}


def way_of(route: str | None) -> str:
    """How a route meets a request, in words."""
    return _WAYS.get(route or "", "a route of the owner's choice")


class Wording:
    """Names of requests, teams and months for sentences about one problem.

    promised: what each request's month was promised to bring, in cents, where that differs from what it is counted at.
    """

    def __init__(
        self,
        problem: Problem,
        months: Sequence[str] = (),
        names: Mapping[str, str] | None = None,
        promised: Mapping[str, int] | None = None,
    ) -> None:
        self.months = months
        self.names = names or {}
        self.promised = promised or {}
        self.teams = {team.team: team.name or team.team for team in problem.teams}

    def month(self, period: int) -> str:
        if 0 <= period < len(self.months):
            return self.months[period]
        if self.months:
            beyond = period - len(self.months) + 1
            return f"{beyond} month{'s' if beyond > 1 else ''} after {self.months[-1]}"
        return f"month {period + 1}"

    def request(self, request: str) -> str:
        return self.names.get(request, request)

    def displace(self, work: Work, t: int, displaced: tuple[Displaced, ...]) -> str:
        start = f"{self.request(work.request)} starts in {self.month(t)}"
        if not displaced:
            return f"{start}; nobody has to give way."
        kept = "; nobody leaves this plan" if all(one.to is not None for one in displaced) else ""
        return f"{start} if {self.gone(displaced)}{kept}."

    def combine(self, work: Work, t: int, displaced: tuple[Displaced, ...], extra: tuple[ExtraCapacity, ...]) -> str:
        start = f"{self.request(work.request)} starts in {self.month(t)}"
        return f"{start} if {self.gone(displaced)}, with {self.bought(extra)}."

    def gone(self, displaced: tuple[Displaced, ...]) -> str:
        moves = [
            f"{self.request(one.request)} moves from {self.month(one.start)} to {self.month(one.to)}"
            if one.to is not None
            else f"{self.request(one.request)} leaves this plan (it was to start in {self.month(one.start)})"
            for one in displaced
        ]
        return joined(moves)

    def fund(self, work: Work, t: int, extra: tuple[ExtraCapacity, ...]) -> str:
        return f"{self.request(work.request)} starts in {self.month(t)} with {self.bought(extra)}; nobody else moves."

    def bought(self, extra: tuple[ExtraCapacity, ...]) -> str:
        parts = [
            f"{money(one.amount)} more budget in {self.month(one.period)}"
            if one.team is None
            else f"{days(one.amount)} days of {self.teams[one.team]} in {self.month(one.period)}"
            for one in extra
        ]
        return joined(parts)

    def shrink(self, work: Work, t: int) -> str:
        return f"The part of {self.request(work.request)} that fits starts in {self.month(t)}; nobody else moves."

    def wait(self, work: Work, soonest: int, start: int | None, cost: int, promised: int, *, late: bool) -> str:
        """cost: of waiting since the soonest month, as such promises came true; promised: the same as promised."""
        name = self.request(work.request)
        if start is None:
            return f"At today's capacity {name} finds no place within the years that can be foreseen."
        missed = " and misses its deadline" if late else ""
        price = ""
        if cost == promised and cost:
            price = f"; waiting since {self.month(soonest)} costs {money(cost)} of value"
        elif promised:
            price = (
                f"; waiting since {self.month(soonest)} costs {money(promised)} of value as promised,"
                f" {money(cost)} as such promises came true"
            )
        return f"At today's capacity {name} starts in {self.month(start)}{missed}{price}."

    def too_large(self, work: Work, sets: Sequence[Sequence[str | None]]) -> str:
        """It fits in no month, whoever gives way; each set of teams is too small somewhere."""
        small = [joined(["the budget" if team is None else self.teams[team] for team in one]) for one in sets]
        which = small[0] if len(small) == 1 else f"one of these: {'; '.join(small)}"
        size = "team size" if any(team is not None for one in sets for team in one) else "budget"
        return (
            f"{self.request(work.request)} cannot fit at any time with this {size}, whoever gives way;"
            f" too small for it: {which}."
        )

    def reroute(self, work: Work, route: str | None, price: int | None, ready: int | None) -> str:
        quoted = "not quoted yet" if price is None else f"for {money(price)}"
        there = f", ready in {self.month(ready)}" if ready is not None else ""
        way = f"met another way, {way_of(route)}, {quoted}{there}"
        return f"{self.request(work.request)} is {way}; it takes no team's days."
