"""A pot is spent by equal shares: the known answer, a second implementation, properties, and real elections.

The second implementation looks for the price among all prices at which somebody runs out of money, for each project
anew in each round. What real elections buy was computed with pabutools 1.2.3 (cost satisfaction, no completion).
"""

import csv
import os
from collections.abc import Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from random import Random

import pytest

from domain.errors import RuleViolation
from domain.ranking.equal_shares import Amount, Project, equal_shares, gains_by_cost
from tests.support.cases import each_case

DATA = os.environ.get("MANDATE_DATA", "")

PABULIB = {
    "Netherlands_Assen_2024": "3 9 2 13 11 14 12",
    "Poland_Czestochowa_2024_Mirow": "795 146 717 660 609",
    "Poland_Krakow_2019_Bronowice": "9 16 38 39 30 6 1 31 23 43 27 12",
    "Poland_Krakow_2021_Pradnik_Czerwony": "14 7 29 8 12 32 18 27 37 36 13 44 16 2 9 42",
    "Poland_Warszawa_2017_Zacisze": "18 1285 1281 2475 1807 2002 1815 1108 1687",
    "Canada_Stanford_Dataset_PB_Dieppe_2018_vote_approvals": "780 786 792 789 788",
}


def test_three_units_buy_what_their_shares_pay_for() -> None:
    """Weights 5, 3, 2 and a pot of 100: a, c and the joint j are bought; b is not, though unit 0 has some money."""
    spending = equal_shares(
        {"0": 50, "1": 30, "2": 20},
        [
            Project("a", 30, {"0": 30}),
            Project("b", 30, {"0": 30}),
            Project("c", 20, {"1": 20}),
            Project("j", 40, {"0": 10, "1": 15, "2": 15}),
        ],
    )
    assert [(one.project, one.price) for one in spending.bought] == [("a", 1), ("c", 1), ("j", Fraction(6, 5))]
    assert spending.bought[2].payments == {"0": 12, "1": 10, "2": 18}
    assert spending.left == {"0": 8, "1": 0, "2": 2}
    assert spending.lacking == {"b": 22}


def test_ties_go_to_what_was_given_first() -> None:
    both = [Project("z", 10, {"0": 10}), Project("a", 10, {"0": 10})]
    assert equal_shares({"0": 10}, both).selected == ("z",)
    assert equal_shares({"0": 10}, both[::-1]).selected == ("a",)
    assert equal_shares({"0": 10}, gains_by_cost({"10": 10, "9": 10}, [("0", ("9", "10"))])).selected == ("10",)


def test_what_nobody_gains_from_is_never_bought_and_what_is_free_is() -> None:
    spending = equal_shares({"0": 10}, gains_by_cost({"free": 0, "unwanted": 0, "dear": 11}, [("0", ("free", "dear"))]))
    assert spending.selected == ("free",)
    assert spending.lacking == {"unwanted": 0, "dear": 1}


def test_approvals_of_the_unknown_and_second_ones_count_for_nothing() -> None:
    (project,) = gains_by_cost({"a": 5}, [("0", ("a", "a", "b")), ("1", ())])
    assert project.gains == {"0": 5}


@pytest.mark.parametrize(
    ("shares", "projects", "rule"),
    [
        ({"0": -1}, [], "share_not_negative"),
        ({"0": 1}, [Project("a", 1, {}), Project("a", 1, {})], "listed_once"),
        ({"0": 1}, [Project("a", -1, {})], "cost_not_negative"),
        ({"0": 1}, [Project("a", 1, {"1": 1})], "gains_of_owners"),
        ({"0": 1}, [Project("a", 1, {"0": 0})], "gains_of_owners"),
    ],
)
def test_what_makes_no_sense_is_refused(shares: dict[str, Amount], projects: list[Project], rule: str) -> None:
    with pytest.raises(RuleViolation) as refused:
        equal_shares(shares, projects)
    assert refused.value.rule == rule


@each_case(810_000)
def test_it_buys_what_a_search_through_all_prices_buys(chance: Random) -> None:
    shares, projects = election(chance)
    spending = equal_shares(shares, projects)
    assert [(one.project, one.price) for one in spending.bought] == searched(shares, projects)


@each_case(820_000)
def test_money_is_kept_and_nobody_pays_more_than_its_share(chance: Random) -> None:
    """Payments cover each cost exactly; what is left is a share less its payments; nothing affordable stays."""
    shares, projects = election(chance)
    spending = equal_shares(shares, projects)
    by_id = {project.id: project for project in projects}
    paid = {voter: Fraction(0) for voter in shares}
    for one in spending.bought:
        assert sum(one.payments.values()) == by_id[one.project].cost
        for voter, payment in one.payments.items():
            assert 0 <= payment <= one.price * by_id[one.project].gains[voter]
            paid[voter] += payment
    assert all(spending.left[voter] == shares[voter] - paid[voter] >= 0 for voter in shares)
    assert spending.lacking.keys() == by_id.keys() - set(spending.selected)
    assert all(spending.lacking[project] > 0 for project in spending.lacking if by_id[project].gains)
    prices = [one.price for one in spending.bought]
    assert prices == sorted(prices)


