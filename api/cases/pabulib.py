"""Pabulib's participatory budgets (.pb): what the voters' equal shares of the budget buy.

A file has the sections META, PROJECTS and VOTES, each with a header row, cells separated by semicolons. Whoever voted
for a project, with whatever points or rank, gains from it as much as it costs.
"""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from api.cases.broken import Broken
from domain.ranking.equal_shares import Amount, Project, gains_by_cost

SECTIONS = ("META", "PROJECTS", "VOTES")


@dataclass(frozen=True, slots=True)
class Election:
    """A budget in the file's money, what may be bought, and each voter with the projects that it voted for."""

    budget: Amount
    costs: dict[str, Amount]
    votes: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def shares(self) -> dict[str, Amount]:
        """Each voter's equal part of the budget."""
        return {voter: Fraction(self.budget) / len(self.votes) for voter, _ in self.votes}

    @property
    def projects(self) -> tuple[Project, ...]:
        """The projects with what each voter gains, ties by id."""
        return gains_by_cost(self.costs, self.votes)


def election(text: str) -> Election:
    """The election of a file. Raises Broken."""
    sections = _sections(text)
    meta = {row[0].strip().lower(): row[1].strip() for _, row in sections["META"] if len(row) > 1}
    if "budget" not in meta:
        raise Broken("The section META names no budget.")
    budget = _amount(meta["budget"], "The budget")
    costs: dict[str, Amount] = {}
    for line, row in _table(sections["PROJECTS"], "PROJECTS", ("project_id", "cost")):
        project = row["project_id"]
        if not project or project in costs:
            wrong = "named twice" if project else "without an id"
            raise Broken(f"Line {line}: the project “{project}” is {wrong}.")
        costs[project] = _amount(row["cost"], f"Line {line}: the cost")
    votes = []
    voters: dict[str, int] = {}  # with the line of each
    for line, row in _table(sections["VOTES"], "VOTES", ("voter_id", "vote")):
        voter = row["voter_id"] or f"line {line}"
        if voter in voters:
            raise Broken(f"Line {line}: the voter “{voter}” has voted already, in line {voters[voter]}.")
        voters[voter] = line
        chosen = tuple(one.strip() for one in row["vote"].split(",") if one.strip())
        for one in chosen:
            if one not in costs:
                raise Broken(f"Line {line}: a vote for “{one}”, which is no project of the file.")
        votes.append((voter, chosen))
    if not votes:
        raise Broken("The section VOTES holds no vote.")
    return Election(budget, costs, tuple(votes))


Numbered = list[tuple[int, list[str]]]


def _sections(text: str) -> dict[str, Numbered]:
    found: dict[str, Numbered] = {}
    current: Numbered | None = None
    for line, row in enumerate(csv.reader(text.lstrip("\ufeff").splitlines(), delimiter=";"), 1):
        if not any(cell.strip() for cell in row):
            continue
        name = row[0].strip().upper()
        if name in SECTIONS and not any(cell.strip() for cell in row[1:]):
            current = found.setdefault(name, [])
        elif current is None:
            raise Broken(f"Line {line}: a file of Pabulib begins with META.")
        else:
            current.append((line, row))
    for name in SECTIONS:
        if name not in found:
            raise Broken(f"The section {name} is missing.")
    return found


def _table(rows: Numbered, section: str, wanted: tuple[str, ...]) -> Iterable[tuple[int, dict[str, str]]]:
    if not rows:
        raise Broken(f"The section {section} is empty.")
    names = [cell.strip().lower() for cell in rows[0][1]]
    for name in wanted:
        if name not in names:
            raise Broken(f"The section {section} has no column {name}.")
    for line, row in rows[1:]:
        cells = dict(zip(names, (cell.strip() for cell in row), strict=False))
        if any(name not in cells for name in wanted):
            raise Broken(f"Line {line}: the row is too short.")
        yield line, cells


def _amount(written: str, what: str) -> Amount:
    try:
        number = Decimal(written.replace(" ", "").replace(",", "."))
    except InvalidOperation:
        raise Broken(f"{what} “{written}” is not a number.") from None
    if not number.is_finite() or number < 0:
        raise Broken(f"{what} “{written}” is not an amount.")
    return int(number) if number == number.to_integral_value() else Fraction(number)
