"""The plan of most value with its proof or its gap, in slices, beside the plan that follows the owners' order.

First what no plan can exceed, then a search, and for small portfolios a proof on the way. It informs and decides
nothing: the price of the order says once what the owners' order costs against it.
"""

from dataclasses import dataclass, replace

from domain.planning.bound import Bound, bound
from domain.planning.exact import LONGEST_SECONDS, NODES, PROVABLE_COLUMNS, Exact, exact
from domain.planning.gain import Choice, choice
from domain.planning.rules import Plan, Problem
from domain.planning.value_program import program
from domain.planning.value_search import Search, advanced, begun, improved
from domain.wording import money

# How much of the way is done when a step begins, in per cent.
_SEARCH_FROM = 20


@dataclass(frozen=True, slots=True)
class Optimum:
    """The best plan known. Gains are cents, counted as `domain.planning.gain` says; held requests count in none.

    starts: of the requests up for choice that the plan holds, by request. bound: what no plan can exceed.
    person_month: by team, about what one more person-month is worth (in each period shown, summed over them).
    """

    starts: tuple[tuple[str, int], ...]
    value: int
    bound: int
    order_value: int
    person_month: tuple[tuple[str, int], ...]

    @property
    def proved(self) -> bool:
        """Whether no plan gains more."""
        return self.value >= self.bound

    @property
    def gap(self) -> float:
        """How far a better plan can still lie ahead, as a share of the bound."""
        return 0.0 if self.proved or self.bound <= 0 else (self.bound - self.value) / self.bound

    @property
    def price_of_order(self) -> float | None:
        """What following the owners' order costs, as a share of the best plan known; None where nothing gains."""
        return None if self.value <= 0 else 1 - self.order_value / self.value

    @property
    def text(self) -> str:
        """How sure it is that no plan brings more, as a sentence."""
        if self.proved:
            return f"Proved: no plan brings more than {money(self.value)}."
        return f"Not proved, within {_percent(self.gap)}: no plan can exceed {money(self.bound)}."

    @property
    def price_text(self) -> str:
        """What the owners' order costs, as a sentence."""
        price = self.price_of_order
        if price is None:
            return "Nothing that could be chosen brings more than it costs, so the owners' order costs nothing."
        if self.order_value == self.value:
            return "The owners' order costs nothing: no plan that was found brings more."
        return (
            f"By value alone, another plan would bring {money(self.value - self.order_value)} more; following"
            f" the owners' order costs {_percent(price)} of it."
        )


def _percent(share: float) -> str:
    """A share in per cent, with one place where it is small; never 0 for something."""
    percent = share * 100
    if percent >= 10:
        return f"{percent:.0f} %"
    return f"{percent:.1f} %" if percent >= 0.05 else "0.1 %"


@dataclass(frozen=True)
class Seeking:
    """How far the calculation is. Handed from slice to slice; `result` stands when it is done.

    seconds, nodes: how long a proof may take. proof: what the solver found for a small portfolio; `small` tells one
    from the others.
    """

    given: Choice
    seconds: float = LONGEST_SECONDS
    nodes: int = NODES
    limit: Bound | None = None
    small: bool = False
    search: Search | None = None
    proof: Exact | None = None
    result: Optimum | None = None

    @property
    def progress(self) -> int:
        """Per cent."""
        if self.result is not None:
            return 100
        if self.search is None:
            return 0 if self.limit is None else _SEARCH_FROM
        return _SEARCH_FROM + (99 - _SEARCH_FROM) * self.search.moves // max(1, self.search.all_moves)

    @property
    def step(self) -> str:
        """What is being done, as a sentence."""
        if self.result is not None:
            return self.result.text
        if self.limit is None:
            return "Finding out what no plan can exceed."
        if self.small and self.search is not None and self.search.moves and self.proof is None:
            return "Trying to prove that no plan brings more."
        return "Looking for plans of more value."

    @property
    def cents(self) -> int | None:
        """What no plan can exceed, as far as known."""
        known = [found.cents for found in (self.limit, self.proof) if found is not None]
        return min(known, default=None)


def seeking(problem: Problem, plan: Plan) -> Seeking:
    """Begin: `plan` is the one that follows the owners' order."""
    return Seeking(choice(problem, plan))


def sought(state: Seeking) -> Seeking:
    """The calculation one slice further. The same state always gives the same next one."""
    given, cents = state.given, state.cents
    if state.limit is None or cents is None:
        made = program(given.problem)
        small = made is not None and len(made.gains) <= PROVABLE_COLUMNS
        return replace(state, limit=bound(given.problem, made), small=small)
    if state.search is None:
        return replace(state, search=begun(given, (state.limit.ranking,)))
    if state.search.best_gain >= cents or (state.search.done and (state.proof or not state.small)):
        return ended(state)
    if state.small and state.search.moves and state.proof is None:
        made = program(given.problem)
        assert made is not None
        proof = exact(given, made, state.search.best, seconds=state.seconds, nodes=state.nodes)
        return replace(state, proof=proof, search=improved(state.search, proof.starts, proof.gain, given))
    return replace(state, search=advanced(state.search, given))


def ended(state: Seeking) -> Seeking:
    """The calculation at its end with what is known, which may be early once the search has begun."""
    assert state.limit is not None
    assert state.search is not None
    assert state.cents is not None
    given, search = state.given, state.search
    result = Optimum(
        tuple((given.problem.works[number].request, t) for number, t in search.best),
        search.best_gain,
        max(search.best_gain, state.cents),
        given.order_gain,
        state.limit.person_month,
    )
    return replace(state, result=result)


def optimum(problem: Problem, plan: Plan) -> Optimum:
    """The whole calculation at once."""
    state = seeking(problem, plan)
    while state.result is None:
        state = sought(state)
    return state.result
