"""Why a request stands where it stands in its unit's list, and what would raise it, in sentences. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain.ranking.ballots import Tiers, place_on
from domain.ranking.ranked_pairs import Ground, Pair, RankedPairs, Standing
from domain.ranking.rules import Order
from domain.wording import joined

FEW = 4  # owners: up to so many, as many one way as the other is common


@dataclass(frozen=True, slots=True)
class Owners:
    """The owners of a unit by name. accountable: who decides between equals; voting: whose ballots count, the
    accountable one first; silent: who has cast none."""

    unit: str
    accountable: str | None
    voting: tuple[str, ...]
    silent: tuple[str, ...]

    @property
    def leads(self) -> bool:
        """Whether the accountable owner has a ballot to decide with."""
        return self.accountable is not None and self.accountable in self.voting


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a request stands at its place. against_above: how the ballots put it against the one right above."""

    why_here: str
    would_raise: str | None
    disputed: bool
    against_above: Pair | None


@dataclass(frozen=True, slots=True)
class Counted:
    """What the reasons are read from. shown: the list as it stands; keys: REQ-n by id; lead: the accountable owner's
    ballot; now: the count of the ballots as they are now, None while there are fewer than two."""

    owners: Owners
    shown: Order
    keys: Mapping[str, str]
    lead: Tiers
    now: RankedPairs | None


def rule(owners: Owners) -> str:
    """How the list came about, in one or a few sentences."""
    if owners.accountable is None:
        return f"{owners.unit} has no owner, so nobody can order its list."
    everybody = len(owners.voting) + len(owners.silent)
    if everybody == 1:
        return f"{owners.accountable} alone orders this list."
    silent = _silent(owners.silent)
    if not owners.voting:
        return f"{joined(owners.silent)} order this list. Until one of them ranks anew, it stays as its owners left it."
    if len(owners.voting) == 1:
        return f"The list is the ballot of {owners.voting[0]}.{silent}"
    decides = (
        f"where as many put one first as the other, {owners.accountable}, who is accountable, decides"
        if owners.leads
        else f"where as many put one first as the other, the older one does, because {owners.accountable},"
        " who is accountable, has not ranked"
    )
    common = " With so few owners that is common." if len(owners.voting) <= FEW else ""
    return (
        f"The list follows from the ballots of {len(owners.voting)} owners: of two requests the one that more of them"
        f" put first stands above, the clearest majorities first; {decides}.{common}{silent}"
    )


def _silent(names: Sequence[str]) -> str:
    if not names:
        return ""
    return f" {joined(names)} {'has' if len(names) == 1 else 'have'} not ranked."


def reason(counted: Counted, place: int) -> Reason:
    """Why the request at a place of the list, 1 at the top, stands there."""
    shown, item = counted.shown, counted.shown[place - 1]
    if len(shown) == 1:
        return Reason(f"It is the only ranked request of {counted.owners.unit}.", None, False, None)
    if counted.now is None:
        return _of_one_ballot(counted, item, place)
    above = shown[place - 2] if place > 1 else None
    below = shown[place] if place < len(shown) else None
    beside = ((above, item), (item, below))
    pairs = [counted.now.pair(a, b) for a, b in beside if a is not None and b is not None and _known(counted.now, a, b)]
    against = pairs[0] if pairs and pairs[0].above == above and pairs[0].ranked_both else None
    disputed = any(pair.ahead and pair.behind for pair in pairs)
    upper, lower = shown[max(place - 2, 0)], shown[max(place - 1, 1)]
    why = " ".join(part for part in (_above(counted, upper, lower), _overruled(counted, item)) if part)
    return Reason(why, None if above is None else _would_raise(counted, above, item), disputed, against)


def _known(now: RankedPairs, above: str, below: str) -> bool:
    return above in now.place and below in now.place


def _of_one_ballot(counted: Counted, item: str, place: int) -> Reason:
    owners, key = counted.owners, counted.keys
    name = owners.voting[0] if owners.voting else None
    above = counted.shown[place - 2] if place > 1 else None
    decides = name or (joined(owners.silent) if owners.silent else None)
    raising = f"{decides} can rank it above {key[above]}." if above and decides else None
    if name is None:
        return Reason(f"It stands where the owners of {owners.unit} left it.", raising, False, None)
    level = next((tier for tier in counted.lead if item in tier), None)
    if level is None:
        return Reason(
            f"{name} has not ranked it; such requests stand at the end, the oldest first.", raising, False, None
        )
    why = f"{name} ranks it {place_on(counted.lead, item)} of {sum(map(len, counted.lead))}"
    others = [key[one] for one in level if one != item and one in key]
    return Reason(
        f"{why}, level with {joined(others)}; of those the oldest stands first." if others else f"{why}.",
        raising,
        False,
        None,
    )


