"""PrefLib's ranked ballots (.soc complete, .soi incomplete, .toc with ties) as ballots of one unit.

Lines that begin with # describe the file; every other one says how many voters gave which order: `31: 3,{1,2},4`.
What a ballot does not name has no opinion on it. Nobody is accountable, so equals stay in the order of their numbers.
"""

import re
from dataclasses import dataclass

from api.cases.broken import Broken
from domain.ranking.ranked_pairs import Ballot

_ABOUT = re.compile(r"#\s*(NUMBER ALTERNATIVES|ALTERNATIVE NAME (\d+))\s*:\s*(.*)", re.IGNORECASE)
_TIER = re.compile(r"\s*(?:\{([\d\s,]*)\}|(\d+))\s*(,|$)")


@dataclass(frozen=True, slots=True)
class Ballots:
    """What is ranked, by number, and the ballots, each with the number of voters who gave it."""

    alternatives: tuple[int, ...]
    names: dict[int, str]
    ballots: tuple[Ballot, ...]


def ballots(text: str) -> Ballots:
    """The ballots of a file. Raises Broken."""
    count, names, given = 0, dict[int, str](), []
    for line, row in enumerate(text.lstrip("\ufeff").splitlines(), 1):
        row = row.strip()
        about = _ABOUT.match(row)
        if about and about[2]:
            names[int(about[2])] = about[3].strip()
        elif about:
            if not about[3].strip().isdigit():
                raise Broken(f"Line {line}: “{about[3]}” is not a number of alternatives.")
            count = int(about[3])
        elif row and not row.startswith("#"):
            given.append(_ballot(row, line))
    if not given:
        raise Broken("The file holds no ballot.")
    seen = {int(one) for ballot in given for tier in ballot.tiers for one in tier}
    known = set(names) | set(range(1, count + 1)) or seen
    if unknown := sorted(seen - known):
        raise Broken(f"A ballot names alternative {unknown[0]}, of which the file says there are {len(known)}.")
    return Ballots(tuple(sorted(known)), names, tuple(given))


def _ballot(row: str, line: int) -> Ballot:
    voters, colon, order = row.partition(":")
    if not colon or not voters.strip().isdigit():
        raise Broken(f"Line {line}: a ballot begins with the number of its voters and a colon.")
    tiers: list[tuple[str, ...]] = []
    at = 0
    while at < len(order) or not tiers:
        tier = _TIER.match(order, at)
        if tier is None or (tier[3] == "," and tier.end() == len(order)):
            raise Broken(f"Line {line}: “{order.strip()}” is not an order of alternatives.")
        members = tuple(one.strip() for one in (tier[1] if tier[1] is not None else tier[2]).split(",") if one.strip())
        if members:
            tiers.append(tuple(str(int(one)) for one in members))
        at = tier.end()
        if not members and at >= len(order):
            break
    named = [one for tier in tiers for one in tier]
    if len(set(named)) != len(named):
        raise Broken(f"Line {line}: an alternative stands twice on the ballot.")
    return Ballot(tuple(tiers), int(voters))