@each_case(830_000)
def test_a_unit_alone_with_its_requests_gets_them_whatever_others_claim(chance: Random) -> None:
    """What only one unit gains from, and its share pays in full, is bought: no claim of others takes it away."""
    shares, projects = election(chance)
    voter = chance.choice(sorted(shares))
    alone = [project for project in projects if project.gains.keys() == {voter}]
    joint = [project for project in projects if voter not in project.gains]
    spending = equal_shares(shares, [*alone, *joint])
    if sum(project.cost for project in alone) <= shares[voter]:
        assert {project.id for project in alone} <= set(spending.selected)


@each_case(840_000)
def test_the_scale_of_money_and_of_claims_does_not_matter(chance: Random) -> None:
    """All money times a number, and all claims times another one, buy the same in the same order."""
    shares, projects = election(chance)
    money, claims = chance.randint(2, 9), Fraction(chance.randint(1, 9), chance.randint(1, 9))
    scaled = [
        Project(one.id, one.cost * money, {voter: gain * claims for voter, gain in one.gains.items()})
        for one in projects
    ]
    assert (
        equal_shares({voter: share * money for voter, share in shares.items()}, scaled).selected
        == equal_shares(shares, projects).selected
    )


@pytest.mark.skipif(not DATA, reason="MANDATE_DATA names no folder of real files")
@pytest.mark.parametrize("name", PABULIB)
def test_real_elections_buy_what_they_should(name: str) -> None:
    shares, costs, approvals = pabulib(Path(DATA) / "pabulib" / f"{name}.pb")
    assert equal_shares(shares, gains_by_cost(costs, approvals)).selected == tuple(PABULIB[name].split())


def election(chance: Random) -> tuple[dict[str, Amount], list[Project]]:
    """A small pot: up to five voters and seven projects, with many ties."""
    voters = [str(number) for number in range(chance.randint(1, 5))]
    projects = [
        Project(
            str(number),
            chance.randint(0, 30),
            {voter: chance.randint(1, 6) for voter in voters if chance.random() < 0.5},
        )
        for number in range(chance.randint(0, 7))
    ]
    return {voter: Fraction(chance.randint(0, 60), chance.randint(1, 3)) for voter in voters}, projects


def searched(shares: Mapping[str, Amount], projects: Sequence[Project]) -> list[tuple[str, Fraction]]:
    left = {voter: Fraction(share) for voter, share in shares.items()}
    rest = list(projects)
    bought: list[tuple[str, Fraction]] = []
    while True:
        best: tuple[Fraction, Project] | None = None
        for project in rest:
            price = cheapest(project, left)
            if price is not None and (best is None or price < best[0]):
                best = price, project
        if best is None:
            return bought
        price, project = best
        rest.remove(project)
        bought.append((project.id, price))
        left = {voter: money - min(money, price * project.gains.get(voter, 0)) for voter, money in left.items()}


def cheapest(project: Project, left: Mapping[str, Fraction]) -> Fraction | None:
    """Payments rise with the price along a broken line: find the first stretch that reaches the cost."""

    def paid(price: Fraction) -> Fraction:
        return sum((min(left[voter], price * gain) for voter, gain in project.gains.items()), Fraction(0))

    corners = sorted({Fraction(0), *(left[voter] / gain for voter, gain in project.gains.items())})
    if not project.gains or paid(corners[-1]) < project.cost:
        return None
    end = next(corner for corner in corners if paid(corner) >= project.cost)
    start = max((corner for corner in corners if corner < end), default=end)
    if start == end:
        return end
    return start + (end - start) * (project.cost - paid(start)) / (paid(end) - paid(start))


def pabulib(path: Path) -> tuple[dict[str, Amount], dict[str, Amount], list[tuple[str, list[str]]]]:
    """Equal parts of the budget, the projects' costs, and who approved of what, whatever the kind of vote."""
    found: dict[str, list[dict[str, str]]] = {"META": [], "PROJECTS": [], "VOTES": []}
    section, names = "META", None
    with path.open(encoding="utf-8", newline="") as file:
        for cells in csv.reader(file, delimiter=";"):
            if len(cells) == 1 and cells[0] in found:
                section, names = cells[0], None
            elif names is None:
                names = cells
            else:
                found[section].append(dict(zip(names, cells, strict=False)))
    budget = Fraction(next(row["value"] for row in found["META"] if row["key"] == "budget"))
    approvals = [(str(number), row["vote"].split(",")) for number, row in enumerate(found["VOTES"])]
    costs: dict[str, Amount] = {row["project_id"]: Fraction(row["cost"]) for row in found["PROJECTS"]}
    return {voter: budget / len(approvals) for voter, _ in approvals}, costs, approvals