def _above(counted: Counted, upper: str, lower: str) -> str:
    """Why one request stands right above another."""
    now, a, b = counted.now, counted.keys[upper], counted.keys[lower]
    assert now is not None
    if not _known(now, upper, lower) or now.place[upper] > now.place[lower]:
        return f"{b} was put below {a} before owners or requests of this list changed; the next ranking makes it anew."
    if lower in now.unranked:
        return f"No owner has ranked {b}; such requests stand at the end, the oldest first."
    standing = now.standing(upper, lower)
    if standing.ground is Ground.MAJORITY:
        return f"{a} is above {b} because {_majority(standing.pair, a)}."
    if standing.ground is Ground.CHAIN:
        return f"{a} is above {b} because of {_chain(counted, standing)}."
    return _equals(counted, standing, a, b)


def _majority(pair: Pair, first: str) -> str:
    if pair.ahead == pair.ranked_both:
        if pair.ahead == 1:
            return f"the one owner who ranked both put {first} first"
        return f"{'both' if pair.ahead == 2 else f'all {pair.ahead}'} owners who ranked both put {first} first"
    return f"{pair.ahead} of {pair.ranked_both} owners who ranked both put {first} first"


def _chain(counted: Counted, standing: Standing) -> str:
    return joined(
        [
            f"{counted.keys[step.above]} above {counted.keys[step.below]} ({step.ahead}:{step.behind})"
            for step in standing.chain
        ]
    )


def _equals(counted: Counted, standing: Standing, a: str, b: str) -> str:
    """Between equals the accountable owner decides, and where that ballot says nothing, the date."""
    pair, owners = standing.pair, counted.owners
    if pair.ahead:
        equal = f"As many owners put {a} first as {b} ({pair.ahead} each)"
    elif pair.level:
        equal = f"Who ranked both put {a} and {b} level"
    else:
        equal = f"No owner ranked both {a} and {b}"
    known = {one for tier in counted.lead for one in tier}
    together = any(pair.above in tier and pair.below in tier for tier in counted.lead)
    if standing.ground is Ground.LATER or together or not owners.leads:
        return f"{equal}, and between equals the older one stands first."
    if pair.below not in known:
        return f"{equal}; {owners.accountable}, who is accountable, ranked only {a}."
    return f"{equal}, so {owners.accountable}, who is accountable, decides: {a} first."


def _overruled(counted: Counted, item: str) -> str:
    """The nearest request above that most owners put below this one, and the larger majorities against that."""
    now = counted.now
    assert now is not None
    standing = now.overruled(item) if item in now.place else None
    if standing is None:
        return ""
    pair = standing.pair
    return (
        f"{pair.behind} of {pair.ranked_both} owners put it above {counted.keys[pair.above]}, but larger majorities"
        f" stand against that: {_chain(counted, standing)}."
    )


def _would_raise(counted: Counted, above: str, item: str) -> str | None:
    """What would bring it above the request right above it."""
    now, upper, owners = counted.now, counted.keys[above], counted.owners
    assert now is not None
    if not _known(now, above, item):
        return None
    if item in now.unranked:
        return "Any owner of the unit who ranks it brings it up from the end."
    pair = now.pair(above, item)
    if pair.margin < 0:
        return "The next ranking makes the list anew."
    if pair.margin == 0:
        alone = f" or {owners.accountable} decides so" if owners.leads else ""
        return f"It passes {upper} when one owner more puts it first{alone}."
    lead = [one for tier in counted.lead for one in tier]
    with_lead = item in lead and (above not in lead or lead.index(item) < lead.index(above))
    needed = (pair.margin + 1) // 2 if with_lead else pair.margin // 2 + 1
    if pair.ahead == 1:
        return f"It passes {upper} when the one owner who put {upper} first puts it above {upper}."
    many = "puts" if needed == 1 else "put"
    return f"It passes {upper} when {needed} of the {pair.ahead} owners who put {upper} first {many} it above {upper}."
