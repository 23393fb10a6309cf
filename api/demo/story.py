"""The stage: who plays, what was wished, what has become of it, and the time that it all takes."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from random import Random
from uuid import UUID

from api.demo.agenda import Agenda, Deed
from api.demo.arrivals import LARGE, REQUESTS, SEED, Arrival, arrivals
from api.demo.cast import Cast
from api.demo.chance import Deck, at_work, in_days, seeded
from api.demo.company import UNITS, UnitOfCompany
from api.demo.wishes import Wish
from domain.actor import Actor
from domain.demand.queries import requests_by_id
from domain.demand.rows import RequestRow
from domain.quantities import Month

MONTHS = 36
SHORTEST = 30  # months: a year of use after delivery has to fit in
# What came up lately is smaller, so that the teams were as busy before with fewer wishes.
BEFORE, LATELY = 1.3, 0.9
LARGEST = 260  # person-days


class Stage(StrEnum):
    """How far a request is, as far as its people plan by it."""

    UNDECIDED = "undecided"
    COMMITTED = "committed"
    IN_DELIVERY = "in delivery"
    DELIVERED = "delivered"
    OVER = "over"  # closed, withdrawn, parked or rerouted


@dataclass
class Told:
    """A request of the story: the wish, its row's id, and what its people have in mind.

    `size` is what it takes in person-days, `worth` how much its owner thinks of it, `truth` what part of its promise
    comes true, `commitment` counts commitments so that plans of an earlier one are forgotten. `silent`: its team tells
    no more of it before today, nor delivers it.
    """

    arrival: Arrival
    number: int
    fate: str
    chance: Random
    size: float
    worth: float
    truth: float
    measured_until: int
    id: UUID = field(default_factory=lambda: UUID(int=0))
    submitter: str = ""
    estimated: set[str] = field(default_factory=set)
    followers: list[str] = field(default_factory=list)
    ranked_at: datetime | None = None
    stage: Stage = Stage.UNDECIDED
    commitment: int = 0
    ends_at: datetime | None = None
    silent: bool = False

    @property
    def wish(self) -> Wish:
        return self.arrival.wish


class Story:
    """Everything that the chapters share."""

    def __init__(self, now: datetime, scale: float) -> None:
        # Told up to midnight, so that each hour of a day hears the same story.
        self.now = now = now.replace(hour=0, minute=0, second=0, microsecond=0)
        self.share = min(1.0, scale)
        self.months = max(SHORTEST, round(MONTHS * self.share))
        self.this_month = Month.of(now.date())
        self.first_month = self.this_month + -self.months
        self.cast = Cast()
        self.agenda = Agenda(now)
        self.chance = seeded(SEED)
        self.units: dict[str, UnitOfCompany] = {unit.code: unit for unit in UNITS}
        self.requests: dict[UUID, Told] = {}
        self._decks: dict[str, Deck] = {}
        wanted = max(40, round(REQUESTS * self.share))
        # A smaller story has smaller teams and smaller wishes, so that months are as scarce as in the large one.
        self.strength = (wanted / self.months) / (REQUESTS / MONTHS)
        first, last = (self.start + timedelta(days=7)).date(), now.date() - timedelta(days=1)
        self.wished = tuple(
            _told(one, number, self.strength**0.5) for number, one in enumerate(arrivals(wanted, first, last))
        )

    def says(self, kind: str) -> str:
        """The next phrase of a kind."""
        if kind not in self._decks:
            self._decks[kind] = Deck(kind, SEED)
        return self._decks[kind].next()

    def phrase(self, kind: str, chance: Random) -> str:
        """Some phrase of a kind, by another source of chance."""
        return Deck(kind, chance.random()).next()

    def at(self, moment: datetime, deed: Deed) -> None:
        self.agenda.at(moment, deed)

    def on(self, month: Month, day: int, deed: Deed, *, hour: int | None = None) -> None:
        """Put a deed on a day of a month."""
        self.at(at_work(date(month.year, month.month, day), self.chance, hour=hour), deed)

    def later(self, moment: datetime, low: int, high: int, told: Told, deed: Deed) -> None:
        """Put a deed of a request some days after a moment."""
        self.at(in_days(moment, low, high, told.chance), deed)

    def said_later(self, moment: datetime, low: int, high: int, told: Told, deed: Deed) -> None:
        """The same for what decides nothing."""
        self.agenda.beside(in_days(moment, low, high, told.chance), deed)

    def every_month(self) -> Sequence[Month]:
        """The months of the story up to this one."""
        return [self.first_month + offset for offset in range(self.months + 1)]

    async def row(self, told: Told) -> RequestRow:
        """The request as it is now."""
        return (await requests_by_id(Actor.system(), [told.id]))[told.id]

    async def owner(self, told: Told, at: datetime) -> Actor:
        return await self.cast.owner(told.wish.unit, at)

    async def staff(self, told: Told) -> Actor:
        """Somebody of the team with most work."""
        return await self.cast.staff(told.wish.teams[0], told.number)

    def ranked_today(self, unit: str) -> tuple[int, int]:
        """How many requests of a unit are ranked today, at least and at most."""
        least, most = (10, 13) if unit in LARGE else (5, 7)
        fewest = 3 if unit in LARGE else 1
        return max(fewest, int(least * self.share)), max(fewest + 1, round(most * self.share))

    @property
    def start(self) -> datetime:
        """The first day: a Monday morning before the first month."""
        first = datetime(self.first_month.year, self.first_month.month, 1, 8, tzinfo=UTC)
        return first - timedelta(days=7 + first.weekday())


def _told(arrival: Arrival, number: int, scale: float) -> Told:
    wish = arrival.wish
    scale *= LATELY if arrival.lately else BEFORE
    chance = seeded(SEED, wish.unit, wish.title)
    size = wish.days * (1.0 if wish.days <= 12 else 2.0) * chance.uniform(0.85, 1.2) * scale
    size = min(size, LARGEST * scale)
    money = sum(float(effect.thousands or 1) for effect in wish.effects)
    unit = next(unit for unit in UNITS if unit.code == wish.unit)
    silence = {"people": 0.5, "marketing": 0.3}.get(wish.unit, 0.1)
    return Told(
        arrival=arrival,
        number=number,
        fate=arrival.fate,
        chance=chance,
        size=size,
        worth=money / size**0.8 * chance.lognormvariate(0, 0.5) + (0.4 if wish.category == "Compliance" else 0),
        truth=unit.candour * _CATEGORY.get(wish.category, 1.0) * chance.lognormvariate(0, 0.3),
        measured_until=0 if chance.random() < silence else chance.choice((4, 12, 12, 12, 12, 12)),
    )


# What promises of a category come true at, beside their unit's.
_CATEGORY = {"Sales": 0.8, "Automation": 1.08, "Reporting": 0.75, "Resilience": 1.1, "Customer experience": 0.92}
