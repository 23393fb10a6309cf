"""A one-off pot is spent by shares: each voter owns a part of it and pays only for what that voter gains from.

Method of Equal Shares with costs and utilities (Peters, Pierczyński and Skowron 2021). Again and again the project
is bought whose dearest payer pays the least per gain: with price p every supporter pays the smaller of p times its
gain and what it has left. A project that its supporters cannot pay is not bought, and what is left stays with the
voters: there is no completion, because only whoever owns money may decide what else it buys.

Voters are people with equal parts (a participatory budget) or units with parts by entitlement (a funding pot). The
caller says what a gain is: the claimed value that a unit has of a request, or, where people merely approved of
projects, their cost (`gains_by_cost`) or one each. Ties go to the project that was given first, so the order of the
projects is the tie-break; by id in public elections, as pabutools does.

Money and gains are integers or exact fractions, and so is every comparison.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from heapq import heapify, heappop, heapreplace

from domain.errors import RuleViolation

Amount = int | Fraction


@dataclass(frozen=True, slots=True)
class Project:
    """Something that is bought whole or not at all; `gains`: what each voter has of it, above 0."""

    id: str
    cost: Amount
    gains: Mapping[str, Amount]


@dataclass(frozen=True, slots=True)
class Purchase:
    """A project that was bought, at a price per gain that no payer exceeds, with every supporter's payment."""

    project: str
    price: Fraction
    payments: Mapping[str, Fraction]


@dataclass(frozen=True, slots=True)
class Spending:
    """What the pot bought, in this order; what each voter has left; what supporters lack for each other project."""

    bought: tuple[Purchase, ...]
    left: Mapping[str, Fraction]
    lacking: Mapping[str, Fraction]

    @property
    def selected(self) -> tuple[str, ...]:
        """The ids of what was bought, in this order."""
        return tuple(purchase.project for purchase in self.bought)


def equal_shares(shares: Mapping[str, Amount], projects: Sequence[Project]) -> Spending:
    """Spend the voters' shares of a pot on projects.

    Raises RuleViolation for a negative share or cost, a gain that is not positive or of an unknown voter, or two
    projects of one id.
    """
    checked(shares, projects)
    left = {voter: Fraction(share) for voter, share in shares.items()}
    prices = ((price_of(project, left), number) for number, project in enumerate(projects))
    # Money only becomes less, so a price only rises: an old one is a lower bound, and the least is asked anew.
    waiting = [(price, number) for price, number in prices if price is not None]
    heapify(waiting)
    bought: list[Purchase] = []
    taken: set[int] = set()
    while waiting:
        bound, number = waiting[0]
        project = projects[number]
        price = price_of(project, left)
        if price is None:
            heappop(waiting)
        elif price > bound:
            heapreplace(waiting, (price, number))
        else:
            heappop(waiting)
            payments = {voter: min(price * gain, left[voter]) for voter, gain in project.gains.items()}
            for voter, payment in payments.items():
                left[voter] -= payment
            bought.append(Purchase(project.id, price, payments))
            taken.add(number)
    lacking = {
        project.id: Fraction(project.cost) - sum(left[voter] for voter in project.gains)
        for number, project in enumerate(projects)
        if number not in taken
    }
    return Spending(tuple(bought), left, lacking)


def price_of(project: Project, left: Mapping[str, Fraction]) -> Fraction | None:
    """The least price per gain at which the supporters pay the whole cost from what they have left; None if they
    cannot.

    Who runs out first pays all it has; whoever is left shares the rest by gain.
    """
    cost, gain = Fraction(project.cost), sum(project.gains.values())
    poorest = sorted((left[voter] / voter_gain, voter) for voter, voter_gain in project.gains.items())
    for price, voter in poorest:
        if price * gain >= cost:
            return cost / gain
        cost -= left[voter]
        gain -= project.gains[voter]
    return None


def gains_by_cost(costs: Mapping[str, Amount], approvals: Iterable[tuple[str, Collection[str]]]) -> tuple[Project, ...]:
    """Projects that voters approved of or not, ties by id: who approves gains as much as the project costs.

    A voter is satisfied by the money that went to what it approved of ("cost satisfaction"). A project that costs
    nothing gains one. Approvals of unknown projects count for nothing, a second one of the same project neither.
    """
    gains: dict[str, dict[str, Amount]] = {project: {} for project in sorted(costs)}
    for voter, approved in approvals:
        for project in approved:
            if project in gains:
                gains[project][voter] = costs[project] or 1
    return tuple(Project(project, costs[project], gained) for project, gained in gains.items())


def checked(shares: Mapping[str, Amount], projects: Sequence[Project]) -> None:
    """Shares and projects make sense together; otherwise a RuleViolation says which do not."""
    if any(share < 0 for share in shares.values()):
        raise RuleViolation("A share of the pot is never below 0.", rule="share_not_negative", path="shares")
    seen: set[str] = set()
    for project in projects:
        if project.id in seen:
            raise RuleViolation("A project stands in the list once.", rule="listed_once", path=project.id)
        seen.add(project.id)
        if project.cost < 0:
            raise RuleViolation("A project's cost is never below 0.", rule="cost_not_negative", path=project.id)
        if any(gain <= 0 or voter not in shares for voter, gain in project.gains.items()):
            raise RuleViolation(
                "Who gains from a project owns a share of the pot, and gains more than 0.",
                rule="gains_of_owners",
                path=project.id,
            )
